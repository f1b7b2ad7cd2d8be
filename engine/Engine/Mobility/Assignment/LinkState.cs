using System.Runtime.CompilerServices;

namespace TerritoryTwin.Mobility;

/// <summary>Volumes of links with their costs, kept in step: every change of a volume changes time, slope and the costs of all classes at once.</summary>
internal sealed class LinkState
{
    // c(x) = t0 + k (x/c)^p, whose integral the principle makes least: the time of a link, or what one vehicle more costs all.
    private readonly record struct Curve(double Free, double Rise, double PerCapacity, double SlopeFactor, double PowerLessOne);

    private readonly Curve[] _curves;
    private readonly double[][] _fixed;

    public LinkState(RoadTraffic traffic, RoutePrinciple principle)
    {
        int links = traffic.Graph.Links;
        (Volumes, Slopes, _fixed) = (new double[links], new double[links], traffic.FixedCosts());
        Costs = [.. _fixed.Select(f => new double[links])];
        _curves = new Curve[links];
        for (int link = 0; link < links; link++)
        {
            (double free, double alpha, double capacity, double power) = traffic.Link(link);
            double rise = free * alpha * (principle == RoutePrinciple.SystemOptimum ? power + 1 : 1);
            _curves[link] = power == 0 ? new(free + rise, 0, 0, 0, 0) : new(free, rise, 1 / capacity, rise * power / capacity, power - 1);
        }
        Refresh();
    }

    /// <summary>On each link [car units].</summary>
    public double[] Volumes { get; }
    /// <summary>By class and link, as the principle counts it.</summary>
    public double[][] Costs { get; }
    /// <summary>Of the costs over the volume, of each link.</summary>
    public double[] Slopes { get; }

    /// <summary>Costs of all links anew.</summary>
    public void Refresh()
    {
        for (int link = 0; link < Volumes.Length; link++) Update(link);
    }

    /// <summary>Adds to the volume of a link.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int link, double more)
    {
        Volumes[link] = Math.Max(0, Volumes[link] + more);
        if (_curves[link].Rise > 0) Update(link);
    }

    /// <summary>Slope of the objective of links, from the present volumes a share along a change of them; what is paid beside the time is left to the caller.</summary>
    public double Descent(double[] change, double share)
    {
        double sum = 0;
        for (int link = 0; link < change.Length; link++)
            if (change[link] != 0) sum += change[link] * Time(_curves[link], Volumes[link] + share * change[link]);
        return sum;
    }

    /// <summary>Integral of the costs from 0 to the volumes, beside what is paid beside the time.</summary>
    public double Integral()
    {
        double sum = 0;
        for (int link = 0; link < Volumes.Length; link++)
        {
            ref readonly Curve curve = ref _curves[link];
            double ratio = Volumes[link] * curve.PerCapacity;
            sum += Volumes[link] * (curve.Free + curve.Rise / (curve.PowerLessOne + 2) * Power(ratio, curve.PowerLessOne) * ratio);
        }
        return sum;
    }

    private void Update(int link)
    {
        ref readonly Curve curve = ref _curves[link];
        double ratio = Volumes[link] * curve.PerCapacity;
        double power = curve.PowerLessOne == 3 ? ratio * ratio * ratio : Power(ratio, curve.PowerLessOne);
        double time = curve.Free + curve.Rise * power * ratio;
        Slopes[link] = curve.SlopeFactor * power;
        for (int c = 0; c < Costs.Length; c++) Costs[c][link] = time + _fixed[c][link];
    }

    private static double Time(in Curve curve, double volume)
    {
        double ratio = volume * curve.PerCapacity;
        return curve.Free + curve.Rise * Power(ratio, curve.PowerLessOne) * ratio;
    }

    private static double Power(double ratio, double power) => power == 0 ? 1 : power == 3 ? ratio * ratio * ratio : Math.Pow(ratio, power);
}
