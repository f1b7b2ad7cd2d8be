namespace TerritoryTwin.Core;

/// <summary>A value that goes from year to year: straight between its levels, constant before the first and after the last.</summary>
/// <param name="Levels">At least one; years rising.</param>
public sealed record ValuePath(IReadOnlyList<(int Year, double Value)> Levels)
{
    /// <summary>The value of a year.</summary>
    public double In(int year)
    {
        (int Year, double Value) before = Levels[0];
        foreach ((int Year, double Value) level in Levels)
        {
            if (year <= level.Year) return year <= before.Year ? before.Value : before.Value + (level.Value - before.Value) * (year - before.Year) / (level.Year - before.Year);
            before = level;
        }
        return before.Value;
    }
}
