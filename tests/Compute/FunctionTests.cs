using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

internal readonly struct AllFunctions(View a, View exp, View log, View sqrt, View sin, View cos, View floor, View abs) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R x = cell[a];
        cell[exp] = R.Exp(x);
        cell[log] = R.Log(x);
        cell[sqrt] = R.Sqrt(x);
        cell[sin] = R.Sin(x);
        cell[cos] = R.Cos(x);
        cell[floor] = R.Floor(x);
        cell[abs] = R.Abs(x);
    }
}

internal readonly struct TwoArguments(View a, View b, View pow, View atan2, View min, View max) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R x = cell[a], y = cell[b];
        cell[pow] = R.Pow(x, y);
        cell[atan2] = R.Atan2(x, y);
        cell[min] = R.Min(x, y);
        cell[max] = R.Max(x, y);
    }
}

public sealed class FunctionTests
{
    private static readonly string[] One = ["exp", "log", "sqrt", "sin", "cos", "floor", "abs"], Two = ["pow", "atan2", "min", "max"];

    /// <summary>Every 977th float there is: each exponent, both signs, subnormal and special ones.</summary>
    private static readonly float[] Everywhere =
        [.. Enumerable.Range(0, (int)(uint.MaxValue / 977)).Select(k => BitConverter.UInt32BitsToSingle((uint)k * 977u))];

    [Theory]
    [InlineData("exp", 1.5), InlineData("log", 1.5), InlineData("sqrt", 0.5), InlineData("sin", 2), InlineData("cos", 2), InlineData("floor", 0), InlineData("abs", 0)]
    public void A_function_keeps_its_accuracy_over_all_floats(string function, double ulps)
    {
        using HostDevice device = new(1);
        float[] values = Everywhere, found = OfOne(device, values)[function];
        (double worst, float at) = Worst(values.Select(x => Exact(function, x)), found, values);
        Assert.True(worst <= ulps, $"{function}({at:R}) is {worst:g3} units in the last place off");
    }
    [Fact]
    public void A_power_keeps_its_accuracy_over_the_plane()
    {
        using HostDevice device = new(1);
        (float[] a, float[] b) = Plane(lowest: 0);
        float[] found = OfTwo(device, a, b)["pow"];
        (double worst, float at) = Worst(a.Zip(b, (x, y) => Math.Pow(x, y)), found, a);
        Assert.True(worst <= 3.5, $"pow({at:R}, …) is {worst:g3} units in the last place off");
    }

    [Fact]
    public void An_angle_keeps_its_accuracy_over_the_plane()
    {
        using HostDevice device = new(1);
        (float[] a, float[] b) = Plane(lowest: -1);
        float[] found = OfTwo(device, a, b)["atan2"];
        (double worst, float at) = Worst(a.Zip(b, (y, x) => Math.Atan2(y, x)), found, a);
        Assert.True(worst <= 2.5, $"atan2({at:R}, …) is {worst:g3} units in the last place off");
    }

    [Fact]
    public void Special_values_are_the_same_on_every_device()
    {
        float[] special = [0, -0f, 1, -1, 0.5f, 2, 3, -2.5f, 1e-30f, 1e30f, 3.4e38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        float[] a = [.. special.SelectMany(x => special.Select(_ => x))], b = [.. special.SelectMany(_ => special)];
        using ReferenceDevice reference = new();
        (Dictionary<string, float[]> one, Dictionary<string, float[]> two) = (OfOne(reference, special), OfTwo(reference, a, b));
        foreach (Device device in CardTests.HostsAndCards())
        {
            using (device)
            {
                Dictionary<string, float[]> found = OfOne(device, special), foundOfTwo = OfTwo(device, a, b);
                foreach (string name in One) for (int k = 0; k < special.Length; k++) AssertNear($"{name}({special[k]})", one[name][k], found[name][k], device);
                foreach (string name in Two) for (int k = 0; k < a.Length; k++) AssertNear($"{name}({a[k]}, {b[k]})", two[name][k], foundOfTwo[name][k], device);
            }
        }

        static void AssertNear(string what, float expected, float found, Device device)
        {
            bool near = expected.Equals(found) || MathF.Abs(expected - found) <= 5e-7f * MathF.Abs(expected) + 1.2e-38f;
            Assert.True(near, $"{what} on {device.Name}: {found:R}, expected {expected:R}");
        }
    }

    private static (float[] A, float[] B) Plane(double lowest)
    {
        RandomStream random = new(7, "plane");
        float[] a = new float[500_000], b = new float[a.Length];
        for (int k = 0; k < a.Length; k++)
        {
            a[k] = (float)(Math.Exp(random.Between(-60, 60)) * (lowest < 0 && random.NextDouble() < 0.5 ? -1 : 1));
            b[k] = (float)(lowest < 0 ? a[k] * random.Between(-1, 1) * Math.Exp(random.Between(-3, 3)) : random.Between(-85, 85) / Math.Abs(Math.Log(a[k]) + 1e-3));
        }
        return (a, b);
    }

    private static double Exact(string function, double x) => function switch
    {
        "exp" => Math.Exp(x),
        "log" => Math.Log(x),
        "sqrt" => Math.Sqrt(x),
        "sin" => Math.Abs(x) <= 1e6 ? Math.Sin(x) : double.NaN,
        "cos" => Math.Abs(x) <= 1e6 ? Math.Cos(x) : double.NaN,
        "floor" => Math.Floor(x),
        _ => Math.Abs(x),
    };

    private static (double Ulps, float At) Worst(IEnumerable<double> exact, float[] found, float[] at)
    {
        (double worst, float where) = (0, 0);
        int k = -1;
        foreach (double value in exact)
        {
            double ulps = Ulps(value, found[++k]);
            if (ulps > worst) (worst, where) = (ulps, at[k]);
        }
        return (worst, where);
    }

    /// <summary>Distance in units of the last place of a float of that size; special values must be equal.</summary>
    private static double Ulps(double exact, float found)
    {
        float nearest = (float)exact;
        if (!float.IsFinite(nearest) || !float.IsFinite(found))
            return nearest.Equals(found) || (float.IsInfinity(nearest) && Math.Abs(found) >= 3.402823e38f && float.IsFinite((float)(exact * (1 - 1e-7)))) ? 0 : double.PositiveInfinity;
        float size = Math.Max(Math.Abs(nearest), 1.17549435e-38f);
        return Math.Abs(exact - found) / (MathF.BitIncrement(size) - size);
    }

    internal static Dictionary<string, float[]> OfOne(Device device, float[] x)
    {
        Stock stock = new(x.Length);
        using Field a = new(stock, device, new("a", "1", "argument"));
        a.Write(x);
        Field[] f = [.. One.Select(name => new Field(stock, device, new(name, "1", name)))];
        device.Run(stock, new AllFunctions(a.Now, f[0].Now, f[1].Now, f[2].Now, f[3].Now, f[4].Now, f[5].Now, f[6].Now));
        return f.ToDictionary(field => field.Name, field => field.ToArray());
    }

    internal static Dictionary<string, float[]> OfTwo(Device device, float[] x, float[] y)
    {
        Stock stock = new(x.Length);
        using Field a = new(stock, device, new("a", "1", "argument")), b = new(stock, device, new("b", "1", "argument"));
        a.Write(x);
        b.Write(y);
        Field[] f = [.. Two.Select(name => new Field(stock, device, new(name, "1", name)))];
        device.Run(stock, new TwoArguments(a.Now, b.Now, f[0].Now, f[1].Now, f[2].Now, f[3].Now));
        return f.ToDictionary(field => field.Name, field => field.ToArray());
    }
}
