namespace TerritoryTwin.Files.Reports;

/// <summary>What is usual in France, beside which a figure of a report stands. Bounds and sources are those of docs/validation.md.</summary>
/// <param name="Indicator">Whose.</param> <param name="Low">In its unit.</param> <param name="High">In its unit.</param> <param name="Source">As cited.</param>
internal sealed record FrenchFigure(string Indicator, double Low, double High, string Source)
{
    private const string Travel = "EMP 2019 (SDES)";

    /// <summary>All that the project cites of indicators.</summary>
    public static IReadOnlyList<FrenchFigure> All { get; } =
    [
        new("homes_in_f_or_g", 0.157, 0.18, "ONRE 2022"), new("high_effort", 0.108, 0.121, "ONPE 2018–2022"), new("trips", 2.8, 3.2, Travel), new("travel_time", 49.5, 60.5, Travel),
        new("car_share", 0.60, 0.65, Travel), new("walk_share", 0.22, 0.26, Travel), new("transit_share", 0.08, 0.10, Travel), new("cycle_share", 0.023, 0.032, Travel),
    ];

    /// <summary>Of an indicator; null where the project cites none.</summary>
    public static FrenchFigure? Of(string indicator) => All.FirstOrDefault(f => f.Indicator == indicator);
}
