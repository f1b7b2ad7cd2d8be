namespace TerritoryTwin.Files.Territories;

/// <summary>Where the generated town stands.</summary>
public sealed record TownOptions
{
    /// <summary>Shown to people; null draws a fictional name from the seed.</summary>
    public string? Name { get; init; }
    /// <summary>Of the town's centre [°], within metropolitan France, 41 to 51.5.</summary>
    public double Latitude { get; init; } = 46.5;
    /// <summary>Of the town's centre [°], east positive, −5.5 to 10.</summary>
    public double Longitude { get; init; } = 1.9;
    /// <summary>Height of the river at the town [m above sea level].</summary>
    public double Elevation { get; init; } = 150;
}
