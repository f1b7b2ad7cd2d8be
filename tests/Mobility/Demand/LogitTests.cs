using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Tests.Mobility.Demand;

public sealed class LogitTests
{
    [Fact]
    public void Nests_of_scale_one_are_no_nests()
    {
        Double[] utilities = [new(-1), new(-1.8), new(-1.5), new(-2)], plain = new Double[4], nested = new Double[4];
        Double worth = Logit.Choose<Double>(utilities, plain), other = new NestedLogit([0, 1, 1, 2], [1, 1, 1]).Choose(utilities, nested, new Double[3]);
        Assert.Equal(worth.V, other.V, tolerance: 1e-14);
        for (int k = 0; k < 4; k++) Assert.Equal(plain[k].V, nested[k].V, tolerance: 1e-14);
    }

    [Theory]
    [InlineData(-5000), InlineData(0), InlineData(5000)]
    public void Utilities_of_any_size_overflow_nothing(double all)
    {
        Double[] shares = new Double[3];
        double worth = new NestedLogit([0, 0, 1], [0.1f, 1]).Choose<Double>([new(all), new(all), new(all)], shares, new Double[2]).V - all;
        Assert.Equal(1, shares.Sum(s => s.V), tolerance: 1e-14);
        Assert.Equal(Math.Log(Math.Pow(2, 0.1f) + 1), worth, tolerance: 1e-9);
    }

    [Fact]
    public void What_is_not_to_be_had_is_chosen_by_nobody()
    {
        Double none = new(double.NegativeInfinity);
        Double[] shares = new Double[3], nests = new Double[2];
        new NestedLogit([0, 0, 1], [0.5f, 1]).Choose<Double>([none, none, new(1)], shares, nests);
        Assert.Equal([0, 0, 1], shares.Select(s => s.V));
        new NestedLogit([0, 0, 1], [0.5f, 1]).Choose<Double>([none, new(1), new(1)], shares, nests);
        Assert.Equal([0, 0.5, 0.5], shares.Select(s => s.V));
        Logit.Choose<Double>([none, new(1), none], shares);
        Assert.Equal([0, 1, 0], shares.Select(s => s.V));
        Logit.Choose<Double>([none, none, none], shares);
        Assert.All(shares, s => Assert.Equal(double.NaN, s.V));
        new NestedLogit([0, 0, 1], [0.5f, 1]).Choose<Double>([none, none, none], shares, nests);
        Assert.All(shares, s => Assert.Equal(double.NaN, s.V));
    }

    [Fact]
    public void The_worth_of_a_choice_rises_by_the_share_of_what_becomes_better()
    {
        NestedLogit modes = new([0, 1, 1, 2], [1, 0.5f, 1]);
        Double[] shares = new Double[4], nests = new Double[3], others = new Double[4];
        modes.Choose<Double>([new(-1), new(-1.8), new(-1.5), new(-2)], shares, nests);
        double above = modes.Choose<Double>([new(-1), new(-1.8 + 1e-5), new(-1.5), new(-2)], others, nests).V, below = modes.Choose<Double>([new(-1), new(-1.8 - 1e-5), new(-1.5), new(-2)], others, nests).V;
        Assert.Equal(shares[1].V, (above - below) / 2e-5, tolerance: 1e-8);
    }

    [Fact]
    public void Shares_within_a_kernel_are_those_of_float64()
    {
        using HostDevice host = new(2);
        Stock people = new(100);
        using Field utility = new(people, host, new("utility", "1", "of the car")), share = new(people, host, new("share", "1", "of the car"));
        utility.Write([.. Enumerable.Range(0, 100).Select(k => 0.1f * k - 5)]);
        host.Run(people, new ChooseCar(utility.Now, share.Now));
        float[] found = share.ToArray();
        for (int k = 0; k < 100; k++)
        {
            Double[] exact = new Double[3];
            ChooseCar.Modes.Choose<Double>([new(0.1f * k - 5), new(-1), new(-1.5f)], exact, new Double[2]);
            Assert.Equal(exact[0].V, found[k], tolerance: 1e-6);
        }
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 1f, 1f }, "alternative 1 is in nest 2")]
    [InlineData(new[] { 0, 0 }, new[] { 1f, 1f }, "nest 1 is empty")]
    [InlineData(new[] { 0, 1 }, new[] { 1f, 1.2f }, "the scale of nest 1 is 1.2")]
    public void Nests_that_make_no_sense_are_refused(int[] nests, float[] scales, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => new NestedLogit(nests, scales)).Message, StringComparison.Ordinal);
}

/// <summary>Share of the car beside two modes of one nest.</summary>
internal readonly struct ChooseCar([Plausible(-5, 5)] View utility, View share) : ICellKernel
{
    public static readonly NestedLogit Modes = new([0, 1, 1], [1, 0.5f]);

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        ReadOnlySpan<R> utilities = [cell[utility], -1f, -1.5f];
        Span<R> shares = [0f, 0f, 0f], nests = [0f, 0f];
        Modes.Choose(utilities, shares, nests);
        cell[share] = shares[0];
    }
}
