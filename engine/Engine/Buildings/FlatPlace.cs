namespace TerritoryTwin.Buildings;

/// <summary>Where some flats of a block lie and how large they are: what of its envelope is theirs.</summary>
/// <remarks>
/// docs/physics/buildings.md, eq. 39: storeys of flats in a row along the longer pair of outside walls. The highest have the roof, the lowest the floor, those at the two ends the walls there. A storey has flats of one to five rooms, in the
/// shares of main homes in flats of France (INSEE, census of 2009, table LOG2); as large, over the mean, as those that were sold around Paris (medians of 2018, notaries of Grand Paris). Where one flat fills a storey all are of the mean size.
/// </remarks>
/// <param name="Flats">How many lie so.</param> <param name="Size">Area of each over the mean of the block.</param>
/// <param name="Long">Share that all of them have of the walls along the row, 0 to 1.</param> <param name="First">The same of the wall at one end.</param> <param name="Last">Of that at the other.</param>
/// <param name="Roof">Of the roof.</param> <param name="Floor">Of the lowest floor.</param>
internal readonly record struct FlatPlace(double Flats, double Size, double Long, double First, double Last, double Roof, double Floor)
{
    // By rooms, the last five and more: homes, and the area of one in the outer ring [m²].
    private static readonly (double Homes, double Area)[] ByRooms = [(1_363_124, 28), (2_893_770, 44), (3_785_199, 63), (2_513_010, 79), (1_077_342, 97)];
    private static readonly (double Share, double Size)[] Alike = [(1, 1)], Sizes = Over(ByRooms.Sum(static r => r.Homes), ByRooms.Sum(static r => r.Homes * r.Area));

    /// <summary>All places of a block: flats sum to its own, their areas to its own, each share to 1.</summary>
    /// <param name="dwellings">Of the block, one or more.</param> <param name="floors">Of the block, one or more.</param>
    public static IEnumerable<FlatPlace> In(int dwellings, int floors)
    {
        double row = Math.Max(1, (double)dwellings / floors);                    // flats of a storey
        foreach ((double storeys, double highest, double lowest) in Parts(dwellings / row))
            foreach ((double columns, double first, double last) in Parts(row))
                foreach ((double share, double size) in row > 1 ? Sizes : Alike)
                {
                    double area = share * size;                                  // as deep as the others, so as wide as large
                    yield return new(dwellings * storeys * columns * share, size, storeys * columns * area, storeys * first * share, storeys * last * share, highest * columns * area, lowest * columns * area);
                }
    }

    /// <summary>The envelope of one flat that lies so.</summary>
    /// <param name="block">Of the block.</param> <param name="dwellings">Of the block.</param>
    public Envelope Of(Envelope block, int dwellings)
    {
        IReadOnlyList<double> walls = block.Walls;
        double along = Long / Flats, first = First / Flats, last = Last / Flats;
        return block with
        {
            Walls = walls[0] + walls[2] >= walls[1] + walls[3] ? [along * walls[0], first * walls[1], along * walls[2], last * walls[3]] : [first * walls[0], along * walls[1], last * walls[2], along * walls[3]],
            Roof = Roof / Flats * block.Roof, Floor = Floor / Flats * block.Floor, Volume = Size * block.Volume / dwellings,
        };
    }

    // One end, the other end, what lies between: share of all, and of what is at either end.
    private static IEnumerable<(double Share, double First, double Last)> Parts(double count)
    {
        if (count <= 1) return [(1, 1, 1)];
        double end = Math.Min(0.5, 1 / count);
        return end < 0.5 ? [(end, 1, 0), (end, 0, 1), (1 - 2 * end, 0, 0)] : [(end, 1, 0), (end, 0, 1)];
    }

    private static (double Share, double Size)[] Over(double homes, double area) => [.. ByRooms.Select(r => (r.Homes / homes, r.Area * homes / area))];
}
