using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Tests.Measures;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Buildings;

public class BuildingsModelTests(ITestOutputHelper output)
{
    private static readonly Lazy<WeatherYear> Nancy = new(() => EpwReader.Read(SharedData.Data("weather/epw/FRA_Nancy_RT2012-H1b_derived.epw.gz")));
    private static readonly BuildingsParameters Label = BuildingsParameters.Default with { PastWorks = false, Behaviour = Behaviour.None, SetPoints = new(Present: 20, Night: 20, Absent: 20, Spread: 0) };

    [Fact]
    public void Every_budget_of_a_hamlet_closes()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = Mixed(device);
        hamlet.PutPanels((0, 3), (1, 6));
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default, days: 60);
        foreach (Balance balance in model.Balances(0))
        {
            output.WriteLine($"{balance}");
            Assert.True(balance.Closes, $"{balance}");
            Assert.True(balance.In > 0, $"{balance}");
        }
    }

    [Fact]
    public void A_house_of_before_1975_needs_what_its_typology_says_and_a_new_one_a_small_part()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, built: 1960), Hamlet.House(1, built: 1970),
            Hamlet.House(2, built: 1995), Hamlet.House(3, built: 2020));
        using BuildingsModel model = hamlet.Year(Nancy.Value, Label);
        double[] perArea = [.. Column(model, "heating_need").Zip(Column(model, "heated_area"), (need, area) => need / area)];
        output.WriteLine(string.Join(", ", perArea.Select(n => $"{n:f0}")) + " kWh/m²");
        Assert.InRange(perArea[0], 200, 410);
        Assert.InRange(perArea[1], 200, 410);
        Assert.InRange(perArea[2], 80, 130);                          // official cases of 1989 to 2000: 105 on the mean, in a country less cold than Nancy
        Assert.InRange(perArea[3], 25, 70);
    }

    [Fact]
    public void A_renovated_house_saves_less_than_its_label_says_when_people_take_back_warmth()
    {
        BuildingsParameters people = BuildingsParameters.Default with { PastWorks = false };
        double before = Need(null, people), after = Need(RenovationCatalogue.Deep, people);
        double labelBefore = Need(null, Label), labelAfter = Need(RenovationCatalogue.Deep, Label);
        output.WriteLine($"people {before:f0} → {after:f0} kWh, label {labelBefore:f0} → {labelAfter:f0} kWh");
        Assert.InRange(before / labelBefore, 0.4, 0.8);
        Assert.True(after < before);
        Assert.True(before - after < labelBefore - labelAfter);

        static double Need(RenovationPackage? package, BuildingsParameters parameters)
        {
            using ReferenceDevice device = new();
            using Hamlet hamlet = new(device, Hamlet.House(0));
            hamlet.Renovate(package);
            using BuildingsModel model = hamlet.Year(Nancy.Value, parameters);
            return Column(model, "heating_need")[0];
        }
    }

    [Fact]
    public void A_household_uses_the_electricity_and_hot_water_of_a_french_one()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, width: 10, depth: 6, heatedShare: 0.75));
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default);
        Assert.InRange(Column(model, "energy_appliances")[0], 1900, 2800);
        Assert.Equal(1.885 * 56 * 365 * 1.163e-3 * 26.5, model.Descriptions[0].Usage.HotWater, 1);                          // 2.2 people count as 1.885 adults, 26.5 K
        Assert.Equal(model.Descriptions[0].Usage.HotWater / 0.61, Column(model, "energy_hot_water")[0], 0.1 * Column(model, "energy_hot_water")[0]);
    }

    [Fact]
    public void A_home_where_nobody_lives_is_kept_from_frost_or_shut_and_a_second_home_wakes_for_some_weeks()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, [.. Enumerable.Range(0, 25).Select(k => Hamlet.House(k, persons: k == 0 ? 2.2 : 0))]);
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default);
        Occupancy[] found = [.. model.Descriptions.Select(d => d.Usage.Occupancy)];
        Assert.Equal(Occupancy.Lived, found[0]);
        Assert.Equal([Occupancy.SecondHome, Occupancy.Vacant, Occupancy.Shut], found.Skip(1).Distinct().Order());
        double[] need = Column(model, "heating_need"), appliances = Column(model, "energy_appliances"), water = Column(model, "energy_hot_water"), bill = Column(model, "bill");
        string[] letters = ((TextColumn)model.Tables(0).Single().Columns.Single(c => c.Name == "label_class")).Values;
        for (int b = 1; b < found.Length; b++)
        {
            (double least, double most) = found[b] switch { Occupancy.SecondHome => (0.02, 0.5), Occupancy.Vacant => (0.01, 0.4), _ => (0, 0) };       // of a leaky house, whose people spare heat while frost does not
            Assert.InRange(need[b] / need[0], least, most);
            Assert.Equal(found[b] == Occupancy.SecondHome ? 42 / 365.0 : 0, water[b] / water[0], 0.03);            // warmer mains in summer
            Assert.Equal(found[b] == Occupancy.SecondHome ? 42 / 365.0 + 0.04 * 323 / 365 : 0, appliances[b] / appliances[0], 1e-3);
            Assert.Equal(found[b] == Occupancy.Shut, bill[b] == 0);
            Assert.Equal("", letters[b]);
        }
    }

    [Fact]
    public void Where_nobody_is_known_to_live_anywhere_homes_are_lived_in()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, persons: 0), Hamlet.House(1, persons: 0));
        Assert.All(Occupants.Of(hamlet.Territory, 1), r => Assert.Equal((Occupancy.Lived, 2.2), (r.Occupancy, r.Persons)));
        Occupants[] counted = Occupants.Of(hamlet.Territory with { Households = [new Household(0, 3, 20_000, Tenure.Owner, 1)] }, 1);          // by its households alone
        Assert.Equal((Occupancy.Lived, 3.0, 1.0), (counted[0].Occupancy, counted[0].Persons, counted[0].Homes));
        Assert.NotEqual(Occupancy.Lived, counted[1].Occupancy);
    }

    [Fact]
    public void Homes_that_are_not_lived_in_are_estimated_and_cooled_as_they_are_run()
    {
        Building house = Houses.Named("house", heatedArea: 120);
        HeatEstimate Of(Occupancy occupancy) => new(house, Houses.Draughty, new Occupants(occupancy, 1, 2.2, 1.885, double.NaN, double.NaN), BuildingsParameters.Default, azimuth: 0, LabelClimate.Of("H1a"));
        Assert.Equal((0.0, 0.0), (Of(Occupancy.Shut).Bill, Of(Occupancy.Shut).Need(null)));
        Assert.InRange(Of(Occupancy.SecondHome).Need(null), Of(Occupancy.Vacant).Need(null), 0.35 * Of(Occupancy.Lived).Need(null));
        BuildingsParameters cooled = BuildingsParameters.Default with { Behaviour = BuildingsParameters.Default.Behaviour with { CooledHomes = 1 } };
        Assert.Equal([true, false, false, false], Enum.GetValues<Occupancy>().Select(o => TerritoryTwin.Buildings.Usage.IsCooled(house, new Occupants(o, 1, 2.2, 1.885, double.NaN, double.NaN), cooled)));
    }

    [Fact]
    public void An_unheated_shed_buys_nothing_and_has_no_class()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, use: BuildingUse.Annex, heatedShare: 0));
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default, days: 5);
        foreach (string column in new[] { "heating_need", "cooling_need", "electricity", "gas", "electricity_bought", "co2", "bill" })
            Assert.Equal(0, Column(model, column)[0]);
        Assert.Equal("", ((TextColumn)model.Tables(0).Single().Columns.Single(c => c.Name == "label_class")).Values[0]);
    }

    // Of four households two live below 18,360 € by consumption unit: one alone with 18,300 €, three with 33,855 € (1.85 units); 8 % of these are 1,464 and 2,708.40 €.
    [Theory]
    [InlineData(1463, 0)]
    [InlineData(1465, 0.25)]
    [InlineData(2709, 0.5)]
    [InlineData(9999, 0.5)]
    public void Households_in_effort_are_those_of_the_countrys_three_lowest_deciles_among_all(double paid, double share)
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, dwellings: 4));
        Territory town = hamlet.Territory with { Households = [new(0, 1, 18_300, Tenure.Owner, 0), new(0, 3, 33_855, Tenure.Owner, 1), new(0, 1, 18_400, Tenure.Owner, 0), new(0, 2, 60_000, Tenure.Owner, 2)] };
        Assert.Equal(share, BuildingIndicators.HighEffort(town, [4], [4 * paid]));
        Assert.Equal(0, BuildingIndicators.HighEffort(town with { Households = [new(0, 1, 18_400, Tenure.Owner, 0), new(0, 1, 30_000, Tenure.Owner, 0)] }, [2], [2 * paid]));      // the poorest of a rich town
    }

    [Fact]
    public void A_stove_beside_gives_the_heat_of_evenings_and_days_off_and_electric_heaters_the_rest()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, [.. Enumerable.Range(0, 8).Select(static n => Hamlet.House(n, built: 1930, heating: HeatingSystem.DirectElectric))]);
        using BuildingsModel model = new(hamlet.Territory, hamlet.Shapes, BuildingsParameters.Default, hamlet.Calendar, device);
        Outdoors now = new(Nancy.Value);
        model.Begin(0);
        double[] evening = new double[8], all = new double[8];
        int[][] burning = [[.. new int[16], 1, 2, 3, 3, 3, 3, 2, 1], [.. new int[9], 1, 2, .. Enumerable.Repeat(3, 11), 2, 1]];           // thirds
        for (int h = 0; h < 24 * 20; h++)                               // 2001 begins with a holiday, a Monday
        {
            hamlet.Step(model, now, h);
            float[] need = model.HeatingNeed.ToArray();
            for (int b = 0; b < 8; b++)
            {
                all[b] += need[b] / 1000;
                evening[b] += burning[h < 24 || h / 24 % 7 >= 5 ? 1 : 0][h % 24] / 3.0 * Math.Min(need[b], 7000) / 1000;
            }
        }
        bool[] stove = [.. model.Descriptions.Select(static d => d.Stove > 0)];
        Assert.Equal(2, stove.Distinct().Count());
        double[] wood = Column(model, "energy_stove"), rooms = Column(model, "energy_heating"), bought = Column(model, "wood");
        for (int b = 0; b < 8; b++)
        {
            double given = stove[b] ? evening[b] : 0;
            Assert.Equal(given / (0.70 * 0.95 * 0.80), wood[b], 1e-5 * all[b]);
            Assert.Equal((all[b] - given) / (0.95 * 0.99), rooms[b], 1e-5 * all[b]);
            Assert.Equal(wood[b], bought[b]);
        }
        Assert.All(model.Balances(0).Where(static b => b.Name is "heat_delivered" or "energy_bought"), static b => Assert.True(b.Closes, $"{b}"));
    }

    [Fact]
    public void Half_of_the_houses_that_electricity_heats_have_a_stove_and_keep_it_with_a_heat_pump()
    {
        static Building[] Houses(HeatingSystem heating, int dwellings = 1) => [.. Enumerable.Range(0, 400).Select(n => Hamlet.House(n, dwellings: dwellings, heating: heating))];
        static double[] Stoves(Building[] buildings) => [.. buildings.Select(static b => StoveBeside.PowerIn(b, new(0, Occupancy.Lived, 0, 0, 0, 0, Cooled: false), seed: 1))];
        double[] electric = Stoves(Houses(HeatingSystem.DirectElectric));
        Assert.InRange(electric.Count(static p => p == 7000), 170, 230);                // 400 lots of a half: 200 ± three times 10
        Assert.All(electric, static p => Assert.True(p is 0 or 7000));
        Assert.Equal(electric, Stoves([.. Houses(HeatingSystem.AirHeatPump).Select(static b => b with { HeatingChange = new(HeatingSystem.DirectElectric, 2030) })]));
        Assert.Equal(2 * 7000, Stoves(Houses(HeatingSystem.DirectElectric, dwellings: 2)).Max());
        foreach (Building[] none in (Building[][])[Houses(HeatingSystem.GasBoiler), Houses(HeatingSystem.WoodStove), Houses(HeatingSystem.DirectElectric, dwellings: 3),
            [.. Houses(HeatingSystem.AirHeatPump).Select(static b => b with { HeatingChange = new(HeatingSystem.GasBoiler, 2030) })],
            [.. Houses(HeatingSystem.WoodBoiler).Select(static b => b with { HeatingChange = new(HeatingSystem.DirectElectric, 2030) })]])
            Assert.All(Stoves(none), static p => Assert.Equal(0, p));
    }

    [Theory]
    [InlineData(1, 0.55)]
    [InlineData(2, 0.55)]
    [InlineData(3, 1)]
    public void A_house_pays_for_a_part_of_its_wood_and_a_block_for_all(int dwellings, double part)
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, dwellings: dwellings, heating: HeatingSystem.WoodStove));
        BuildingsParameters parameters = BuildingsParameters.Default with { Prices = new() { Electricity = 0, ElectricitySubscription = 0, Wood = 0.1 } };
        using BuildingsModel model = hamlet.Year(Nancy.Value, parameters, days: 10);
        double wood = Column(model, "wood")[0];
        Assert.True(wood > 0);
        Assert.Equal(part * 0.1 * wood, Column(model, "bill")[0], 1e-9 * wood);
    }

    [Fact]
    public void What_a_roof_makes_is_used_or_exported_and_pays()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0), Hamlet.House(1));
        int south = Enumerable.Range(0, hamlet.Shapes.FirstSegment[1]).MinBy(s => Math.Abs(hamlet.Shapes.RoofSegments[s].Azimuth - 180));
        hamlet.PutPanels((south, 3));
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default with { SetPoints = new(Spread: 0) });
        double made = Column(model, "pv")[0], own = Column(model, "pv_own_use")[0], export = Column(model, "pv_export")[0];
        output.WriteLine($"{made:f0} kWh, own use {own / made:p0}");
        Assert.Equal(made, own + export, 1e-6 * made);
        Assert.InRange(made / 3, 0.95 * 1040, 1.05 * 1040);                                  // Nancy, 30° to the south
        Assert.InRange(own / made, 0.2, 0.6);
        Assert.Equal(0, Column(model, "pv")[1]);
        Assert.True(Column(model, "bill")[0] < Column(model, "bill")[1]);
    }

    [Fact]
    public void Panels_of_a_block_serve_its_common_parts_hour_by_hour_and_all_its_homes_only_where_that_is_declared()
    {
        const int homes = 8;
        double[] alone = Own(shared: false, homes), shared = Own(shared: true, homes), house = Own(shared: false, 2);
        output.WriteLine($"own use of a year: common parts {alone[0]:f0} kWh, all homes {shared[0]:f0} kWh, made {alone[1]:f0} kWh");
        Assert.Equal(alone[2], alone[0], 1e-4 * alone[2]);                          // the least of 450 kWh a home at all hours and of the roof
        Assert.Equal(shared[3], shared[0], 1e-4 * shared[3]);                       // the least of all electricity and of the roof
        Assert.Equal(house[3], house[0], 1e-4 * house[3]);
        Assert.True(shared[0] > 1.5 * alone[0]);
        Assert.Equal(alone[1], shared[1], 1e-6 * alone[1]);

        // Own use, what the roof made, and what own use would be of a constant load and of all electricity [kWh], summed apart hour by hour.
        static double[] Own(bool shared, int dwellings)
        {
            using ReferenceDevice device = new();
            using Hamlet hamlet = new(device, Hamlet.House(0, width: 30, depth: 12, floors: 4, dwellings: dwellings) with { PanelsAreShared = shared });
            hamlet.PutPanels((0, 20));
            using BuildingsModel model = new(hamlet.Territory, hamlet.Shapes, BuildingsParameters.Default, hamlet.Calendar, device);
            Outdoors now = new(Nancy.Value);
            model.Begin(now.MeanDryBulb(0, 24));
            double common = 0, all = 0;
            for (int h = 0; h < 8760; h++)
            {
                hamlet.Step(model, now, h);
                double roof = model.RoofPower.ToArray()[0];
                common += Math.Min(450.0 * dwellings / 8.760, roof) / 1000;
                all += Math.Min(model.Electricity.ToArray()[0], roof) / 1000;
            }
            Assert.All(model.Balances(0), b => Assert.True(b.Closes, $"{b}"));
            return [Column(model, "pv_own_use")[0], Column(model, "pv")[0], common, all];
        }
    }

    /// <summary>The rule of docs/physics/photovoltaics.md, eq. 7, apart and in double, on the hours of the same house without a battery.</summary>
    [Fact]
    public void A_battery_takes_what_is_beyond_the_load_and_gives_it_back_and_the_books_close()
    {
        using ReferenceDevice device = new();
        Building house = Hamlet.House(0, heating: HeatingSystem.AirHeatPump);
        using Hamlet without = new(device, house, Hamlet.House(1)), with = new(device, house with { Battery = new(6, 3) }, Hamlet.House(1));
        foreach (Hamlet hamlet in new[] { without, with }) hamlet.PutPanels((0, 4));
        using BuildingsModel plain = new(without.Territory, without.Shapes, BuildingsParameters.Default, without.Calendar, device), stored = new(with.Territory, with.Shapes, BuildingsParameters.Default, with.Calendar, device);
        Outdoors now = new(Nancy.Value);
        plain.Begin(now.MeanDryBulb(0, 24));
        stored.Begin(now.MeanDryBulb(0, 24));
        double held = 0, import = 0, export = 0;
        for (int h = 0; h < 8760; h++)
        {
            without.Step(plain, now, h);
            with.Step(stored, now, h);
            double load = plain.Electricity.ToArray()[0], roof = plain.RoofPower.ToArray()[0];
            double into = Math.Min(Math.Min(Math.Max(0, roof - load), 3000), (6000 - held) / 0.95), outOf = Math.Min(Math.Min(Math.Max(0, load - roof), 3000), held * 0.95);
            held += 0.95 * into - outOf / 0.95;
            import += (Math.Max(0, load - roof) - outOf) / 1000;
            export += (Math.Max(0, roof - load) - into) / 1000;
            Assert.Equal(load + into - outOf, stored.Electricity.ToArray()[0], 0.5);
        }
        output.WriteLine($"own use {Column(plain, "pv_own_use")[0] / Column(plain, "pv")[0]:p0} → {Column(stored, "pv_own_use")[0] / Column(stored, "pv")[0]:p0}, bill {Column(plain, "bill")[0]:f0} → {Column(stored, "bill")[0]:f0} €, lost {Column(stored, "energy_battery")[0]:f0} kWh");
        Assert.Equal(import, Column(stored, "electricity_bought")[0], 1e-4 * import);
        Assert.Equal(export, Column(stored, "pv_export")[0], 1e-4 * export);
        Assert.All(stored.Balances(0), b => Assert.True(b.Closes, $"{b}"));
        Assert.Contains(stored.Balances(0), static b => b.Name == "batteries");
        Assert.Equal(Column(plain, "bill")[1], Column(stored, "bill")[1]);
        Assert.True(Column(stored, "co2")[0] < Column(plain, "co2")[0]);
        double spared = Column(plain, "electricity_bought")[0] - import, forgone = Column(plain, "pv_export")[0] - export;
        Assert.Equal(Column(plain, "bill")[0] - spared * 0.20 + forgone * 0.04, Column(stored, "bill")[0], 0.1);
    }

    /// <summary>ADEME: programmed thermostats save up to 15 %. Homes that lower their heating already save less of it.</summary>
    [Fact]
    public void A_set_back_saves_some_heat_at_home_and_leaves_the_neighbour_alone()
    {
        using ReferenceDevice device = new();
        Building[] houses = [.. Enumerable.Range(0, 16).Select(n => Hamlet.House(n)), Hamlet.House(16, use: BuildingUse.Office)];
        using Hamlet before = new(device, houses), after = new(device, [houses[0], .. houses[1..].Select(b => b with { SetBack = new(3, 4) })]);
        double[] was = Column(before.Year(Nancy.Value, BuildingsParameters.Default), "heating_need"), now = Column(after.Year(Nancy.Value, BuildingsParameters.Default), "heating_need");
        double homes = 1 - now[1..16].Sum() / was[1..16].Sum(), office = 1 - now[16] / was[16];
        output.WriteLine($"homes {homes:p1}, office {office:p1}");
        Assert.Equal(was[0], now[0]);
        Assert.All(Enumerable.Range(1, 16), b => Assert.True(now[b] < was[b]));
        Assert.InRange(homes, 0.03, 0.15);
        Assert.InRange(office, 0.03, 0.2);
    }

    [Fact]
    public void A_house_that_gets_air_conditioning_is_cooled_and_buys_its_cold_at_3_2()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0), Hamlet.House(1) with { AirConditioned = true });
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default with { SetPoints = new(Spread: 0) });
        double[] cold = Column(model, "cooling_need"), bought = Column(model, "energy_cooling");
        output.WriteLine($"{cold[1]:f0} kWh of cold; above 26 °C {Column(model, "hours_above_26")[0]:f0} → {Column(model, "hours_above_26")[1]:f0} h");
        Assert.Equal((0, 0), (cold[0], bought[0]));
        Assert.True(cold[1] > 0);
        Assert.Equal(cold[1] / 3.2, bought[1], 1e-4 * bought[1]);
        Assert.True(Column(model, "hours_above_26")[1] < Column(model, "hours_above_26")[0]);
    }

    [Fact]
    public void Carbon_by_use_counts_own_use_in_the_hours_it_replaces()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, heating: HeatingSystem.DirectElectric), Hamlet.House(1, heating: HeatingSystem.GasBoiler));
        hamlet.PutPanels((0, 6));
        BuildingsParameters parameters = BuildingsParameters.Default;
        using BuildingsModel model = new(hamlet.Territory, hamlet.Shapes, parameters, hamlet.Calendar, device);
        Outdoors now = new(Nancy.Value);
        model.Begin(now.MeanDryBulb(0, 24));
        const double perHeat = 1 / (0.95 * 0.99);
        double heating = 0, own = 0;
        for (int h = 0; h < 8760; h++)
        {
            hamlet.Step(model, now, h);
            double used = model.OwnUse.ToArray()[0], share = used / model.Electricity.ToArray()[0];
            double need = model.HeatingNeed.ToArray()[0];
            heating += share * perHeat * (need - StoveBeside.Burning(hamlet.Calendar, h) * Math.Min(need, model.Descriptions[0].Stove)) / 1000;
            own += used / 1000;
        }
        YearSums year = model.Year();
        output.WriteLine($"of {own:f0} kWh of own use {heating:f0} kWh heat rooms, {heating / (year.Rooms[0] / 1000):p1} of their electricity; {own / Column(model, "electricity")[0]:p1} of all electricity is own use");
        Assert.Equal(heating, year.OwnRooms[0] / 1000, 1e-4 * heating);
        Assert.True(heating / (year.Rooms[0] / 1000) < 0.7 * own / Column(model, "electricity")[0]);         // the sun shines when little is heated
        CarbonFactors factors = parameters.Carbon;
        double water = (year.Water[0] - year.OwnWater[0]) / 1000, rooms = (year.Rooms[0] - year.OwnRooms[0]) / 1000;
        double rest = Column(model, "electricity")[0] - year.Rooms[0] / 1000 - year.Water[0] / 1000 - (own - year.OwnRooms[0] / 1000 - year.OwnWater[0] / 1000);
        Assert.Equal(rooms * factors.ElectricHeating + water * factors.ElectricHotWater + rest * factors.OtherElectricity + own * factors.Panels + year.Stove[0] / 1000 * factors.Wood, Column(model, "co2")[0], 1e-4 * Column(model, "co2")[0]);
        Assert.Equal(0, year.OwnRooms[1]);
    }

    [Fact]
    public void The_same_hamlet_gives_the_same_bytes_twice()
    {
        string first = Print(), second = Print();
        Assert.Equal(first, second);

        static string Print()
        {
            using ReferenceDevice device = new();
            using Hamlet hamlet = Mixed(device);
            using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default, days: 3);
            return string.Join(';', model.Tables(0).Single().Columns.Select(c => c is NumberColumn n ? string.Join(',', n.Values.Select(v => v.ToString("r"))) : ""));
        }
    }

    [Fact]
    public void What_a_plan_spends_on_a_building_and_the_carbon_of_its_works_stand_in_its_row()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0), Hamlet.House(1));
        BuildingChoice first = BuildingChoice.Of(f => f.Index == 0);
        Years year = new(2026, 2026);
        MeasurePlan plan = MeasurePlan.Make(
            [new Renovate { To = RenovationCatalogue.Deep, Where = first, Years = year, CostLevel = 2 }, new EquipRoofs { Where = first, Years = year }],
            Survey.Of(hamlet.Territory, hamlet.Shapes), double.PositiveInfinity, seed: 1);
        hamlet.Plan(plan, 2026);
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default, days: 1);
        double walls = 0.9 * 220.4, windows = 0.1 * 220.4;                                    // 2 × (10 + 9) m, 5.8 m high; a tenth windows
        Assert.Equal([plan.Invested(2026), 0], Column(model, "investment"));
        Assert.Equal(2 * (143 * walls + (83 + 57) * 90 + 735 * windows + 30 * 144), plan.Invested(0, 2026), 6);
        Assert.Equal(20 * walls + (8 + 7) * 90 + 90 * windows + 5 * 144, Column(model, "embodied_co2")[0], 6);
        Assert.Equal(0, Column(model, "embodied_co2")[1]);
    }

    [Fact]
    public void A_run_that_ends_within_a_day_counts_all_its_hours()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = Mixed(device);
        using BuildingsModel model = hamlet.Year(Nancy.Value, BuildingsParameters.Default, days: 1);
        Outdoors now = new(Nancy.Value);
        for (int h = 24; h < 31; h++) hamlet.Step(model, now, h);
        Assert.All(model.Balances(0), balance => Assert.True(balance.Closes, $"{balance}"));
        Assert.Equal(model.Series.Sum("heating_need"), Column(model, "heating_need").Sum(), 1e-5 * model.Series.Sum("heating_need"));
    }

    [Fact]
    public void A_run_goes_on_from_its_checkpoint_to_the_same_bytes()
    {
        using HostDevice device = new(2);
        using Hamlet hamlet = Mixed(device);
        using BuildingsModel whole = hamlet.Year(Nancy.Value, BuildingsParameters.Default, days: 2);
        using BuildingsModel resumed = new(hamlet.Territory, hamlet.Shapes, BuildingsParameters.Default, hamlet.Calendar, device);
        resumed.Begin(0);
        foreach ((Field from, Field to) in Saved(whole).Zip(Saved(resumed))) to.Write(from.ToArray());
        resumed.Series.Restore(whole.Series.Snapshot());
        Outdoors now = new(Nancy.Value);
        for (int h = 48; h < 96; h++) hamlet.Step(whole, now, h);
        for (int h = 48; h < 96; h++) hamlet.Step(resumed, now, h);
        foreach ((Column a, Column b) in whole.Tables(0).Single().Columns.Zip(resumed.Tables(0).Single().Columns))
            if (a is NumberColumn number) Assert.Equal(number.Values, ((NumberColumn)b).Values);
        Assert.Equal(whole.Series.Sum("electricity"), resumed.Series.Sum("electricity"));
    }

    private static IEnumerable<Field> Saved(BuildingsModel model) => [.. model.State, .. model.Totals.SelectMany(t => t.Fields)];

    internal static Hamlet Mixed(Device device) => new(device,
        Hamlet.House(0), Hamlet.House(1, built: 1930, heating: HeatingSystem.OilBoiler), Hamlet.House(2, built: 1985, heating: HeatingSystem.DirectElectric),
        Hamlet.House(3, built: 2015, heating: HeatingSystem.AirHeatPump), Hamlet.House(4, width: 40, depth: 12, floors: 5, dwellings: 30, built: 1972, heating: HeatingSystem.DistrictHeat),
        Hamlet.House(5, width: 30, depth: 15, floors: 3, built: 2001, use: BuildingUse.Office), Hamlet.House(6, heating: HeatingSystem.WoodStove),
        Hamlet.House(7, use: BuildingUse.Annex, heatedShare: 0), Hamlet.House(8, heating: HeatingSystem.GroundHeatPump));

    private static double[] Column(BuildingsModel model, string name) => ((NumberColumn)model.Tables(0).Single().Columns.Single(c => c.Name == name)).Values;
}
