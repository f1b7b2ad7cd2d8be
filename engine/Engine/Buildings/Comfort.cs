namespace TerritoryTwin.Buildings;

/// <summary>What moves the mean set-point of a building away from the common one, term by term [K].</summary>
/// <param name="Preference">What its people like.</param>
/// <param name="Prebound">What they forgo because heating it is dear, in the envelope as it is: with works when there are any.</param>
/// <param name="Rebound">What they take back of what works save, beyond living as others do in such an envelope.</param>
/// <param name="Regained">Prebound that works made needless: already in <paramref name="Prebound"/>, not added again.</param>
public readonly record struct ComfortTerms(double Preference, double Prebound, double Rebound, double Regained = 0)
{
    /// <summary>All together [K].</summary>
    public double Total => Preference + Prebound + Rebound;
}

/// <summary>Prebound and rebound as terms of the set-point.</summary>
/// <remarks>docs/physics/buildings.md, eq. 12 to 16; Sunikka-Blank and Galvin (2012), Building Research and Information 40(3).</remarks>
public static class Comfort
{
    /// <summary>Nobody lets the mean of the rooms fall further [K].</summary>
    public const double DeepestPrebound = 4;

    /// <summary>Nobody keeps the mean of the rooms warmer for heat being cheap than by this [K].</summary>
    public const double WarmestHabit = 1;

    private const double DegreeHours = 55_000;      // of a French heating season to 19 °C [K h]

    /// <summary>Heat a label would expect, before gains [kWh/(m² year)].</summary>
    public static double ExpectedHeat(double lossPerArea) => lossPerArea * DegreeHours / 1000;

    /// <summary>Heat used over heat expected: 1 up to 75 kWh/(m² year), then 2.3 ‰ less for each kWh, at least 0.6: any steeper, and homes that lose more would use less.</summary>
    public static double UsedOverExpected(double expectedHeat) => Math.Clamp(1 - 0.0023 * (expectedHeat - 75), 0.6, 1);

    /// <summary>The terms of a home.</summary>
    /// <param name="before">Its zone as it stands without works, people and appliances included.</param>
    /// <param name="after">The same with the works of the scenario.</param>
    /// <param name="preference">What its people like [K].</param>
    /// <param name="setPoints">Of all homes.</param>
    /// <param name="behaviour">Switches and shares.</param>
    /// <param name="thriftBefore">Heat used over that of others in the same envelope, with what heated before any measure: <see cref="Thrift"/>.</param> <param name="thrift">With what heats.</param>
    public static ComfortTerms Of(ThermalZone before, ThermalZone after, double preference, SetPoints setPoints, Behaviour behaviour, double thriftBefore = 1, double thrift = 1)
    {
        double wished = setPoints.MeanOfHomes + preference;
        HeatingSeason then = HeatingSeason.Of(before), now = HeatingSeason.Of(after);
        double forgone = behaviour.Prebound ? Prebound(before, then, wished, thriftBefore) : 0, still = behaviour.Prebound ? Prebound(after, now, wished, thrift) : 0;
        double alike = behaviour.Prebound && thrift != thriftBefore ? Prebound(before, then, wished, thrift) : forgone;              // what is saved because heat is dearer is not taken back
        double saved = Math.Max(0, then.Need(wished + alike) - now.Need(wished + still));                                       // kWh
        double room = behaviour.WarmestComfort - (setPoints.Present + preference + still);
        return new(preference, still, now.Rise(wished + still, behaviour.Rebound * saved, room), still - forgone);
    }

    private static double Prebound(ThermalZone zone, HeatingSeason season, double wished, double thrift)
    {
        double used = thrift * UsedOverExpected(ExpectedHeat(zone.LossCoefficient / zone.FloorArea));
        return used < 1 ? -season.Lowering(wished, used, DeepestPrebound) : season.Rise(wished, (used - 1) * season.Need(wished), WarmestHabit);
    }
}
