using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Effects;

/// <summary>The cars of a year beside what is counted in France.</summary>
public sealed class CarFleetTests
{
    private const double Points = 0.04;     // registrations, lives and kilometres are smooth here

    /// <summary>Of 470 billion kilometres of 2018, 40 % by cars of Crit'Air 2 and 28 % of Crit'Air 3 (CGDD 2020).</summary>
    [Fact]
    public void Old_cars_drive_what_they_were_found_to_drive()
    {
        CarFleet fleet = new(2018);
        double all = fleet.Ages.Sum(static a => a.Driven);
        Assert.InRange(fleet.Ages.Where(static a => CritAir(a.Registered, a.Fuel) == 2).Sum(static a => a.Driven) / all, 0.40 - Points, 0.40 + Points);
        Assert.InRange(fleet.Ages.Where(static a => CritAir(a.Registered, a.Fuel) == 3).Sum(static a => a.Driven) / all, 0.28 - Points, 0.28 + Points);
    }

    /// <summary>SDES, cars on 1 January: 2022 diesel 55.2 %, Crit'Air 1 27.7 %, Crit'Air 3 and worse 34.5 %; 2025 Crit'Air 1 35.5 %, less 3 % of electric cars here.</summary>
    [Fact]
    public void Cars_are_as_old_and_burn_what_the_register_says()
    {
        CarFleet fleet = new(2022);
        Assert.InRange(Cars(fleet, static a => a.Fuel == Fuel.Diesel), 0.552 - Points, 0.552 + Points);
        Assert.InRange(Cars(fleet, static a => CritAir(a.Registered, a.Fuel) == 1), 0.277 - Points, 0.277 + Points);
        Assert.InRange(Cars(fleet, static a => CritAir(a.Registered, a.Fuel) >= 3), 0.345 - Points, 0.345 + Points);
        Assert.InRange(Cars(new(2025), static a => CritAir(a.Registered, a.Fuel) == 1), 0.355 / 0.97 - Points, 0.355 / 0.97 + Points);
        Assert.InRange(fleet.Ages.Sum(static a => a.Cars * (2021.5 - a.Registered)) / fleet.Ages.Sum(static a => a.Cars), 10, 11);        // SDES: 10.5 years
    }

    [Fact]
    public void In_mean_driving_a_car_gives_off_what_its_standard_is_known_for()
    {
        CarFleet fleet = new(2060);         // Euro 6 of 2020 and after alone
        Assert.Equal(0.061, Mean(fleet, Fuel.Petrol, Pollutant.NitrogenOxides), 1e-12);
        Assert.Equal(0.0014, Mean(fleet, Fuel.Petrol, Pollutant.Particles), 1e-12);
        CarFleet old = new(1992);           // no standard at all
        Assert.Equal((2, 0.546, 0.221), (Math.Round(Mean(old, Fuel.Petrol, Pollutant.NitrogenOxides), 9), Math.Round(Mean(old, Fuel.Diesel, Pollutant.NitrogenOxides), 9), Math.Round(Mean(old, Fuel.Diesel, Pollutant.Particles), 9)));
    }

    /// <summary>0.35 to 0.6 g/km of the French fleet of the early 2020s, recalled; it falls as cars are replaced.</summary>
    [Fact]
    public void Nitrogen_oxides_of_a_kilometre_are_those_of_the_fleet_and_fall()
    {
        double[] mean = [.. new[] { 2015, 2022, 2030, 2040, 2050 }.Select(static year => new CarFleet(year)).Select(static f => (1 - f.Diesel) * Mean(f, Fuel.Petrol, Pollutant.NitrogenOxides) + f.Diesel * Mean(f, Fuel.Diesel, Pollutant.NitrogenOxides))];
        Assert.InRange(mean[1], 0.35, 0.6);
        Assert.Equal(mean.OrderDescending(), mean);
        Assert.InRange(mean[^1], 0.05, 0.08);
    }

    private static double Cars(CarFleet fleet, Func<(int Registered, Fuel Fuel, double Cars, double Driven), bool> which) => fleet.Ages.Where(which).Sum(static a => a.Cars) / fleet.Ages.Sum(static a => a.Cars);

    private static double Mean(CarFleet fleet, Fuel fuel, Pollutant pollutant) => 0.35 * fleet.Of(fuel, pollutant, 25 / 3.6) + 0.4 * fleet.Of(fuel, pollutant, 60 / 3.6) + 0.25 * fleet.Of(fuel, pollutant, 100 / 3.6);

    // By fuel and year of the first registration (arrêté of 21 June 2016).
    private static int CritAir(int registered, Fuel fuel) => fuel == Fuel.Petrol
        ? registered >= 2011 ? 1 : registered >= 2006 ? 2 : registered >= 1997 ? 3 : 6
        : registered >= 2011 ? 2 : registered >= 2006 ? 3 : registered >= 2001 ? 4 : registered >= 1997 ? 5 : 6;
}
