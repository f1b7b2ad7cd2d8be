namespace TerritoryTwin.Mobility;

/// <summary>The French cars that burn fuel and drive in a year, by fuel and age. docs/physics/emissions-noise.md.</summary>
/// <remarks>
/// As many cars as were registered are left at an age a as exp(−(a/20.8)³), by which the mean age is 10.5 years (SDES, 1 January 2022); they drive 4.5 % less with each year of age, and diesel cars half as much again as petrol
/// cars of their age (SDES; orders of magnitude recalled). New cars: shares of diesel by year of registration (CCFA, recalled; 0 from 2035 on, assumed); from 2020 on a fifth fewer are registered. What a car gives off: EMEP/EEA guidebook
/// 2019, 1.A.3.b, tier 2, which has cold starts and what Euro 5 and 6 were found to give off on the road (recalled); how it changes with the speed: <see cref="ExhaustEmissions"/>.
/// </remarks>
public sealed class CarFleet
{
    private const int Oldest = 45;                                     // years
    private const double Life = 20.8, LessDriven = 0.045, MoreOfDiesel = 1.5, FewerSince2020 = 0.78;

    private static readonly Standard[] s_standards =
    [
        new(int.MinValue, 2, 0.546, 0.0024, 0.221, EuroStandard.Five), new(1993, 0.485, 0.690, 0.0024, 0.0842, EuroStandard.Five), new(1997, 0.255, 0.716, 0.0024, 0.0548, EuroStandard.Five),
        new(2001, 0.097, 0.773, 0.0011, 0.0391, EuroStandard.Five), new(2006, 0.061, 0.580, 0.0011, 0.0314, EuroStandard.Five), new(2011, 0.061, 0.550, 0.0014, 0.0021, EuroStandard.Five),
        new(2015, 0.061, 0.450, 0.0014, 0.0015, EuroStandard.Six), new(2017, 0.061, 0.350, 0.0014, 0.0015, EuroStandard.Six), new(2020, 0.061, 0.170, 0.0014, 0.0015, EuroStandard.Six),
    ];

    private static readonly (int Year, double Share)[] s_newDiesel =
    [
        (1980, 0.10), (1985, 0.15), (1988, 0.23), (1990, 0.33), (1994, 0.48), (1997, 0.42), (2000, 0.49), (2003, 0.67), (2005, 0.69), (2008, 0.77), (2010, 0.71), (2012, 0.73), (2014, 0.64), (2015, 0.57), (2016, 0.52), (2017, 0.47),
        (2018, 0.39), (2019, 0.34), (2020, 0.31), (2021, 0.21), (2022, 0.16), (2023, 0.10), (2024, 0.075), (2025, 0.05), (2030, 0.03), (2035, 0),
    ];

    // The driving of which the levels are means, assumed: km/h and their share of kilometres.
    private static readonly (double Speed, double Share)[] s_driving = [(25, 0.35), (60, 0.4), (100, 0.25)];

    // Of kilometres of a fuel, over what the formula of the shape gives in mean driving.
    private readonly double[,,] _levels = new double[Enum.GetValues<Fuel>().Length, Enum.GetValues<Pollutant>().Length, Enum.GetValues<EuroStandard>().Length];

    /// <summary>Those of a year.</summary>
    public CarFleet(int year)
    {
        Ages = [.. Enumerable.Range(0, Oldest).SelectMany(age => new[] { Fuel.Petrol, Fuel.Diesel }.Select(fuel => AgeOf(year - 1 - age, age, fuel)))];
        double all = Ages.Sum(static a => a.Driven);
        Diesel = Ages.Where(static a => a.Fuel == Fuel.Diesel).Sum(static a => a.Driven) / all;
        foreach (Fuel fuel in new[] { Fuel.Petrol, Fuel.Diesel })
            foreach (Pollutant pollutant in new[] { Pollutant.NitrogenOxides, Pollutant.Particles })
                foreach (EuroStandard shape in new[] { EuroStandard.Five, EuroStandard.Six })
                {
                    double share = Ages.Where(a => a.Fuel == fuel).Sum(static a => a.Driven), level = Ages.Where(a => a.Fuel == fuel && StandardOf(a.Registered).Shape == shape).Sum(a => a.Driven * LevelOf(a, pollutant));
                    _levels[(int)fuel, (int)pollutant, (int)shape] = share > 0 ? level / share / s_driving.Sum(d => d.Share * ExhaustEmissions.Of(fuel, shape, pollutant, d.Speed / 3.6)) : 0;
                }
    }

    /// <summary>Cars of each age and fuel, and what they drive, over those of other ages and fuels.</summary>
    public IReadOnlyList<(int Registered, Fuel Fuel, double Cars, double Driven)> Ages { get; }

    /// <summary>Of the kilometres, those on diesel, 0 to 1.</summary>
    public double Diesel { get; }

    /// <summary>What a mean car of a fuel gives off [g/km].</summary>
    /// <param name="fuel">Petrol or diesel.</param> <param name="pollutant"><see cref="Pollutant.NitrogenOxides"/> or <see cref="Pollutant.Particles"/>.</param> <param name="speed">Mean, stops counted [m/s]; beyond what formulas were made for it counts as the nearest they were.</param>
    public double Of(Fuel fuel, Pollutant pollutant, double speed) =>
        Of(fuel, pollutant, EuroStandard.Five, speed) + Of(fuel, pollutant, EuroStandard.Six, speed);

    private double Of(Fuel fuel, Pollutant pollutant, EuroStandard shape, double speed) => _levels[(int)fuel, (int)pollutant, (int)shape] * ExhaustEmissions.Of(fuel, shape, pollutant, speed, Beyond.Nearest);

    private static (int, Fuel, double, double) AgeOf(int registered, int age, Fuel fuel)
    {
        double diesel = NewDiesel(registered), cars = Math.Exp(-Math.Pow((age + 0.5) / Life, 3)) * (registered >= 2020 ? FewerSince2020 : 1) * (fuel == Fuel.Diesel ? diesel : 1 - diesel);
        return (registered, fuel, cars, cars * Math.Exp(-LessDriven * age) * (fuel == Fuel.Diesel ? MoreOfDiesel : 1));
    }

    private static double NewDiesel(int year)
    {
        int next = Array.FindIndex(s_newDiesel, n => n.Year >= year);
        if (next <= 0) return next == 0 ? s_newDiesel[0].Share : s_newDiesel[^1].Share;
        ((int from, double low), (int to, double high)) = (s_newDiesel[next - 1], s_newDiesel[next]);
        return low + (high - low) * (year - from) / (to - from);
    }

    private static Standard StandardOf(int registered) => s_standards.Last(s => s.From <= registered);

    private static double LevelOf((int Registered, Fuel Fuel, double Cars, double Driven) age, Pollutant pollutant)
    {
        Standard standard = StandardOf(age.Registered);
        bool diesel = age.Fuel == Fuel.Diesel;
        return pollutant == Pollutant.NitrogenOxides ? diesel ? standard.DieselNox : standard.PetrolNox : diesel ? standard.DieselParticles : standard.PetrolParticles;
    }

    // From that year of registration on; g/km.
    private sealed record Standard(int From, double PetrolNox, double DieselNox, double PetrolParticles, double DieselParticles, EuroStandard Shape);
}
