using TerritoryTwin.Core;
using TerritoryTwin.Indicators;
using static TerritoryTwin.Core.QuantityKind;

namespace TerritoryTwin.Buildings;

/// <summary>The table of the buildings after a run.</summary>
internal static class BuildingResults
{
    private static readonly string[] Letters = ["A", "B", "C", "D", "E", "F", "G"];
    private static readonly double[] Unknown = [.. Letters.Select(static _ => double.NaN)];

    public static Table Table(BuildingsYear year)
    {
        AnnualEnergy[] energy = new AnnualEnergy[year.Descriptions.Count];
        string[] labels = new string[energy.Length];
        double[][] homes = new double[energy.Length][];
        LabelClimate? climate = LabelClimate.At(year.Territory.Latitude, year.Territory.Longitude);
        Parallel.For(0, energy.Length, b =>
        {
            energy[b] = AnnualEnergy.Of(year, b);
            (labels[b], homes[b]) = climate is not null && IsHome(year, b) ? Label(year, b, climate) : ("", Unknown);
        });
        return Table(year, energy, labels, homes, [.. year.Territory.Buildings.Select(b => b.Panels.Sum())]);
    }

    private static Table Table(BuildingsYear year, AnnualEnergy[] energy, string[] labels, double[][] homes, double[] panels)
    {
        int n = energy.Length;
        IReadOnlyList<Building> buildings = year.Territory.Buildings;
        IReadOnlyList<BuildingDescription> described = year.Descriptions;
        return new("buildings",
        [
            Text("id", "identifier in the source", b => buildings[b].Id),
            Text("district", "district, empty when unknown", b => buildings[b].District),
            Text("street", "street on which it stands: that of the nearest road with a name within 200 m, empty when none", b => year.Streets[b]),
            Text("use", "main use", b => Word(buildings[b].Use.Value)) with { Classes = CodeWords<BuildingUse>.All },
            Number("built", "year", "year of construction", b => buildings[b].Built) with { IsWhole = true },
            Text("built_source", "where the year comes from: measured, derived, typical or guessed", b => Word(buildings[b].Built.Source)) with { Classes = CodeWords<Source>.All },
            Number("floors", "1", "storeys", b => buildings[b].Floors) with { IsWhole = true },
            Number("dwellings", "1", "dwellings", b => buildings[b].Dwellings) with { IsWhole = true },
            Number("inhabitants", "1", "people who live there", b => buildings[b].Inhabitants),
            Number("heated_area", "m2", "heated floor area", b => buildings[b].HeatedArea),
            Text("heating", "what heats the rooms", b => Word(described[b].Heating)) with { Classes = CodeWords<HeatingSystem>.All },
            Text("hot_water", "what heats the water", b => Word(described[b].HotWater)) with { Classes = CodeWords<HeatingSystem>.All },
            Text("renovation", "works of the scenario, empty when none", b => year.Territory.Buildings[b].Works?.Name ?? ""),
            Number("renovation_year", "year", "year in which works of the scenario first touched the envelope, missing when never", b => buildings[b].RenovationYear ?? double.NaN) with { IsWhole = true },
            Number("renovation_rank", "1", "place in the order of these works, 1 for the first, missing when none", b => buildings[b].RenovationRank ?? double.NaN) with { IsWhole = true },
            Number("wall_u", "W m-2 K-1", "walls", b => described[b].Envelope?.WallU.Value ?? double.NaN, Burden),
            Number("roof_u", "W m-2 K-1", "roof", b => described[b].Envelope?.RoofU.Value ?? double.NaN, Burden),
            Number("floor_u", "W m-2 K-1", "lowest floor", b => described[b].Envelope?.FloorU.Value ?? double.NaN, Burden),
            Number("window_u", "W m-2 K-1", "windows", b => described[b].Envelope?.WindowU.Value ?? double.NaN, Burden),
            Text("envelope_source", "where the U-values come from", b => described[b].Envelope is { } e ? Word(e.WallU.Source) : "") with { Classes = CodeWords<Source>.All },
            Number("envelope_confidence", "1", "how sure they are of this one building, 0 to 1; sums over hundreds are surer", b => described[b].Envelope?.WallU.Confidence ?? double.NaN),
            Number("loss", "W K-1", "heat lost per kelvin, ventilation in full", b => described[b].Zone?.LossCoefficient ?? double.NaN, Burden),
            Number("comfort_preference", "K", "set-point: what people like", b => described[b].Comfort.Preference),
            Number("comfort_prebound", "K", "set-point: what they forgo because heat is dear, works included", b => described[b].Comfort.Prebound),
            Number("comfort_rebound", "K", "set-point: what they take back after works", b => described[b].Comfort.Rebound),
            Number("comfort_regained", "K", "forgone warmth that works give back, already left out of comfort_prebound", b => described[b].Comfort.Regained),
            Number("heating_need", "kWh", "heat that rooms need", b => energy[b].HeatingNeed, Burden),
            Number("cooling_need", "kWh", "heat to be taken out of the rooms", b => energy[b].CoolingNeed, Burden),
            Number("hours_above_26", "h", "hours with rooms above 26 degC", b => IsLivedIn(b) ? year.Sums.Above26[b] : double.NaN, Burden),
            Number("hours_above_28", "h", "hours with rooms above 28 degC", b => IsLivedIn(b) ? year.Sums.Above28[b] : double.NaN, Burden),
            .. Enum.GetValues<Carrier>().Select(c => Number(Names.Of(c), "kWh", Names.MeaningOf(c), b => energy[b].ByCarrier[(int)c], Burden)),
            Number("energy_heating", "kWh", "energy bought to heat rooms, that of a stove beside left out", b => energy[b].Rooms, Burden),
            Number("energy_stove", "kWh", "wood of a stove beside what heats the rooms", b => energy[b].Stove, Burden),
            Number("energy_hot_water", "kWh", "energy bought to heat water", b => energy[b].Water, Burden),
            Number("energy_appliances", "kWh", "appliances and lighting", b => energy[b].Appliances, Burden),
            Number("energy_cooking", "kWh", "cooking", b => energy[b].Cooking, Burden),
            Number("energy_auxiliaries", "kWh", "pumps and fans of heating", b => energy[b].Auxiliaries, Burden),
            Number("energy_cooling", "kWh", "electricity of air conditioning", b => energy[b].Cooling, Burden),
            Number("energy_battery", "kWh", "electricity that the battery lost or still holds", b => energy[b].Kept, Burden),
            Number("battery_capacity", "kWh", "what the battery can hold", b => described[b].Battery?.Capacity ?? 0),
            Number("pv_peak", "kW", "rated power of the panels", b => panels[b], Benefit),
            Number("pv", "kWh", "electricity of the roof", b => energy[b].Roof, Benefit),
            Number("pv_own_use", "kWh", "electricity of the roof used behind its meter", b => energy[b].Own, Benefit),
            Number("pv_export", "kWh", "electricity of the roof fed to the network", b => energy[b].Export, Benefit),
            Number("electricity_bought", "kWh", "electricity taken from the network", b => energy[b].Import, Burden),
            Number("co2", "kg", "greenhouse gas (CO2 equivalent) of the energy used, electricity by use", b => energy[b].Carbon, Burden),
            Number("co2_grid", "kg", "greenhouse gas (CO2 equivalent), grid electricity by the hour", b => energy[b].GridCarbon, Burden),
            Number("bill", "EUR", "energy bill, subscriptions included, less what exports earn", b => energy[b].Bill, Burden),
            Number("investment", "EUR", "what the measures of the scenario spent on it, before aid", b => year.Territory.Buildings[b].Invested),
            .. year.Territory.CountsAid ? [Number("aid", "EUR", "aid that its homes got for works", b => buildings[b].Aid)] : Array.Empty<Column>(),
            Number("embodied_co2", "kg", "greenhouse gas (CO2 equivalent) of works on the envelope and of batteries", b => year.Territory.Buildings[b].EmbodiedCarbon, Burden),
            Number("primary_energy", "kWh", "primary energy of heating, hot water, cooling, lighting and auxiliaries", b => energy[b].PrimaryEnergy, Burden),
            Text("class_by_use", "letter A to G of homes by the energy that their people use in the simulated year", b => Letter(year, b, energy[b])) with { Classes = Letters, IsOrdered = true },
            Text("label_class", "letter A to G of homes by the energy that the people of the French label would use in the months of the label, panels apart: an estimate, not a label; none far from France; of a block that of the whole", b => labels[b]) with { Classes = Letters, IsOrdered = true },
            .. Letters.Select((letter, rank) => Number($"homes_{letter.ToLowerInvariant()}", "1", $"dwellings of letter {letter} by the same, flats each by where they lie (under the roof, over the ground, at an end) and by how large they are", b => homes[b][rank])),
        ]);

        NumberColumn Number(string name, string unit, string meaning, Func<int, double> value, QuantityKind kind = Fact) =>
            new(new(name, unit, meaning, kind), [.. Enumerable.Range(0, n).Select(value)]);
        bool IsLivedIn(int b) => described[b] is { Zone: not null, Usage.Occupancy: Occupancy.Lived };
        TextColumn Text(string name, string meaning, Func<int, string> value) => new(new(name, "", meaning), [.. Enumerable.Range(0, n).Select(value)]);
    }

    private static bool IsHome(BuildingsYear year, int b) =>
        year.Territory.Buildings[b].Use == BuildingUse.Dwelling && year.Descriptions[b] is { Zone: not null, Usage.Occupancy: Occupancy.Lived };

    // The letter of the building as one, and how many of its dwellings have each letter.
    private static (string Letter, double[] Homes) Label(BuildingsYear year, int b, LabelClimate climate)
    {
        Building building = year.Territory.Buildings[b];
        Envelope envelope = year.Descriptions[b].Envelope!;
        double[] homes = new double[Letters.Length];
        foreach (EnergyLabel label in EnergyLabel.OfHomes(building, envelope, year.Shapes.MainAzimuth[b], climate)) homes[LetterOf(label) - 'A'] += label.Homes;
        return ($"{LetterOf(EnergyLabel.Of(building, envelope, year.Shapes.MainAzimuth[b], climate))}", homes);

        char LetterOf(EnergyLabel label) => label.Letter(building, year.Parameters.Label);
    }

    private static string Letter(BuildingsYear year, int b, AnnualEnergy energy)
    {
        Building building = year.Territory.Buildings[b];
        if (!IsHome(year, b) || year.Hours == 0) return "";
        double perYear = Calendar.Hours / (double)year.Hours / building.HeatedArea;
        return year.Parameters.Label.Letter(energy.PrimaryEnergy * perYear, energy.LabelCarbon * perYear, building.HeatedArea / Math.Max(1, building.Dwellings), building.Ground).ToString();
    }

    private static string Word<T>(T value) where T : struct, Enum => CodeWords<T>.Of(value);
}
