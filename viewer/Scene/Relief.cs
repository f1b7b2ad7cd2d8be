using System.Numerics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>The ground as it is drawn: heights on a square mesh, two triangles a cell. What stands on it asks here, so that nothing floats.</summary>
internal sealed class Relief
{
    private const int MostCells = 256;

    private readonly float[] _heights;

    public Relief(Territory territory, SceneOrigin origin)
    {
        Grid from = territory.Terrain.Grid;
        double width = Math.Max(1, from.Columns * from.CellSize), depth = Math.Max(1, from.Rows * from.CellSize);
        CellSize = (float)Math.Max(from.CellSize, Math.Max(width, depth) / MostCells);
        Columns = Math.Max(1, (int)Math.Ceiling(width / CellSize - 1e-6));
        Rows = Math.Max(1, (int)Math.Ceiling(depth / CellSize - 1e-6));
        Low = new((float)(from.West - origin.X), (float)(from.South - origin.Y));
        double missing = MeanHeight(territory);
        _heights = new float[(Columns + 1) * (Rows + 1)];
        for (int j = 0; j <= Rows; j++)
            for (int i = 0; i <= Columns; i++)
            {
                float height = territory.Terrain.At(from.West + (double)i * CellSize, from.South + (double)j * CellSize);
                _heights[j * (Columns + 1) + i] = (float)((float.IsFinite(height) ? height : missing) - origin.Z);
            }
        for (int j = 0; j < Rows; j++)
            for (int i = 0; i < Columns; i++)
            {
                Vector2 lower = new(Corner(i + 1, j) - Corner(i, j), Corner(i + 1, j + 1) - Corner(i + 1, j)), upper = new(Corner(i + 1, j + 1) - Corner(i, j + 1), Corner(i, j + 1) - Corner(i, j));
                Steepest = Math.Max(Steepest, Math.Max(lower.Length(), upper.Length()) / CellSize);
            }
    }

    public int Columns { get; }
    public int Rows { get; }
    public float CellSize { get; }
    /// <summary>South-west corner.</summary>
    public Vector2 Low { get; }
    /// <summary>North-east corner.</summary>
    public Vector2 High => Low + CellSize * new Vector2(Columns, Rows);

    /// <summary>The greatest rise of the drawn ground, as a share of the way; under a higher sun it throws no shadow.</summary>
    public float Steepest { get; }

    /// <summary>Height of a corner of the mesh; that of the nearest one beyond it.</summary>
    public float Corner(int i, int j) => _heights[Math.Clamp(j, 0, Rows) * (Columns + 1) + Math.Clamp(i, 0, Columns)];

    /// <summary>Height of the drawn ground at a point.</summary>
    public float At(float x, float y)
    {
        float u = Math.Clamp((x - Low.X) / CellSize, 0, Columns), v = Math.Clamp((y - Low.Y) / CellSize, 0, Rows);
        int i = Math.Min((int)u, Columns - 1), j = Math.Min((int)v, Rows - 1);
        float a = u - i, b = v - j, sw = Corner(i, j), ne = Corner(i + 1, j + 1);
        return a >= b
            ? sw + a * (Corner(i + 1, j) - sw) + b * (ne - Corner(i + 1, j))
            : sw + b * (Corner(i, j + 1) - sw) + a * (ne - Corner(i, j + 1));
    }

    /// <summary>Where a line of sight first meets the ground; none when it goes over it.</summary>
    public Vector3? Hit(Ray ray, Box bounds)
    {
        Box all = new(new(Low, bounds.Low.Z - 100), new(High, bounds.High.Z + 100));
        if (ray.Through(all) is not var (enter, leave)) return null;
        float step = Math.Max(CellSize / 3, (leave - enter) / 4000), t = enter;
        if (Above(ray.At(t)) < 0) return null;                                             // from under the ground
        while (t < leave)
        {
            float next = Math.Min(t + step, leave);
            if (Above(ray.At(next)) <= 0) return Between(ray, t, next);
            if (next == t) break;
            t = next;
        }
        return null;
    }

    private float Above(Vector3 p) => p.Z - At(p.X, p.Y);

    private Vector3 Between(Ray ray, float over, float under)
    {
        for (int k = 0; k < 24; k++)
        {
            float middle = (over + under) / 2;
            if (Above(ray.At(middle)) > 0) over = middle;
            else under = middle;
        }
        Vector3 p = ray.At(under);
        return p with { Z = At(p.X, p.Y) };
    }

    private static double MeanHeight(Territory territory)
    {
        double sum = 0;
        long count = 0;
        foreach (float height in territory.Terrain.Values)
            if (float.IsFinite(height)) (sum, count) = (sum + height, count + 1);
        if (count > 0) return sum / count;
        return territory.Buildings.Count > 0 ? territory.Buildings.Average(b => b.Ground.Value) : 0;
    }
}

/// <summary>What is subtracted, in double precision, from the coordinates of the territory: metres of a national grid would shake in single precision.</summary>
/// <param name="X">[m]</param>
/// <param name="Y">[m]</param>
/// <param name="Z">[m above sea level]</param>
public readonly record struct SceneOrigin(double X, double Y, double Z);
