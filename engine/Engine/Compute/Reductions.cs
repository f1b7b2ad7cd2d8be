using System.Runtime.Intrinsics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Sums and extremes of fields. Their order is fixed by index, in double: neither threads nor the width of vectors can change a bit.</summary>
public static unsafe class Reductions
{
    /// <summary>Elements that share running sums, one for each of 16 lanes; their total is then added to that of the blocks before.</summary>
    private const int Block = 4096;

    /// <summary>Sum over all elements of all members.</summary>
    public static double Sum(this Device device, Field field)
    {
        double sum = 0;
        foreach (double member in device.MemberSums(field)) sum += member;
        return sum;
    }

    /// <summary>Mean over all elements of all members; NaN of a field without elements.</summary>
    public static double Mean(this Device device, Field field) => device.Sum(field) / ((double)field.Support.Count * field.Members);

    /// <summary>Sum over the elements of each member.</summary>
    public static double[] MemberSums(this Device device, Field field)
    {
        double[] sums = new double[field.Members];
        Each(device, field, (row, columns, member, _) =>
        {
            for (int from = 0; from < columns; from += Block) sums[member] += SumOfBlock(row + from, Math.Min(Block, columns - from));
        });
        return sums;
    }

    /// <summary>The least value of all members; NaN when one is, +∞ without elements.</summary>
    public static float Min(this Device device, Field field) => -Greatest(device, field, -1);

    /// <summary>The greatest value of all members; NaN when one is, −∞ without elements.</summary>
    public static float Max(this Device device, Field field) => Greatest(device, field, 1);

    /// <summary>Sum by zone, optionally weighted: Σ weight × value over the elements of each zone; members outermost, length members × <paramref name="zoneCount"/>.</summary>
    /// <param name="device">Of the field.</param>
    /// <param name="field">What is summed.</param>
    /// <param name="zones">Zone of each element; below 0: none.</param>
    /// <param name="zoneCount">Number of zones.</param>
    /// <param name="weights">One member, or as many as the field; null: 1.</param>
    /// <exception cref="ArgumentException">Sizes differ, or a zone is not below <paramref name="zoneCount"/>.</exception>
    public static double[] ZoneSums(this Device device, Field field, IndexField zones, int zoneCount, Field? weights = null)
    {
        Require(zones.Support.Count == field.Support.Count, $"{field.Support.Count} elements of {field.Name}, but {zones.Support.Count} zones of elements");
        Require(weights == null || (weights.Support.Count == field.Support.Count && (weights.Members == 1 || weights.Members == field.Members)),
            $"weights {weights?.Name} do not have the shape of {field.Name}");
        foreach (int zone in zones.Values) Require(zone < zoneCount, $"zone {zone} of {zoneCount}");
        double[] sums = new double[field.Members * zoneCount];
        float[]? weight = weights?.ToArray();
        int columns = field.Support.Columns, count = field.Support.Count;
        Each(device, field, (row, _, member, j) =>
        {
            int first = j * columns, firstWeight = weights?.Members > 1 ? member * count + first : first;
            for (int i = 0; i < columns; i++)
            {
                int zone = zones.Values[first + i];
                if (zone >= 0) sums[member * zoneCount + zone] += weight == null ? row[i] : (double)weight[firstWeight + i] * row[i];
            }
        });
        return sums;
    }

    private delegate void RowAction(float* row, int columns, int member, int j);

    private static void Each(Device device, Field field, RowAction action)
    {
        Require(field.Device == device, $"field {field.Name} is on {field.Device.Name}");
        Layout layout = new(field.Support);
        nint values = device.OnHost(field.Memory);
        for (int member = 0; member < field.Members; member++)
            for (int j = 0; j < layout.Rows; j++) action(layout.Row(values, member, j), layout.Columns, member, j);
    }

    private static double SumOfBlock(float* values, int count)
    {
        Vector512<double> low = default, high = default;
        int i = 0;
        for (; i + 16 <= count; i += 16)
        {
            (Vector512<double> a, Vector512<double> b) = Vector512.Widen(Vector512.Load(values + i));
            low += a;
            high += b;
        }
        double sum = 0;
        Vector512<double> both = low + high;
        for (int lane = 0; lane < 8; lane++) sum += both[lane];
        for (; i < count; i++) sum += values[i];
        return sum;
    }

    private static float Greatest(Device device, Field field, float sign)
    {
        float greatest = float.NegativeInfinity;
        Each(device, field, (row, columns, _, _) =>
        {
            Vector512<float> best = Vector512.Create(float.NegativeInfinity);
            int i = 0;
            for (; i + 16 <= columns; i += 16) best = Vector512.Max(best, sign * Vector512.Load(row + i));
            for (int lane = 0; lane < 16; lane++) greatest = MathF.Max(greatest, best[lane]);
            for (; i < columns; i++) greatest = MathF.Max(greatest, sign * row[i]);
        });
        return greatest;
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds) throw new ArgumentException(fault);
    }
}
