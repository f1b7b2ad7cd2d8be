using TerritoryTwin.Compute;

namespace TerritoryTwin.Core;

/// <summary>A part of one element that belongs to another: so much of a roof segment to a building, of a building to a cell.</summary>
/// <param name="From">Index of the giver.</param>
/// <param name="To">Index of the receiver.</param>
/// <param name="Weight">Relative size of the part, &gt; 0: an area, a length, 1.</param>
public readonly record struct Share(int From, int To, double Weight);

/// <summary>
/// Carries a quantity from one support to another: each receiver walks the sorted list of its givers, so no order of threads can change a sum.
/// Sums are made in double.
/// </summary>
public sealed class Transfer : IDisposable
{
    private readonly Device _device;
    private readonly Memory _starts, _givers, _weights;

    private Transfer(Support from, Support to, Device device, List<Share> shares, double[] scale, bool byGiver)
    {
        (From, To, _device) = (from, to, device);
        int[] starts = new int[to.Count + 1], givers = new int[shares.Count];
        float[] weights = new float[shares.Count];
        for (int k = 0; k < shares.Count; k++)
        {
            starts[shares[k].To + 1]++;
            givers[k] = shares[k].From;
            weights[k] = (float)(shares[k].Weight / scale[byGiver ? shares[k].From : shares[k].To]);
        }
        for (int receiver = 0; receiver < to.Count; receiver++) starts[receiver + 1] += starts[receiver];
        _starts = device.AllocateIndices("starts", new Stock(starts.Length), starts);
        _givers = device.AllocateIndices("givers", new Stock(givers.Length), givers);
        _weights = device.Allocate("weights", new Stock(weights.Length), 1, default);
        device.Write(_weights, weights);
    }

    /// <summary>The support that gives.</summary>
    public Support From { get; }
    /// <summary>The support that receives.</summary>
    public Support To { get; }

    /// <summary>
    /// For amounts (W, people, kg): each giver's amount is divided among its receivers by weight, so the total is conserved, to the rounding of
    /// float weights (6·10⁻⁸ of each part).
    /// </summary>
    /// <exception cref="ArgumentException">An index is outside, a weight not positive, or a giver has no receiver: its amount would be lost.</exception>
    public static Transfer OfTotals(Support from, Support to, Device device, IEnumerable<Share> shares)
    {
        List<Share> sorted = Sorted(from, to, shares);
        double[] given = new double[from.Count];
        foreach (Share share in sorted) given[share.From] += share.Weight;
        int lost = Array.IndexOf(given, 0);
        if (lost >= 0) throw new ArgumentException($"transfer: element {lost} of {from.Count} gives to no one, so its amount would be lost; give it a receiver");
        return new(from, to, device, sorted, given, byGiver: true);
    }

    /// <summary>For amounts of which a part goes elsewhere: each share is what a receiver gets of its giver's amount, 0 to 1.</summary>
    /// <exception cref="ArgumentException">An index is outside, a weight not positive, or the shares of a giver are more than its amount.</exception>
    public static Transfer OfParts(Support from, Support to, Device device, IEnumerable<Share> shares)
    {
        List<Share> sorted = Sorted(from, to, shares);
        double[] given = new double[from.Count], whole = new double[from.Count];
        foreach (Share share in sorted) given[share.From] += share.Weight;
        Require(given.All(static g => g <= 1 + 1e-9), $"element {Array.FindIndex(given, static g => g > 1 + 1e-9)} of {from.Count} gives more than it has");
        Array.Fill(whole, 1);
        return new(from, to, device, sorted, whole, byGiver: true);
    }

    /// <summary>For intensities (°C, W/m²): each receiver gets the weighted mean of its givers; 0 without any.</summary>
    /// <exception cref="ArgumentException">An index is outside, or a weight not positive.</exception>
    public static Transfer OfMeans(Support from, Support to, Device device, IEnumerable<Share> shares)
    {
        List<Share> sorted = Sorted(from, to, shares);
        double[] received = new double[to.Count];
        foreach (Share share in sorted) received[share.To] += share.Weight;
        return new(from, to, device, sorted, received, byGiver: false);
    }

    /// <summary>Gives every receiver its sum; the values of <paramref name="to"/> are replaced.</summary>
    /// <exception cref="ArgumentException">The fields are not on the supports and the device of this transfer, differ in members, or are the same.</exception>
    public void Run(Field from, Field to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        Require(from.Support.Count == From.Count, $"field {from.Name} has {from.Support.Count} elements, its givers {From.Count}");
        Require(to.Support.Count == To.Count, $"field {to.Name} has {to.Support.Count} elements, its receivers {To.Count}");
        Require(from.Members == to.Members, $"field {from.Name} has {from.Members} members, {to.Name} has {to.Members}");
        Require(from.Device == _device && to.Device == _device, $"fields {from.Name} and {to.Name} must be on {_device.Name}");
        Require(from != to, $"field {from.Name} cannot be both ends");
        if (To.Count > 0) _device.Transfer(_starts, _givers, _weights, from.Memory, to.Memory);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Free(_starts);
        _device.Free(_givers);
        _device.Free(_weights);
    }

    private static List<Share> Sorted(Support from, Support to, IEnumerable<Share> shares)
    {
        List<Share> sorted = [.. shares.OrderBy(s => s.To).ThenBy(s => s.From)];
        foreach (Share share in sorted)
        {
            Require((uint)share.From < (uint)from.Count, $"giver {share.From} of {from.Count}");
            Require((uint)share.To < (uint)to.Count, $"receiver {share.To} of {to.Count}");
            Require(share.Weight > 0 && double.IsFinite(share.Weight), $"the weight from {share.From} to {share.To} is {share.Weight:g6}, expected above 0");
        }
        return sorted;
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds) throw new ArgumentException($"transfer: {fault}");
    }
}
