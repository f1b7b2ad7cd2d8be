using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Runs;

/// <summary>What follows from the shape of a territory alone: its surface, the shapes of its buildings, and what stands before the sun.</summary>
internal sealed class Relief : IDisposable
{
    private const double MostCells = 25e6;
    private const int DirectionsOfSky = 36;
    private const double SurfaceMade = 0.15;    // share of the time it takes
    private readonly Lazy<float[]> _skyView;

    /// <summary>Computes it, or takes what a cache knows.</summary>
    /// <param name="territory">The territory.</param> <param name="hash">Of its shape.</param> <param name="shading">Whether anything but the roofs and walls themselves stands before the sun.</param>
    /// <param name="cell">Side of the cells of grids [m].</param> <param name="device">Of the horizons.</param> <param name="cache">Null: everything is computed.</param>
    /// <param name="clock">Told how long each part takes.</param> <param name="progress">Told the share of the work that is done, 0 to 1.</param>
    public Relief(Territory territory, string hash, bool shading, double cell, Device device, DerivedCache? cache, Stopwatches clock, Action<double> progress)
    {
        Hash = hash;
        Shapes = clock.Time("shapes", () => BuildingShapes.Of(territory));
        Surface = clock.Time("surface", () => SurfaceModel.Build(territory, bare: !shading));
        Cells = CellsOver(territory, cell);
        progress(SurfaceMade);
        string shape = $"{hash}{(shading ? "" : " without shading")}{(device is HostDevice ? "" : $" on {device.Name}")}";     // a card may round otherwise
        HorizonTables Scan() => HorizonTables.Scan(territory, Shapes, Surface, device, done => progress(SurfaceMade + (1 - SurfaceMade) * done));
        Horizons = clock.Time("horizons", () => new Horizons(cache is null ? Scan() : cache.Horizons(shape, Scan), Shapes, device));
        float[] View() => SkyView.OfOpenGround(Surface, Cells, DirectionsOfSky, device);
        _skyView = new(() => cache is null ? View() : cache.Values("sky_view", $"{shape} {DirectionsOfSky} {Cells.Rows} {Cells.Columns} {Cells.CellSize:R} {Cells.West:R} {Cells.South:R}", Cells.Count, View));
    }

    /// <summary>Of the shape.</summary>
    public string Hash { get; }
    /// <summary>Shapes of its buildings.</summary>
    public BuildingShapes Shapes { get; }
    /// <summary>Heights of ground, buildings and trees.</summary>
    public SurfaceModel Surface { get; }
    /// <summary>Of façades and roofs; on the device.</summary>
    public Horizons Horizons { get; }
    /// <summary>The coarse cells of grids of results, over the surface.</summary>
    public Grid Cells { get; }
    /// <summary>Sky view factor of the open ground of each of <see cref="Cells"/>, without trees; computed when first asked for.</summary>
    public float[] SkyViewFactor => _skyView.Value;

    /// <summary>The cells of grids of results.</summary>
    /// <param name="territory">Under them.</param> <param name="cell">Their side [m].</param>
    /// <exception cref="InputException">They are more than are computed.</exception>
    public static Grid CellsOver(Territory territory, double cell)
    {
        Grid fine = SurfaceModel.GridOf(territory, SurfaceModel.ChooseCellSize(territory));
        double west = Math.Floor(fine.West / cell) * cell, south = Math.Floor(fine.South / cell) * cell;
        double columns = Math.Ceiling((fine.West + fine.Columns * fine.CellSize - west) / cell);
        double rows = Math.Ceiling((fine.South + fine.Rows * fine.CellSize - south) / cell);
        double cells = rows * columns;
        if (cells > MostCells)
            throw new InputException($"cells of {cell:0.#} m over the territory would be {cells / 1e6:0} million; at most {MostCells / 1e6:0} million are computed. Give `cells` a larger side.");
        return new Grid((int)rows, (int)columns, cell, west, south);
    }

    /// <inheritdoc/>
    public void Dispose() => Horizons.Dispose();
}

/// <summary>The reliefs of one territory and of what measures make of it, each computed once.</summary>
/// <param name="shading">Whether anything but the roofs and walls themselves stands before the sun.</param> <param name="cell">Side of the cells of grids [m].</param> <param name="device">Of the horizons.</param>
/// <param name="cache">Null: everything is computed.</param>
internal sealed class Reliefs(bool shading, double cell, Device device, DerivedCache? cache) : IDisposable
{
    private readonly List<Relief> _known = [];
    private readonly Lock _lock = new();

    /// <summary>The relief of a territory: one that there is, where the shape is the same.</summary>
    public Relief Of(Territory territory, Stopwatches clock, Action<double> progress)
    {
        string hash = TerritoryHash.OfShape(territory);
        lock (_lock)
        {
            if (_known.Find(r => r.Hash == hash) is { } known) return known;
            _known.Add(new(territory, hash, shading, cell, device, cache, clock, progress));
            return _known[^1];
        }
    }

    /// <summary>Forgets all others; nobody may use them any more.</summary>
    public void KeepOnly(Relief own)
    {
        lock (_lock)
        {
            foreach (Relief other in _known.Where(r => r != own)) other.Dispose();
            _known.RemoveAll(r => r != own);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Relief relief in _known) relief.Dispose();
    }
}
