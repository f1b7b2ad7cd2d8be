using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Tests.Drawing;

public sealed class ColorMapTests
{
    private const int Texels = 256, Eighth = Texels / 8;

    // Machado, Oliveira and Fernandes (2009), severity 1, on linear light, row by row.
    private static readonly double[][] Eyes =
    [
        [1, 0, 0, 0, 1, 0, 0, 0, 1],
        [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    ];

    private static readonly Dictionary<string, ColorMap> Maps = new()
    {
        ["heat on dark"] = ColorMap.Heat.OnDark, ["traffic on dark"] = ColorMap.Traffic.OnDark, ["heat"] = ColorMap.Heat, ["cool"] = ColorMap.Cool, ["traffic"] = ColorMap.Traffic, ["viridis"] = ColorMap.Viridis, ["plain"] = ColorMap.Plain, ["magma"] = ColorMap.Magma, ["cividis"] = ColorMap.Cividis,
    };

    public static TheoryData<string> Sequential => [.. Maps.Keys];

    [Theory, MemberData(nameof(Sequential))]
    public void Lightness_goes_one_way_all_along_a_sequential_map(string name)
    {
        (double L, double, double)[] seen = Seen(Maps[name], Eyes[0]);
        double direction = Math.Sign(seen[^1].L - seen[0].L);
        for (int k = 4; k < Texels; k += 4) Assert.True(direction * (seen[k].L - seen[k - 4].L) > 0.002, $"{name} at {k}");
    }

    [Theory, MemberData(nameof(Sequential))]
    public void An_eighth_of_the_range_is_told_apart_by_every_eye(string name)
    {
        foreach (double[] eye in Eyes)
        {
            (double, double, double)[] seen = Seen(Maps[name], eye);
            Assert.True(Nearest(seen, 0, Texels, 0, Texels) >= 0.05, $"{name}: {Nearest(seen, 0, Texels, 0, Texels):0.000}");
        }
    }

    [Theory, MemberData(nameof(Sequential))]
    public void Equal_steps_of_value_are_equal_steps_of_colour(string name)
    {
        (double, double, double)[] seen = Seen(Maps[name], Eyes[0]);
        double[] steps = [.. Enumerable.Range(0, Texels - 8).Select(k => Distance(seen[k], seen[k + 8])).Order()];
        double median = steps[steps.Length / 2];
        // Ours are even but for colours of 8 bits, and bends of the path, where a step is a shorter way; published ones keep their own spacing.
        (double low, double high) = name is "viridis" or "cividis" ? (0.83, 1.17) : (0.89, 1.1);
        Assert.InRange(steps[(int)(0.05 * steps.Length)] / median, low, 1);
        Assert.InRange(steps[(int)(0.95 * steps.Length)] / median, 1, high);
    }

    [Fact]
    public void On_dark_ground_more_is_brighter_and_the_middle_of_a_change_is_dark()
    {
        foreach (ColorMap map in Maps.Values) Assert.True(Seen(map.OnDark.At(1), Eyes[0]).Item1 > Seen(map.OnDark.At(0), Eyes[0]).Item1 + 0.4);
        Assert.Same(ColorMap.Magma, ColorMap.Magma.OnDark);
        Assert.Same(ColorMap.Heat.OnDark, ColorMap.Heat.OnDark.OnDark);
        Assert.Equal(ColorMap.Heat.At(0.2), ColorMap.Heat.OnDark.At(0.8));
        double[] letters = [.. Enumerable.Range(0, 7).Select(static k => Seen(ColorMap.Ordered(7).OnDark.At((k + 0.5) / 7), Eyes[0]).Item1)];
        Assert.Equal(letters.Order(), letters);
        Assert.Equal(ColorMap.Difference.OnDark.At(0.5), ColorMap.StepsOf(3).OnDark.At(0.5));
        Assert.Equal(ColorMap.Difference.OnDark.At(0.8), ColorMap.ChangeOf(4).OnDark.At(0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_arms_of_a_difference_leave_the_lightness_of_the_middle_and_every_eye_tells_them_apart(bool dark)
    {
        ColorMap map = dark ? ColorMap.Difference.OnDark : ColorMap.Difference;
        (double L, double, double)[] plain = Seen(map, Eyes[0]);
        double way = dark ? -1 : 1;
        for (int k = 4; k < Texels / 2; k += 4)
        {
            Assert.True(way * (plain[131 - k].L - plain[127 - k].L) > 0);
            Assert.True(way * (plain[124 + k].L - plain[128 + k].L) > 0);
        }
        foreach (double[] eye in Eyes)
        {
            (double, double, double)[] seen = Seen(map, eye);
            Assert.True(Nearest(seen, 0, 128, 0, 128) >= 0.045);
            Assert.True(Nearest(seen, 128, Texels, 128, Texels) >= 0.045);
            Assert.True(Nearest(seen, 0, 128, 128, Texels) >= 0.02);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Classes_are_told_apart_by_every_eye(bool ordered, bool dark)
    {
        ColorMap map = ordered ? ColorMap.Ordered(7) : ColorMap.Qualitative(11, none: true);
        if (dark) map = map.OnDark;
        foreach (double[] eye in Eyes)
        {
            (double, double, double)[] seen = [.. Enumerable.Range(0, map.Classes).Select(k => Seen(map.At((k + 0.5) / map.Classes), eye))];
            for (int i = 0; i < seen.Length; i++)
                for (int j = 0; j < i; j++) Assert.True(Distance(seen[i], seen[j]) >= (ordered ? 0.11 : 0.05), $"{j} and {i}: {Distance(seen[i], seen[j]):0.000}");
        }
    }

    [Fact]
    public void Each_class_has_its_colour_and_the_tenth_shares_that_of_all_after_it()
    {
        ColorMap map = ColorMap.Qualitative(14, none: false);
        ValueScale scale = ValueScale.OfClasses(0, map);
        Color[] colours = [.. Enumerable.Range(0, 14).Select(k => scale.ColorOf(k))];
        Assert.Equal(10, colours.Distinct().Count());
        Assert.Single(colours[9..].Distinct());
        ValueScale steps = ValueScale.OfClasses(-3, ColorMap.StepsOf(3));
        Assert.Equal((ColorMap.Difference.At(0), ColorMap.Difference.At(0.5), ColorMap.Difference.At(1)), (steps.ColorOf(-3), steps.ColorOf(0), steps.ColorOf(3)));
        ValueScale change = ValueScale.OfClasses(-13, ColorMap.ChangeOf(14));
        Assert.Equal(change.ColorOf(-13), change.ColorOf(7));
        Assert.NotEqual(change.ColorOf(0), change.ColorOf(1));
    }

    [Fact]
    public void Colours_follow_what_a_quantity_means_and_not_its_name()
    {
        Assert.Same(ColorMap.Heat, ColorMap.For(QuantityKind.Burden, "kWh"));
        Assert.Same(ColorMap.Cool, ColorMap.For(QuantityKind.Benefit, "kWh"));
        Assert.Same(ColorMap.Viridis, ColorMap.For(QuantityKind.Benefit, "kWh m-2"));
        Assert.Same(ColorMap.Viridis, ColorMap.For(QuantityKind.Benefit, "1"));
        Assert.Same(ColorMap.Magma, ColorMap.For(QuantityKind.Temperature, "degC"));
        Assert.Same(ColorMap.Traffic, ColorMap.For(QuantityKind.Load, "1"));
        Assert.Same(ColorMap.Cividis, ColorMap.For(QuantityKind.Fact, "year"));
        Assert.Same(ColorMap.Plain, ColorMap.For(QuantityKind.Fact, "m2"));
    }

    [Theory]
    [InlineData("viridis", 0x440154, 0xFDE725)]
    [InlineData("magma", 0x000004, 0xFCFDBF)]
    [InlineData("cividis", 0x00224E, 0xFEE838)]
    public void A_published_map_has_its_published_ends(string name, int first, int last)
    {
        Assert.Equal(Color.Hex(first), Maps[name].At(0));
        Assert.Equal(Color.Hex(last), Maps[name].At(1));
    }

    private static double Nearest((double, double, double)[] seen, int from, int to, int otherFrom, int otherTo)
    {
        double nearest = double.PositiveInfinity;
        for (int i = from; i < to; i++)
            for (int j = Math.Max(otherFrom, i + Eighth); j < otherTo; j++) nearest = Math.Min(nearest, Distance(seen[i], seen[j]));
        return nearest;
    }

    private static (double L, double A, double B)[] Seen(ColorMap map, double[] eye) => [.. Enumerable.Range(0, Texels).Select(k => Seen(map.At(k / 255.0), eye))];

    private static (double, double, double) Seen(Color color, double[] eye)
    {
        double[] light = [Oklab.Linear(color.R), Oklab.Linear(color.G), Oklab.Linear(color.B)];
        double[] seen = [.. Enumerable.Range(0, 3).Select(row => Math.Clamp(Enumerable.Range(0, 3).Sum(c => eye[3 * row + c] * light[c]), 0, 1))];
        return Oklab.Of(seen[0], seen[1], seen[2]);
    }

    private static double Distance((double L, double A, double B) p, (double L, double A, double B) q) =>
        Math.Sqrt((p.L - q.L) * (p.L - q.L) + (p.A - q.A) * (p.A - q.A) + (p.B - q.B) * (p.B - q.B));
}
