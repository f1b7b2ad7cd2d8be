using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>Makes a terrain that covers every object and has no gaps.</summary>
internal static class TerrainRepairs
{
    private const double CellSize = 25, Margin = 100;
    internal const int MostCells = 100_000_000;

    /// <summary>A terrain from a raster: brought into the system of the territory, extended to its box, gaps filled from the nearest value.</summary>
    /// <param name="source">As read; NaN where nothing is known.</param>
    /// <param name="crs">Of the source.</param>
    /// <param name="reprojection">Into the system of the territory.</param>
    /// <param name="box">Of the objects.</param>
    /// <param name="report">Counts what was filled.</param>
    public static Raster FromRaster(Raster source, Crs crs, Reprojection reprojection, Envelope box, ImportReport report)
    {
        int unknown = source.Values.Count(float.IsNaN);
        bool same = crs.Epsg == reprojection.Target.Epsg;
        if (same && Covers(source.Grid, box) && unknown == 0) return source;
        Grid grid = same ? Extended(source.Grid, box) : Over(box, Math.Max(1, CellSizeIn(source.Grid, crs, reprojection)));
        float[] values = new float[grid.Count];
        for (int j = 0; j < grid.Rows; j++)
            for (int i = 0; i < grid.Columns; i++)
                values[j * grid.Columns + i] = At(source, grid.X(i), grid.Y(j), crs, reprojection);
        int holes = FillHoles(grid, values);
        if (!same) report.Note("terrain-reprojected", "terrain", $"resampled to cells of {grid.CellSize:0.#} m", "");
        if (holes > 0) report.Note("terrain-gaps", "terrain", "cells without a height, or beyond the source: the nearest height", "", holes);
        return new Raster(grid, values);
    }

    /// <summary>A terrain from the ground levels of buildings; flat where there are none.</summary>
    /// <param name="buildings">All of them.</param>
    /// <param name="box">Of the objects.</param>
    /// <param name="level">Of a flat ground above the sea [m]; null: 0.</param>
    /// <param name="report">Says which of the two it is.</param>
    /// <exception cref="InputException">A level is given though ground levels are known.</exception>
    public static Raster FromBuildings(IReadOnlyList<BuildingDraft> buildings, Envelope box, double? level, ImportReport report)
    {
        if (level != null && buildings.FirstOrDefault(b => b.Ground != null) is { } known)
            throw new InputException($"ground: {level:0.#} m is given, and the source has ground levels ({known.Id}: {known.Ground!.Value.Value:0.#} m); expected the one or the other. Leave `--ground` away.");
        Grid grid = Over(box, CellSize);
        double[] sums = new double[grid.Count];
        int[] counts = new int[grid.Count];
        foreach (BuildingDraft b in buildings.Where(b => b.Ground != null))
        {
            (int i, int j) = grid.CellOf(b.Centre.X, b.Centre.Y);
            sums[j * grid.Columns + i] += b.Ground!.Value;
            counts[j * grid.Columns + i]++;
        }
        bool any = counts.Any(c => c > 0);
        float flat = (float)(level ?? 0);
        float[] values = sums.Select((s, n) => counts[n] > 0 ? (float)(s / counts[n]) : any ? float.NaN : flat).ToArray();
        FillHoles(grid, values);
        report.Note("no-terrain", "terrain", any ? "spread from the ground levels of the buildings" : $"taken as flat, at {flat:0.#} m", "");
        return new Raster(grid, values);
    }

    private static float At(Raster source, double x, double y, Crs crs, Reprojection reprojection)
    {
        if (crs.Epsg != reprojection.Target.Epsg)
        {
            (double longitude, double latitude) = reprojection.Target.Inverse(x, y);
            (x, y) = crs.Forward(longitude, latitude);
        }
        Grid g = source.Grid;
        bool inside = x >= g.West && y >= g.South && x <= g.West + g.Columns * g.CellSize && y <= g.South + g.Rows * g.CellSize;
        return inside ? source.At(x, y) : float.NaN;
    }

    private static bool Covers(Grid g, Envelope box) =>
        box.MinX >= g.West && box.MinY >= g.South && box.MaxX <= g.West + g.Columns * g.CellSize && box.MaxY <= g.South + g.Rows * g.CellSize;

    /// <summary>The same cells, more of them where the box reaches beyond.</summary>
    private static Grid Extended(Grid g, Envelope box)
    {
        int west = Cells(g.West - box.MinX, g), south = Cells(g.South - box.MinY, g);
        int east = Cells(box.MaxX - g.West - g.Columns * g.CellSize, g), north = Cells(box.MaxY - g.South - g.Rows * g.CellSize, g);
        return Bounded(g.Rows + (long)south + north, g.Columns + (long)west + east, g.CellSize, g.West - west * g.CellSize, g.South - south * g.CellSize);
    }

    private static int Cells(double distance, Grid g) => distance <= 0 ? 0 : (int)Math.Ceiling(distance / g.CellSize);

    private static Grid Over(Envelope box, double cellSize) =>
        Bounded((long)Math.Ceiling((box.Height + 2 * Margin) / cellSize), (long)Math.Ceiling((box.Width + 2 * Margin) / cellSize), cellSize,
            Math.Floor((box.MinX - Margin) / cellSize) * cellSize, Math.Floor((box.MinY - Margin) / cellSize) * cellSize, spare: 1);

    private static Grid Bounded(long rows, long columns, double cellSize, double west, double south, int spare = 0)
    {
        if ((double)rows * columns > MostCells)
            throw new InputException($"terrain: {columns:N0} × {rows:N0} cells of {cellSize:0.#} m would be needed to cover the objects; at most {MostCells:N0} are. Is one of the objects misplaced?");
        return new Grid((int)rows + spare, (int)columns + spare, cellSize, west, south);
    }

    private static double CellSizeIn(Grid g, Crs crs, Reprojection reprojection)
    {
        double x = g.X(g.Columns / 2), y = g.Y(g.Rows / 2);
        (double ax, double ay) = reprojection.Point(crs, x, y);
        (double bx, double by) = reprojection.Point(crs, x, y + g.CellSize);
        return Math.Round(Math.Sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)), 1);
    }

    /// <summary>Fills NaN with the value of the nearest known cell, ring by ring; returns how many were filled.</summary>
    private static int FillHoles(Grid grid, float[] values)
    {
        Queue<int> front = new();
        for (int n = 0; n < values.Length; n++)
            if (!float.IsNaN(values[n])) front.Enqueue(n);
        int holes = values.Length - front.Count;
        if (front.Count == 0) Array.Clear(values);
        while (front.TryDequeue(out int n))
        {
            int i = n % grid.Columns;
            if (i > 0) Spread(n, n - 1);
            if (i < grid.Columns - 1) Spread(n, n + 1);
            if (n >= grid.Columns) Spread(n, n - grid.Columns);
            if (n + grid.Columns < values.Length) Spread(n, n + grid.Columns);
        }
        return holes;

        void Spread(int from, int to)
        {
            if (!float.IsNaN(values[to])) return;
            values[to] = values[from];
            front.Enqueue(to);
        }
    }
}
