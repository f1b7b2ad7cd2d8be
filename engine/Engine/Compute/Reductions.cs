using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Sums and extremes of fields as they are now; <see cref="FieldSums"/> keeps sums on the device for later.</summary>
public static class Reductions
{
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
        ArgumentNullException.ThrowIfNull(field);
        using FieldSums sums = new(field.Support, device, capacity: 1, field.Members);
        sums.Add(field);
        return sums.Take();
    }

    /// <summary>The least value of all members; NaN when one is, +∞ without elements. The field is copied to the host.</summary>
    public static float Min(this Device device, Field field) => OnHost(device, field).Aggregate(float.PositiveInfinity, MathF.Min);

    /// <summary>The greatest value of all members; NaN when one is, −∞ without elements. The field is copied to the host.</summary>
    public static float Max(this Device device, Field field) => OnHost(device, field).Aggregate(float.NegativeInfinity, MathF.Max);

    /// <summary>
    /// Sum by zone, optionally weighted: Σ weight × value over the elements of each zone; members outermost, length members × <paramref name="zoneCount"/>.
    /// The fields are copied to the host; a <see cref="Transfer"/> leaves them where they are.
    /// </summary>
    /// <param name="device">Of the field.</param>
    /// <param name="field">What is summed.</param>
    /// <param name="zones">Zone of each element; below 0: none.</param>
    /// <param name="zoneCount">Number of zones.</param>
    /// <param name="weights">One member, or as many as the field; null: 1.</param>
    /// <exception cref="ArgumentException">Sizes differ, or a zone is not below <paramref name="zoneCount"/>.</exception>
    public static double[] ZoneSums(this Device device, Field field, IndexField zones, int zoneCount, Field? weights = null)
    {
        float[] values = OnHost(device, field);
        ArgumentNullException.ThrowIfNull(zones);
        int count = field.Support.Count;
        Require(zones.Support.Count == count, $"{count} elements of {field.Name}, but {zones.Support.Count} zones of elements");
        Require(weights == null || (weights.Support.Count == count && (weights.Members == 1 || weights.Members == field.Members)),
            $"weights {weights?.Name} do not have the shape of {field.Name}");
        foreach (int zone in zones.Values) Require(zone < zoneCount, $"zone {zone} of {zoneCount}");
        float[]? weight = weights?.ToArray();
        double[] sums = new double[field.Members * zoneCount];
        for (int k = 0; k < values.Length; k++)
        {
            int zone = zones.Values[k % count];
            if (zone >= 0) sums[k / count * zoneCount + zone] += weight == null ? values[k] : (double)weight[k % weight.Length] * values[k];
        }
        return sums;
    }

    private static float[] OnHost(Device device, Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        Require(field.Device == device, $"field {field.Name} is on {field.Device.Name}");
        return field.ToArray();
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds) throw new ArgumentException(fault);
    }
}
