using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>What selections may ask of buildings and of roads, in the order of the documentation.</summary>
internal static class SelectionAttribute
{
    /// <summary>Of buildings.</summary>
    public static IReadOnlyList<SelectionAttribute<BuildingFacts>> OfBuildings { get; } =
    [
        new TextAttribute<BuildingFacts>("id", "identifier in the source, in quotes", f => f.Building.Id),
        new TextAttribute<BuildingFacts>("street", "name of the street on which it stands, that of the nearest road with a name within 200 m, in quotes", f => f.Street),
        new NumberAttribute<BuildingFacts>("built", "year of construction", null, f => f.Building.Built.Value),
        new WordAttribute<BuildingFacts>("use", "main use", [.. CodeWords<BuildingUse>.All], f => (int)f.Building.Use.Value),
        new NumberAttribute<BuildingFacts>("dwellings", "number of dwellings", null, f => f.Building.Dwellings.Value),
        new NumberAttribute<BuildingFacts>("floors", "number of storeys", null, f => f.Building.Floors.Value),
        new NumberAttribute<BuildingFacts>("height", "from ground to gutter", Dimension.Length, f => f.Building.Height.Value),
        new NumberAttribute<BuildingFacts>("heated_area", "heated floor area", Dimension.Area, f => f.Building.HeatedArea.Value),
        new NumberAttribute<BuildingFacts>("footprint_area", "area on the ground, without courtyards", Dimension.Area, f => f.FootprintArea),
        new NumberAttribute<BuildingFacts>("roof_area", "inclined area of the whole roof", Dimension.Area, f => f.RoofArea),
        new NumberAttribute<BuildingFacts>("usable_roof_area", "what panels may cover", Dimension.Area, f => f.UsableRoofArea),
        new WordAttribute<BuildingFacts>("heating", "what heats the rooms", [.. CodeWords<HeatingSystem>.All], f => (int)f.Building.Heating.Value),
        new WordAttribute<BuildingFacts>("hot_water", "what heats the water", [.. CodeWords<HeatingSystem>.All], f => (int)f.Building.HotWater.Value),
        new NumberAttribute<BuildingFacts>("need", "heat that its rooms need in a usual year, estimated before any hour is simulated; unknown where nothing is heated", Dimension.EnergyPerArea, f => f.Heat?.NeedPerArea ?? double.NaN),
        new WordAttribute<BuildingFacts>("label", "letter of a home by the energy that the people of the French label would use in the months of the label, before any measure, panels apart; unknown of other buildings and far from France", ["A", "B", "C", "D", "E", "F", "G"], f => f.Heat?.Label is { } letter ? letter - 'A' : -1),
        new NumberAttribute<BuildingFacts>("bill", "energy bill of one of its dwellings in a usual year, or of all of a building without any, estimated as `need` is, at the default prices", Dimension.MoneyPerYear, f => f.Heat?.Bill ?? double.NaN),
        new NumberAttribute<BuildingFacts>("inhabitants", "people who live there", null, f => f.Building.Inhabitants.Value),
        new NumberAttribute<BuildingFacts>("jobs", "people who work there", null, f => f.Building.Jobs.Value),
        new TextAttribute<BuildingFacts>("district", "name of the district, in quotes", f => f.Building.District),
        new NumberAttribute<BuildingFacts>("income", "mean disposable income of its households; unknown where households are", Dimension.MoneyPerYear, f => f.Income),
        new WordAttribute<BuildingFacts>("owner", "who owns it, as the territory tells; else of homes `social` where most households rent social housing, which a household's lot decides, and `private` where not, `public` of schools, unknown of others", [.. CodeWords<Ownership>.All], f => f.Owner is { } owner ? (int)owner : -1),
        new NumberAttribute<BuildingFacts>("owners", "share of its households that own their dwelling; unknown where households are", Dimension.Share, f => f.Owners),
        new NumberAttribute<BuildingFacts>("private_tenants", "share that rents from a private owner; unknown where households are", Dimension.Share, f => f.PrivateTenants),
        new NumberAttribute<BuildingFacts>("social_tenants", "share that rents social housing; unknown where households are", Dimension.Share, f => f.SocialTenants),
    ];

    /// <summary>Of roads.</summary>
    public static IReadOnlyList<SelectionAttribute<Road>> OfRoads { get; } =
    [
        new TextAttribute<Road>("id", "identifier in the source, in quotes", static r => r.Id),
        new TextAttribute<Road>("name", "name of the street, in quotes; roads without one are not selected by it", static r => r.Name),
        new WordAttribute<Road>("class", "what the road is to traffic", [.. CodeWords<RoadClass>.All], static r => (int)r.Class.Value),
        new NumberAttribute<Road>("length", "of the piece between two junctions of the source", Dimension.Length, static r => r.Length),
    ];
}

/// <summary>Something that selections may ask of an element.</summary>
/// <typeparam name="T">What is known of one.</typeparam>
/// <param name="Name">As selections write it.</param>
/// <param name="Meaning">One line for people.</param>
internal abstract record SelectionAttribute<T>(string Name, string Meaning)
{
    /// <summary>What it is compared with, for people.</summary>
    public abstract string ComparedWith { get; }
}

/// <summary>A number; NaN is unknown.</summary>
internal sealed record NumberAttribute<T>(string Name, string Meaning, Dimension? Dimension, Func<T, double> Of) : SelectionAttribute<T>(Name, Meaning)
{
    /// <inheritdoc/>
    public override string ComparedWith => Dimension is { } d ? $"{UnitTable.Of(d).Phrase} such as `{UnitTable.Of(d).Example}`" : "a number without unit";
}

/// <summary>One of some words; below 0 is unknown.</summary>
internal sealed record WordAttribute<T>(string Name, string Meaning, string[] Values, Func<T, int> Of) : SelectionAttribute<T>(Name, Meaning)
{
    /// <inheritdoc/>
    public override string ComparedWith => $"one of {string.Join(", ", Values)}";
}

/// <summary>Any text.</summary>
internal sealed record TextAttribute<T>(string Name, string Meaning, Func<T, string> Of) : SelectionAttribute<T>(Name, Meaning)
{
    /// <inheritdoc/>
    public override string ComparedWith => "a text in quotes";
}
