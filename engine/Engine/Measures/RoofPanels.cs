using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What panels fit on a roof.</summary>
public static class RoofPanels
{
    /// <summary>Peak power per area of panels [kWp/m²]: modules of about 200 W/m².</summary>
    public const double PeakPowerPerArea = 0.2;

    private const double LeastSun = 0.7;
    private const double DiffuseShare = 0.45;
    private const double SunHeight = 40 * Math.PI / 180;

    /// <summary>Whether a plane gets enough sun for panels: 70 % of what the horizontal gets, which leaves out steep planes that face north.</summary>
    public static bool Suits(in RoofSegment plane) => Sun(plane) >= LeastSun;

    /// <summary>
    /// Sun of a year relative to the horizontal, to rank planes: 45 % comes from the whole sky, the rest from due south, 40° high, where the
    /// middle of the year's direct radiation stands in France. Shade is left out.
    /// </summary>
    public static double Sun(in RoofSegment plane)
    {
        double tilt = plane.Tilt * Math.PI / 180, fromSouth = (plane.Azimuth - 180) * Math.PI / 180;
        double sky = (1 + Math.Cos(tilt)) / 2;
        double direct = Math.Cos(tilt) + Math.Sin(tilt) * Math.Cos(fromSouth) / Math.Tan(SunHeight);
        return DiffuseShare * sky + (1 - DiffuseShare) * Math.Max(0, direct);
    }

    /// <summary>The indices of the planes that suit, sunniest first, and then in their own order.</summary>
    public static int[] Ranked(IReadOnlyList<RoofSegment> planes, int first, int end) =>
        [.. Enumerable.Range(first, end - first).Where(s => planes[s].UsableArea > 0 && Suits(planes[s])).OrderByDescending(s => Sun(planes[s])).ThenBy(s => s)];
}
