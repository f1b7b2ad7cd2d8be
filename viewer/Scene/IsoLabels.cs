using System.Numerics;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>The value of an iso-line, to be written over it.</summary>
/// <param name="Value">In the unit of the field.</param>
/// <param name="X">Its middle, from the viewport's left [pixels].</param>
/// <param name="Y">Its middle, from the viewport's top [pixels].</param>
public readonly record struct IsoLabel(double Value, float X, float Y);

/// <summary>Where the values of iso-lines are written: on lines that stand alone and go on to both sides, all over the free area. The same view gives the same labels.</summary>
public static class IsoLabels
{
    private const float Pitch = 26, Apart = 230;                       // of the picture at scale 1 [pixels]
    private const int LeastGoingOn = 4;

    /// <summary>The labels of a field as it lies on the ground.</summary>
    /// <param name="model">The scene.</param>
    /// <param name="camera">From where it is seen.</param>
    /// <param name="width">Of the viewport [pixels].</param>
    /// <param name="height">Of the viewport [pixels].</param>
    /// <param name="scale">Pixels of the picture for one at scale 1.</param>
    /// <param name="value">The field at a point of the territory; NaN: none.</param>
    /// <param name="step">Between two lines, in its unit.</param>
    /// <param name="measure">Width and height of a label [pixels].</param>
    /// <param name="taken">What they must not touch [pixels].</param>
    public static IReadOnlyList<IsoLabel> Place(
        SceneModel model, Camera camera, float width, float height, float scale, Func<double, double, float> value, double step,
        Func<double, (float Width, float Height)> measure, IEnumerable<(float X0, float Y0, float X1, float Y1)> taken)
    {
        float pitch = Pitch * scale, left = camera.Free.Left * width, top = camera.Free.Top * height;
        int columns = (int)(camera.Free.Width * width / pitch) + 1, rows = (int)(camera.Free.Height * height / pitch) + 1;
        double[] seen = new double[columns * rows];
        Box bounds = model.Whole;
        for (int n = 0; n < seen.Length; n++)
        {
            Vector3? ground = model.Relief.Hit(camera.RayThrough(left + n % columns * pitch, top + n / columns * pitch, width, height), bounds);
            seen[n] = ground is { } p ? value(p.X + model.Origin.X, p.Y + model.Origin.Y) / step : double.NaN;
        }
        List<(int Level, float I, float J)> crossings = Crossings(seen, columns, rows);
        List<IsoLabel> placed = [];
        List<(float X0, float Y0, float X1, float Y1)> boxes = [.. taken];
        foreach ((int level, float i, float j) in crossings.OrderBy(c => Dice(c.I, c.J)).ThenBy(c => c.J).ThenBy(c => c.I))
        {
            (float x, float y) = (left + i * pitch, top + j * pitch);
            (float wide, float high) = measure(level * step);
            (float X0, float Y0, float X1, float Y1) box = (x - wide / 2 - 4 * scale, y - high / 2, x + wide / 2 + 4 * scale, y + high / 2);
            if (box.X0 < left || box.X1 > left + camera.Free.Width * width || box.Y0 < top || box.Y1 > top + camera.Free.Height * height) continue;
            if (boxes.Exists(b => b.X0 < box.X1 && box.X0 < b.X1 && b.Y0 < box.Y1 && box.Y0 < b.Y1)) continue;
            if (placed.Exists(l => Math.Abs(l.Value - level * step) < step / 2 && Vector2.Distance(new(l.X, l.Y), new(x, y)) < Apart * scale)) continue;
            float reach = Math.Max(1, wide / 2 / pitch);
            if (crossings.Exists(c => c.Level != level && Math.Abs(c.I - i) < reach && Math.Abs(c.J - j) < 0.8f)) continue;
            if (crossings.Count(c => c.Level == level && Math.Abs(c.I - i) < 3 && Math.Abs(c.J - j) < 3) <= LeastGoingOn) continue;
            boxes.Add(box);
            placed.Add(new(level * step, x, y));
        }
        return placed;
    }

    // Where exactly one line passes between two neighbours of the lattice.
    private static List<(int Level, float I, float J)> Crossings(double[] seen, int columns, int rows)
    {
        List<(int, float, float)> found = [];
        for (int n = 0; n < seen.Length; n++)
        {
            (int i, int j) = (n % columns, n / columns);
            if (i + 1 < columns && Between(seen[n], seen[n + 1]) is var (level, share)) found.Add((level, i + share, j));
            if (j + 1 < rows && Between(seen[n], seen[n + columns]) is var (down, part)) found.Add((down, i, j + part));
        }
        return found;
    }

    private static (int Level, float Share)? Between(double a, double b)
    {
        if (!(Math.Abs(a) < int.MaxValue && Math.Abs(b) < int.MaxValue)) return null;
        double level = Math.Floor(Math.Min(a, b)) + 1;                 // what lies level at the value of a line is no line
        return level < Math.Max(a, b) && level + 1 >= Math.Max(a, b) ? ((int)level, (float)((level - a) / (b - a))) : null;
    }

    private static uint Dice(float i, float j)
    {
        uint h = (uint)(i * 16) * 0x9E3779B1 ^ (uint)(j * 16) * 0x85EBCA77;
        h = (h ^ (h >> 15)) * 0xC2B2AE3D;
        return h ^ (h >> 13);
    }
}
