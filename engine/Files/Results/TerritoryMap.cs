using System.Runtime.InteropServices;
using SkiaSharp;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Files.Results;

/// <summary>Draws a territory in plan inside a rectangle of a canvas: relief, woods, water, roads, buildings coloured by one variable.</summary>
public sealed class TerritoryMap
{
    private static readonly Color
        Ground = Color.Hex(0xF5F3EE), Wood = Color.Hex(0xD9E5CF), Water = Color.Hex(0xB9D3E6), RoadFill = Color.Hex(0xFFFFFF),
        RoadEdge = Color.Hex(0xD5D1C8), Edge = Color.Hex(0x4A4641), Plain = Color.Hex(0xF4F2EE);

    /// <summary>Of buildings without a value.</summary>
    public static Color NoValue { get; } = Color.Hex(0xCFCBC3);

    private const double Narrowest = 0.0008, Widest = 0.011;       // of the width of the map
    private const double LeastSeen = 9, MeanSide = 11;             // of a building [px], and of houses [m]
    private const double LeastName = 11, NameOfWidth = 0.013;      // letters of names [px], over the width of the map
    private const double Cased = 4;                                // roads so wide have an edge [px]

    private readonly Territory _territory;
    private readonly int _width, _height;
    private readonly SKImage? _relief;
    private readonly double _west, _north, _scale;

    /// <summary>Prepares the ground of a map.</summary>
    /// <param name="territory">What is drawn.</param>
    /// <param name="width">[px].</param>
    /// <param name="height">[px].</param>
    public TerritoryMap(Territory territory, int width, int height)
    {
        (_territory, _width, _height) = (territory, width, height);
        (double west, double south, double east, double north) = Extent(territory);
        _scale = Math.Min(width / (east - west), height / (north - south));
        _west = (west + east) / 2 - width / 2.0 / _scale;
        _north = (south + north) / 2 + height / 2.0 / _scale;
        _relief = Relief();
    }

    /// <summary>Pixels a metre.</summary>
    public double PixelsPerMetre => _scale;

    /// <summary>Draws the map with its buildings.</summary>
    /// <param name="canvas">Receives the picture.</param>
    /// <param name="left">Of the map on the canvas [px].</param>
    /// <param name="top">[px].</param>
    /// <param name="values">One a building; NaN is drawn grey.</param>
    /// <param name="scale">Values to colours.</param>
    public void Draw(SKCanvas canvas, int left, int top, IReadOnlyList<double> values, ValueScale scale) => OverGround(canvas, left, top, () =>
    {
        bool outlined = _scale > 0.35;
        double widened = Math.Clamp(LeastSeen - MeanSide * _scale, 0, LeastSeen / 2);          // where the map is too small for its buildings, they are drawn larger
        for (int building = 0; building < _territory.Buildings.Count; building++)
        {
            Polygon footprint = _territory.Buildings[building].Footprint;
            double value = values[building];
            (double[] X, double[] Y)[] rings = [.. Rings(footprint)];
            Color color = double.IsNaN(value) ? NoValue : scale.ColorOf(value);
            canvas.Fill(color, 1, rings);
            if (widened > 0 && !double.IsNaN(value)) canvas.Outline(rings[0].X, rings[0].Y, widened, color, 1);
            if (outlined) canvas.Outline(rings[0].X, rings[0].Y, 0.7, Edge, double.IsNaN(value) ? 0.25 : 0.6);
        }
    });

    /// <summary>Draws the map with a coloured ground; roads and buildings stay plain over it.</summary>
    /// <param name="canvas">Receives the picture.</param>
    /// <param name="left">Of the map on the canvas [px].</param>
    /// <param name="top">[px].</param>
    /// <param name="field">On the ground; where it has no value, the ground is seen.</param>
    /// <param name="scale">Values to colours.</param>
    public void Draw(SKCanvas canvas, int left, int top, Raster field, ValueScale scale) => OverGround(canvas, left, top, () =>
    {
        using SKImage cells = Image((x, y) =>
        {
            (int i, int j) = field.Grid.CellOf(x, y);
            return i < 0 || j < 0 || i >= field.Grid.Columns || j >= field.Grid.Rows || field[i, j] is var value && float.IsNaN(value) ? SKColor.Empty : scale.ColorOf(value).WithOpacity(1);
        });
        canvas.DrawImage(cells, 0, 0, SKSamplingOptions.Default);
        DrawRoads(canvas, 0.55);
        foreach (Building building in _territory.Buildings)
        {
            (double[] X, double[] Y)[] rings = [.. Rings(building.Footprint)];
            canvas.Fill(Plain, 1, rings);
            canvas.Outline(rings[0].X, rings[0].Y, 0.7, Edge, 0.5);
        }
    });

    /// <summary>Draws the map with coloured roads, as wide as their value and the greatest on top; buildings stay plain.</summary>
    /// <param name="canvas">Receives the picture.</param>
    /// <param name="left">Of the map on the canvas [px].</param>
    /// <param name="top">[px].</param>
    /// <param name="values">One a road; NaN is left plain.</param>
    /// <param name="scale">Values to colours.</param>
    public void DrawRoads(SKCanvas canvas, int left, int top, IReadOnlyList<double> values, ValueScale scale) => OverGround(canvas, left, top, () =>
    {
        foreach (Building building in _territory.Buildings) canvas.Fill(Plain, 1, Rings(building.Footprint));
        (Road Road, double Wide, double Value)[] drawn = [.. _territory.Roads.Zip(values, (r, v) => (r, WidthOf(v, scale) * _width, v)).Where(static d => double.IsFinite(d.v)).OrderBy(static d => d.Item2).ThenBy(static d => d.v)];
        foreach ((Road road, double wide, _) in drawn.Where(static d => d.Wide > Cased)) canvas.Line(PixelX(road.X), PixelY(road.Y), wide + 2, Edge, 0.6);
        foreach ((Road road, double wide, double value) in drawn) canvas.Line(PixelX(road.X), PixelY(road.Y), wide, scale.ColorOf(value));
    });

    /// <summary>How wide a road of a value is, over the width of the map: more, the farther from zero, or from the least where the scale begins above it.</summary>
    public static double WidthOf(double value, ValueScale scale)
    {
        double zero = Math.Clamp(0, scale.Low, scale.High), reach = Math.Max(scale.High - zero, zero - scale.Low);
        return Narrowest + (Widest - Narrowest) * Math.Clamp(Math.Abs(value - zero) / reach, 0, 1);
    }

    // The ground, what is drawn over it, and the boundary over all.
    private void OverGround(SKCanvas canvas, int left, int top, Action draw)
    {
        using SKAutoCanvasRestore restored = new(canvas);
        canvas.Translate(left, top);
        canvas.ClipRect(SKRect.Create(_width, _height));
        canvas.Rectangle(0, 0, _width, _height, Ground);
        if (_relief != null) canvas.DrawImage(_relief, 0, 0, SKSamplingOptions.Default);
        if (_territory.Boundary is { } limit) FadeOutside(canvas, limit.Outer);
        foreach (Zone zone in _territory.Vegetation) canvas.Fill(Wood, 0.85, Rings(zone.Area));
        foreach (Zone zone in _territory.Water) canvas.Fill(Water, 1, Rings(zone.Area));
        DrawRoads(canvas, 1);
        foreach (Building building in _territory.Context?.Buildings ?? []) canvas.Fill(NoValue, 0.7, Rings(building.Footprint));
        draw();
        if (_territory.Boundary is { } boundary) canvas.Outline(PixelX(boundary.Outer.X), PixelY(boundary.Outer.Y), 3, Edge, 0.7);
        DrawNames(canvas);
    }

    // Of hamlets and quarters, the largest first, each where it touches none of those before.
    private void DrawNames(SKCanvas canvas)
    {
        double size = Math.Max(LeastName, NameOfWidth * _width);
        using SKPaint halo = new() { IsAntialias = true, Color = Ground.WithOpacity(0.85), Style = SKPaintStyle.Stroke, StrokeWidth = (float)(0.25 * size), StrokeJoin = SKStrokeJoin.Round };
        List<SKRect> taken = [];
        foreach (Zone place in _territory.Places.Where(static p => p.Name.Length > 0).OrderByDescending(static p => p.Area.Area).ThenBy(static p => p.Name, StringComparer.Ordinal).DistinctBy(static p => p.Name))
        {
            (double east, double north) = place.Area.Outer.Middle;
            double wide = Typeface.Regular.Width(place.Name, size), left = (east - _west) * _scale - wide / 2, baseline = (_north - north) * _scale + 0.35 * size;
            SKRect box = new((float)(left - size / 2), (float)(baseline - size), (float)(left + wide + size / 2), (float)(baseline + 0.4 * size));
            if (box.Left < 0 || box.Top < 0 || box.Right > _width || box.Bottom > _height || taken.Exists(box.IntersectsWith)) continue;
            taken.Add(box);
            Typeface.Regular.Draw(canvas, place.Name, left, baseline, size, halo);
            canvas.Text(place.Name, left, baseline, size, Edge);
        }
    }

    // The whole commune: its boundary and every building, and a margin; without either, its ground.
    internal static (double West, double South, double East, double North) Extent(Territory territory)
    {
        Ring[] all = [.. territory.Buildings.Select(static b => b.Footprint.Outer), .. territory.Boundary is { } boundary ? new[] { boundary.Outer } : []];
        if (all.Length == 0)
        {
            Grid grid = territory.Terrain.Grid;
            return (grid.West, grid.South, grid.West + grid.Columns * grid.CellSize, grid.South + grid.Rows * grid.CellSize);
        }
        double west = all.Min(static r => r.X.Min()), east = all.Max(static r => r.X.Max()), south = all.Min(static r => r.Y.Min()), north = all.Max(static r => r.Y.Max());
        double margin = Math.Max(20, 0.02 * Math.Max(east - west, north - south));
        return (west - margin, south - margin, east + margin, north + margin);
    }

    private SKImage? Relief()
    {
        Raster terrain = _territory.Terrain;
        if (terrain.Grid.Columns < 2 || terrain.Grid.Rows < 2) return null;
        double step = terrain.Grid.CellSize;
        return Image((x, y) =>
        {
            double east = (terrain.At(x + step, y) - terrain.At(x - step, y)) / (2 * step), north = (terrain.At(x, y + step) - terrain.At(x, y - step)) / (2 * step);
            double shade = Math.Clamp((east - north) * 1.2, -0.5, 0.5);        // lit from the north-west, as map readers expect
            return (double.IsNaN(shade) ? Ground : shade > 0 ? Ground.Mixed(Edge, shade * 0.8) : Ground.Mixed(RoadFill, -shade * 1.6)).WithOpacity(1);
        });
    }

    // As large as the map, from the colour of each place, opaque or nothing at all.
    private SKImage Image(Func<double, double, SKColor> colorAt)
    {
        SKColor[] pixels = new SKColor[_width * _height];
        Parallel.For(0, _height, row =>
        {
            double y = _north - (row + 0.5) / _scale;
            for (int column = 0; column < _width; column++) pixels[row * _width + column] = colorAt(_west + (column + 0.5) / _scale, y);
        });
        return SKImage.FromPixelCopy(new SKImageInfo(_width, _height, SKColorType.Bgra8888, SKAlphaType.Premul), MemoryMarshal.AsBytes<SKColor>(pixels));
    }

    // Beyond the limit the heights are carried on from within: they are faded, not shown as relief.
    private void FadeOutside(SKCanvas canvas, Ring limit) =>
        canvas.Fill(Ground, 0.9, ([0, _width, _width, 0], [_height, _height, 0, 0]), (PixelX(limit.X), PixelY(limit.Y)));

    private void DrawRoads(SKCanvas canvas, double opacity)
    {
        Road[] drawn = [.. _territory.Roads.Where(r => r.Class.Value < RoadClass.Path).OrderByDescending(r => r.Class.Value)];
        foreach (Road road in drawn) canvas.Line(PixelX(road.X), PixelY(road.Y), Thickness(road) + 1.5, RoadEdge, opacity);
        foreach (Road road in drawn) canvas.Line(PixelX(road.X), PixelY(road.Y), Thickness(road), RoadFill, opacity);
    }

    private double Thickness(Road road) => Math.Max(0.6, _scale * road.Class.Value switch
    {
        RoadClass.Motorway => 22,
        RoadClass.Primary => 14,
        RoadClass.Secondary => 11,
        RoadClass.Tertiary => 9,
        RoadClass.Residential => 7,
        _ => 4,
    });

    private IEnumerable<(double[] X, double[] Y)> Rings(Polygon polygon) =>
        polygon.Holes.Prepend(polygon.Outer).Select(ring => (PixelX(ring.X), PixelY(ring.Y)));

    private double[] PixelX(double[] x) => Array.ConvertAll(x, v => (v - _west) * _scale);

    private double[] PixelY(double[] y) => Array.ConvertAll(y, v => (_north - v) * _scale);
}
