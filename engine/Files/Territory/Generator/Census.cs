using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Census squares of 200 m, added up from the households.</summary>
internal static class Census
{
    private const double Size = 200;
    /// <summary>60 % of the median income per consumption unit, order of magnitude of 2021 [€/year].</summary>
    private const double PovertyLine = 13_900;

    // Chosen so that a fifth of the town is under 18 and a fifth of 65 and more, as in France: of homes of one and two where nobody works, and of two where one works, those of old
    // people; of homes with children, those with one parent; of children, those of 18 and more.
    private const double Retired = 0.95, OneRetired = 0.3, OneParent = 0.14, GrownUp = 0.22;

    public static List<PopulationSquare> Squares(IReadOnlyList<Building> buildings, List<Household> households, ulong seed)
    {
        SortedDictionary<(int J, int I), Count> squares = [];
        for (int k = 0; k < households.Count; k++)
        {
            Household h = households[k];
            Ring outer = buildings[h.Building].Footprint.Outer;
            (int, int) at = ((int)Math.Floor(outer.Y.Average() / Size), (int)Math.Floor(outer.X.Average() / Size));
            Count so = squares.GetValueOrDefault(at);
            AgeCounts ages = AgesOf(h, new Dice(seed, "age", k));
            squares[at] = new(
                so.Persons + h.Persons, so.Households + 1, so.Poor + (h.LivingStandard < PovertyLine ? 1 : 0), so.Income + h.Income,
                new(so.Ages.Under18 + ages.Under18, so.Ages.From18To64 + ages.From18To64, so.Ages.From65 + ages.From65));
        }
        return [.. squares.Select(s => new PopulationSquare(
            $"CRS2154RES200mN{s.Key.J * (long)Size}E{s.Key.I * (long)Size}", SquareAt(s.Key.I * Size, s.Key.J * Size),
            s.Value.Persons, s.Value.Households, s.Value.Poor, Math.Round(s.Value.Income / s.Value.Persons, 0)) { Ages = s.Value.Ages })];
    }

    private static AgeCounts AgesOf(Household home, Dice dice)
    {
        if (home.Persons <= 2)
        {
            if (home.Workers == 0 && dice.Chance(Retired)) return new(0, 0, home.Persons);
            if (home.Persons == 1 || home.Workers == 2) return new(0, home.Persons, 0);
            return dice.Chance(OneRetired) ? new(0, 1, 1) : dice.Chance(OneParent) ? new(1, 1, 0) : new(0, 2, 0);
        }
        int children = 0;
        for (int k = dice.Chance(OneParent) ? 1 : 2; k < home.Persons; k++)
            if (!dice.Chance(GrownUp)) children++;
        return new(children, home.Persons - children, 0);
    }

    private readonly record struct Count(double Persons, double Households, double Poor, double Income, AgeCounts Ages);

    private static Polygon SquareAt(double x, double y) =>
        new(new Ring([x, x + Size, x + Size, x], [y, y, y + Size, y + Size]), []);
}
