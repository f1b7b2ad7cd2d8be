using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>One file of a terrain.</summary>
/// <param name="Path">The file.</param>
/// <param name="Raster">Heights [m]; NaN where nothing is known.</param>
/// <param name="Crs">Of its coordinates.</param>
internal sealed record TerrainTile(string Path, Raster Raster, Crs Crs)
{
    /// <summary>Neighbours that were resampled one by one differ by less at their common edge [m]; two models of the ground, or ground and roofs, by more.</summary>
    private const double Agreement = 0.5;

    /// <summary>Of a cell, that corners may lie beside the cells of another tile: rounding in headers.</summary>
    private const double Beside = 0.01;

    private const string Remedy = "Name one terrain in `terrain.file` of the mapping, or join the files first, with `gdalwarp -tr SIZE SIZE FILES terrain.tif`.";

    /// <summary>Where it lies, in its own system.</summary>
    public Envelope Extent => ExtentOf(Raster.Grid);

    /// <summary>Reads the files that touch a box, and no more than the headers of the others. A virtual raster (<c>.vrt</c>) counts as its tiles.</summary>
    /// <param name="paths">The files of the terrain.</param>
    /// <param name="mapping">What is known of them.</param>
    /// <param name="reprojection">Into the system of the territory.</param>
    /// <param name="box">Of the territory, in its system.</param>
    /// <param name="report">Takes what was read and what was left out.</param>
    /// <exception cref="InputException">A file is damaged, or says nothing of its system, or cannot lie in it.</exception>
    public static IReadOnlyList<TerrainTile> Touching(IReadOnlyList<string> paths, TerrainMapping mapping, Reprojection reprojection, Envelope box, ImportReport report)
    {
        List<TerrainTile> tiles = [];
        foreach ((string path, double? noData, Crs? mosaic) in paths.SelectMany(Files))
        {
            (Grid header, Crs? stated) = RasterReader.ReadGrid(path);
            if (stated != null && mosaic != null && stated.Epsg != mosaic.Epsg) throw InputFile.Fault(path, $"a tile in EPSG:{stated.Epsg}", $"EPSG:{mosaic.Epsg}, as its .vrt says", Remedy);
            Crs crs = CrsOf(path, mapping, stated ?? mosaic);
            Reprojection.RequireInside(path, crs, ExtentOf(header));
            if (!reprojection.Box(crs, ExtentOf(header)).Intersects(box))
            {
                report.Note("terrain-elsewhere", "terrain", "a file that does not touch the territory; left out", System.IO.Path.GetFileName(path));
                continue;
            }
            tiles.Add(Read(path, crs, noData is { } none ? [.. mapping.Missing, none] : mapping.Missing));
            report.Read(path, $"{header.Columns} × {header.Rows} cells of {header.CellSize:0.##} → terrain, EPSG:{crs.Epsg}");
        }
        return tiles;
    }

    // Heights beyond those of the Earth are unknown.
    private static TerrainTile Read(string path, Crs crs, IReadOnlyList<double> missing)
    {
        Raster raster = RasterReader.ReadHeights(path, missing).Raster;
        return new(path, raster with { Values = [.. raster.Values.Select(v => v is > -500 and < 9000 ? v : float.NaN)] }, crs);
    }

    private static IEnumerable<(string Path, double? NoData, Crs? Mosaic)> Files(string path)
    {
        if (!path.EndsWith(".vrt", StringComparison.OrdinalIgnoreCase)) return [(path, null, null)];
        VrtMosaic mosaic = VrtMosaic.Read(path);
        return mosaic.Tiles.Select(t => (t.Path, t.NoData, mosaic.Crs));
    }

    /// <summary>What the mapping says, else the file, else its name, in which IGN writes LAMB93.</summary>
    private static Crs CrsOf(string path, TerrainMapping mapping, Crs? stated) =>
        mapping.Epsg is { } epsg ? Crs.FromEpsg(epsg)
            : stated ?? (System.IO.Path.GetFileName(path).Contains("LAMB93", StringComparison.OrdinalIgnoreCase) ? Crs.FromEpsg(2154)
            : throw new InputException($"{path}: says nothing of its coordinate system. State it as `terrain.crs` in the mapping."));

    private static Envelope ExtentOf(Grid g) => new(g.West, g.West + g.Columns * g.CellSize, g.South, g.South + g.Rows * g.CellSize);

    /// <summary>All tiles as one raster; unknown where none says a height.</summary>
    /// <exception cref="InputException">They are in several systems, have other cells, or say several heights of one place.</exception>
    public static Raster Join(IReadOnlyList<TerrainTile> tiles)
    {
        TerrainTile first = tiles[0];
        if (tiles.Count == 1) return first.Raster;
        double size = first.Raster.Grid.CellSize;
        (int I, int J)[] corners = [.. tiles.Select(t => CornerIn(first, t))];
        int west = corners.Min(c => c.I), south = corners.Min(c => c.J);
        long columns = corners.Zip(tiles, (c, t) => (long)c.I + t.Raster.Grid.Columns).Max() - west, rows = corners.Zip(tiles, (c, t) => (long)c.J + t.Raster.Grid.Rows).Max() - south;
        if ((double)columns * rows > TerrainRepairs.MostCells)
            throw InputFile.Fault(first.Path, $"{columns:N0} × {rows:N0} cells with the {tiles.Count - 1} other files of the terrain", $"at most {TerrainRepairs.MostCells:N0}", "Cut them to the territory first, with `gdalwarp -te WEST SOUTH EAST NORTH -tr SIZE SIZE FILES terrain.tif`.");
        Grid grid = new((int)rows, (int)columns, size, first.Raster.Grid.West + west * size, first.Raster.Grid.South + south * size);
        float[] heights = new float[grid.Count];
        Array.Fill(heights, float.NaN);
        for (int n = 0; n < tiles.Count; n++) Put(tiles[n], corners[n].I - west, corners[n].J - south, grid, heights);
        return new Raster(grid, heights);
    }

    /// <summary>The cell of the first tile, or beyond it, in which the south-west cell of another lies.</summary>
    private static (int I, int J) CornerIn(TerrainTile first, TerrainTile tile)
    {
        Grid a = first.Raster.Grid, b = tile.Raster.Grid;
        if (tile.Crs.Epsg != first.Crs.Epsg) throw InputFile.Fault(tile.Path, $"a terrain in EPSG:{tile.Crs.Epsg}", $"EPSG:{first.Crs.Epsg}, as in {first.Path}", Remedy);
        if (!(Math.Abs(a.CellSize - b.CellSize) * Math.Max(b.Columns, b.Rows) <= Beside * a.CellSize))
            throw InputFile.Fault(tile.Path, $"a terrain of cells of {b.CellSize:R}", $"{a.CellSize:R}, as in {first.Path}", Remedy);
        double i = (b.West - a.West) / a.CellSize, j = (b.South - a.South) / a.CellSize;
        if (Math.Abs(i - Math.Round(i)) > Beside || Math.Abs(j - Math.Round(j)) > Beside)
            throw InputFile.Fault(tile.Path, $"cells that begin at x {b.West:R}, y {b.South:R}", $"whole cells of {a.CellSize:R} from x {a.West:R}, y {a.South:R}, as in {first.Path}", Remedy);
        return ((int)Math.Round(i), (int)Math.Round(j));
    }

    private static void Put(TerrainTile tile, int west, int south, Grid grid, float[] heights)
    {
        Grid own = tile.Raster.Grid;
        for (int j = 0; j < own.Rows; j++)
            for (int i = 0; i < own.Columns; i++)
            {
                float height = tile.Raster[i, j];
                ref float there = ref heights[(south + j) * grid.Columns + west + i];
                if (Math.Abs(height - there) > Agreement)
                    throw InputFile.Fault(tile.Path, $"{height:0.##} m at x {own.X(i):0.##}, y {own.Y(j):0.##}, where another file of the terrain says {there:0.##} m", $"one height for one place (within {Agreement} m)", Remedy);
                if (float.IsNaN(there)) there = height;
            }
    }
}
