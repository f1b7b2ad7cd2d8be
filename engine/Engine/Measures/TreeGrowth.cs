using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>How large a tree grows.</summary>
public enum TreeSize
{
    /// <summary>Up to 7 m: hawthorns, flowering cherries.</summary>
    Small,
    /// <summary>Up to 12 m: field maples, hornbeams.</summary>
    Medium,
    /// <summary>Up to 20 m: limes, planes, oaks.</summary>
    Large,
}

/// <summary>How planted trees grow.</summary>
/// <remarks>
/// Height and crown go from those of the nursery to those of the grown tree as 1 − exp(−age/τ), an assumption: τ is 12, 18 and 25 years, so that trees have two thirds of
/// their size in that time. Heights follow the three classes of size by which French nurseries and towns choose street trees; crowns are assumed.
/// </remarks>
public static class TreeGrowth
{
    private const double YoungHeight = 4, YoungCrown = 1.5;     // trees of 18/20 cm girth, as streets are planted [m]

    /// <summary>Of the grown tree: height [m], diameter of its crown [m], years to two thirds of its growth.</summary>
    public static (double Height, double Crown, double Years) Grown(TreeSize size) => size switch
    {
        TreeSize.Small => (7, 4.5, 12),
        TreeSize.Medium => (12, 7, 18),
        _ => (20, 11, 25),
    };

    /// <summary>The territory with its planted trees as they stand in a year; itself where there are none.</summary>
    public static Territory In(Territory territory, int year)
    {
        ArgumentNullException.ThrowIfNull(territory);
        return territory.Vegetation.Any(z => z.Planted != null) ? territory with { Vegetation = [.. territory.Vegetation.Select(z => In(z, year))] } : territory;
    }

    /// <summary>A planted tree as a zone: as large as it will be.</summary>
    internal static Zone Plant(string id, double x, double y, TreeSize size, int year) =>
        new(id, Polygon.Disc(x, y, Grown(size).Crown / 2), CodeWords.Of(size.ToString()) + "_tree", Grown(size).Height, "") { Planted = year };

    private static Zone In(Zone tree, int year)
    {
        if (tree.Planted is not { } planted) return tree;
        (double height, double crown, double years) = Enum.GetValues<TreeSize>().Select(Grown).MinBy(g => Math.Abs(g.Height - tree.Height));
        double grown = 1 - Math.Exp(-Math.Max(0, year - planted) / years), scale = (YoungCrown + (crown - YoungCrown) * grown) / crown;
        double x = tree.Area.Outer.X.Average(), y = tree.Area.Outer.Y.Average();
        return tree with
        {
            Height = YoungHeight + (height - YoungHeight) * grown,
            Area = new(new Ring([.. tree.Area.Outer.X.Select(c => x + scale * (c - x))], [.. tree.Area.Outer.Y.Select(c => y + scale * (c - y))]), []),
        };
    }
}
