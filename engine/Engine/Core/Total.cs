using TerritoryTwin.Compute;

namespace TerritoryTwin.Core;

/// <summary>A sum over hours of each element, kept on the device until it is asked for. Kernels add to <see cref="Today"/>.</summary>
/// <remarks>
/// 24 additions in float lose less than 2 parts in a million; days are then added to a pair of floats without loss (Knuth 1997, The Art of Computer
/// Programming 2, 4.2.2: TwoSum), which is good to 10⁻¹⁴.
/// </remarks>
public sealed class Total : IDisposable
{
    private readonly Field _today, _sum, _rest;

    internal Total(Support support, Device device, Quantity quantity, int members)
    {
        Quantity = quantity;
        _today = Part("today", "since midnight");
        _sum = Part("sum", "up to midnight");
        _rest = Part("rest", "what the sum up to midnight leaves out");

        Field Part(string name, string meaning) => new(support, device, quantity with { Name = $"{quantity.Name}_{name}", Meaning = $"{quantity.Meaning}, {meaning}" }, members);
    }

    /// <summary>What is summed.</summary>
    public Quantity Quantity { get; }

    /// <summary>Where kernels add the amount of an hour.</summary>
    public View Today => _today.Now;

    /// <summary>What a checkpoint holds of it.</summary>
    internal IEnumerable<Field> Fields => [_today, _sum, _rest];

    /// <summary>The sum of every element since the year began.</summary>
    /// <param name="member">Of the ensemble.</param>
    public double[] Read(int member = 0)
    {
        int count = _sum.Support.Count, from = member * count;
        float[] today = _today.ToArray(), sum = _sum.ToArray(), rest = _rest.ToArray();
        double[] total = new double[count];
        for (int n = 0; n < count; n++) total[n] = (double)sum[from + n] + rest[from + n] + today[from + n];
        return total;
    }

    /// <summary>Adds the day that ends.</summary>
    internal void EndDay() => _sum.Device.Run(_sum.Support, new AddDay(_today.Now, _sum.Now, _rest.Now));

    /// <summary>Begins again at zero.</summary>
    internal void Clear()
    {
        foreach (Field field in Fields) field.Fill(0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in Fields) field.Dispose();
    }
}

/// <summary>Adds a day to a sum, what the sum cannot hold to the rest, and begins the next day.</summary>
/// <param name="today">Of the day that ends; 0 afterwards.</param> <param name="sum">Of the days before.</param> <param name="rest">What it leaves out.</param>
internal readonly struct AddDay(View today, View sum, View rest) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R before = cell[sum], added = cell[today];
        R after = before + added, taken = after - before;
        cell[rest] = cell[rest] + ((before - (after - taken)) + (added - taken));
        cell[sum] = after;
        cell[today] = 0f;
    }
}
