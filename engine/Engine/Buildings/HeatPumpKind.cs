using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>When a heat pump was made: machines became better.</summary>
public enum HeatPumpAge
{
    /// <summary>2008 to 2014: those that the curves were fitted to.</summary>
    From2008,
    /// <summary>Before 2008.</summary>
    Before2008,
    /// <summary>2015 and 2016.</summary>
    From2015,
    /// <summary>2017 and after.</summary>
    From2017,
}

/// <summary>What gives the heat to the rooms, and so how warm its water must be.</summary>
public enum Emitter
{
    /// <summary>Radiators of houses built without insulation: 55 °C at −7 °C outdoors, 40 °C from 15 °C.</summary>
    Radiators,
    /// <summary>Radiators of insulated houses: 45 °C and 32 °C.</summary>
    LargeRadiators,
    /// <summary>Heated floors: 35 °C and 28 °C.</summary>
    Floors,
}

/// <summary>What the efficiency of a heat pump depends on.</summary>
/// <remarks>
/// Seasons by year and emitter, and so the ratios between ages: 3CL (arrêté of 31 March 2021), table of SCOP. Which building has which is assumed: floors are heated from 2006 on, radiators are large from 1975 on; a heat pump
/// that a territory tells of is as old as its building, and from 2015 where that is older, the mean of those at work.
/// </remarks>
/// <param name="Age">When it was made.</param> <param name="Emitter">What it heats with.</param>
public readonly record struct HeatPumpKind(HeatPumpAge Age, Emitter Emitter) : IComparable<HeatPumpKind>
{
    private static readonly double[] AirInRadiators = [2.4, 2.2, 2.6, 2.8], AirInFloors = [2.6, 2.4, 2.9, 3.2], GroundInRadiators = [2.4, 2.2, 2.7, 3.0], GroundInFloors = [2.6, 2.4, 3.0, 3.3];       // by age
    private const double Mediterranean = 1.15;                      // seasons of zone H3 over those of the others

    /// <summary>That of a building; the first of each where none heats it.</summary>
    public static HeatPumpKind Of(Building building)
    {
        ArgumentNullException.ThrowIfNull(building);
        if (!HeatingPlant.IsHeatPump(building.Heating)) return default;
        int made = building.HeatingChange?.Year ?? Math.Max(building.Built, 2015);
        return new(
            made switch { < 2008 => HeatPumpAge.Before2008, < 2015 => HeatPumpAge.From2008, < 2017 => HeatPumpAge.From2015, _ => HeatPumpAge.From2017 },
            (int)building.Built switch { < 1975 => Emitter.Radiators, < 2006 => Emitter.LargeRadiators, _ => Emitter.Floors });
    }

    /// <summary>Water to the emitters by the outdoor temperature [°C].</summary>
    /// <param name="outdoor">[°C].</param>
    public double SupplyTemperature(double outdoor)
    {
        (double mild, double cold) = Emitter switch { Emitter.Radiators => (40, 55), Emitter.LargeRadiators => (32, 45), _ => (28.0, 35.0) };
        return mild + (cold - mild) * Math.Clamp((15 - outdoor) / 22, 0, 1);
    }

    /// <summary>Its heat per electricity over that of the machines the curves were fitted to, at the same temperatures.</summary>
    /// <param name="ground">From the ground rather than the air.</param>
    internal double Quality(bool ground) => (ground ? GroundInRadiators : AirInRadiators)[(int)Age] / AirInRadiators[0];

    /// <summary>Heat per electricity over the season of the label.</summary>
    /// <param name="ground">From the ground rather than the air.</param> <param name="climate">Of the place.</param>
    internal double LabelSeason(bool ground, LabelClimate climate)
    {
        double[] seasons = (ground, Emitter == Emitter.Floors) switch { (false, false) => AirInRadiators, (false, true) => AirInFloors, (true, false) => GroundInRadiators, _ => GroundInFloors };
        return seasons[(int)Age] * (climate.Zone == "H3" ? Mediterranean : 1);
    }

    /// <inheritdoc/>
    public int CompareTo(HeatPumpKind other) => (Age, Emitter).CompareTo((other.Age, other.Emitter));
}
