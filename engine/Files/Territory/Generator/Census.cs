using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Census squares of 200 m, added up from the households.</summary>
internal static class Census
{
    private const double Size = 200;
    /// <summary>60 % of the median income per consumption unit, order of magnitude of 2021 [€/year].</summary>
    private const double PovertyLine = 13_900;

    public static List<PopulationSquare> Squares(IReadOnlyList<Building> buildings, List<Household> households)
    {
        SortedDictionary<(int J, int I), (double Persons, double Households, double Poor, double Income)> squares = [];
        foreach (Household h in households)
        {
            Ring outer = buildings[h.Building].Footprint.Outer;
            (int, int) at = ((int)Math.Floor(outer.Y.Average() / Size), (int)Math.Floor(outer.X.Average() / Size));
            (double persons, double count, double poor, double income) = squares.GetValueOrDefault(at);
            double units = 1 + 0.5 * Math.Max(0, Math.Min(h.Persons, 2) - 1) + 0.35 * Math.Max(0, h.Persons - 2);
            squares[at] = (persons + h.Persons, count + 1, poor + (h.Income / units < PovertyLine ? 1 : 0), income + h.Income);
        }
        return [.. squares.Select(s => new PopulationSquare(
            $"CRS2154RES200mN{s.Key.J * (long)Size}E{s.Key.I * (long)Size}", SquareAt(s.Key.I * Size, s.Key.J * Size),
            s.Value.Persons, s.Value.Households, s.Value.Poor, Math.Round(s.Value.Income / s.Value.Persons, 0)))];
    }

    private static Polygon SquareAt(double x, double y) =>
        new(new Ring([x, x + Size, x + Size, x], [y, y, y + Size, y + Size]), []);
}
