using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>What heats rooms and water, drawn by period and kind of building.</summary>
/// <remarks>Shares of main homes, order of magnitude of French national statistics (docs/generator.md).</remarks>
internal static class Systems
{
    private static readonly HeatingSystem[] Order =
    [
        HeatingSystem.GasBoiler, HeatingSystem.OilBoiler, HeatingSystem.WoodStove, HeatingSystem.WoodBoiler,
        HeatingSystem.DirectElectric, HeatingSystem.AirHeatPump, HeatingSystem.GroundHeatPump,
    ];

    // gas, oil, wood stove, wood boiler, electric, air heat pump, ground heat pump
    private static readonly double[][] InHouses =
    [
        [0.28, 0.18, 0.18, 0.04, 0.22, 0.09, 0.01],   // to 1918
        [0.38, 0.17, 0.12, 0.03, 0.20, 0.09, 0.01],
        [0.40, 0.18, 0.10, 0.02, 0.19, 0.10, 0.01],
        [0.24, 0.15, 0.15, 0.02, 0.32, 0.11, 0.01],
        [0.33, 0.08, 0.11, 0.02, 0.33, 0.12, 0.01],
        [0.28, 0.01, 0.11, 0.02, 0.30, 0.26, 0.02],
        [0.20, 0.00, 0.12, 0.02, 0.11, 0.52, 0.03],
    ];
    private static readonly double[][] InFlats =
    [
        [0.52, 0.02, 0.02, 0.00, 0.42, 0.02, 0],
        [0.60, 0.02, 0.01, 0.00, 0.35, 0.02, 0],
        [0.70, 0.03, 0.00, 0.01, 0.24, 0.02, 0],
        [0.50, 0.02, 0.00, 0.00, 0.46, 0.02, 0],
        [0.42, 0.01, 0.00, 0.00, 0.54, 0.03, 0],
        [0.52, 0.00, 0.00, 0.02, 0.41, 0.05, 0],
        [0.60, 0.00, 0.00, 0.03, 0.23, 0.14, 0],
    ];
    /// <summary>Of the floor where people work, in the same order; the rest has district heat.</summary>
    /// <remarks>
    /// Gas, oil, electricity and all else heated 35, 35, 19 and 11 % of it in 1990, 46, 19, 26 and 10 % in 2010 (CEREN, by the University of Lille), carried on to 2021 less and less steeply (assumed). How much of
    /// electricity is heat pumps is guessed.
    /// </remarks>
    internal static readonly double[] AtWork = [0.51, 0.11, 0, 0.04, 0.19, 0.085, 0.005];

    public static (HeatingSystem Heating, HeatingSystem HotWater) Of(Draft d, Scale scale, Dice dice)
    {
        if (d.HeatedArea <= 0) return (HeatingSystem.None, HeatingSystem.None);
        double district = d.Kind is Kind.House or Kind.Annex or Kind.Farm || scale.Inhabitants < 20_000 ? 0 : DistrictHeat(d, scale);
        HeatingSystem heating = dice.Chance(district) ? HeatingSystem.DistrictHeat : Draw(d.Kind switch
        {
            Kind.House => InHouses[(int)Period(d.Built)], Kind.Flats => InFlats[(int)Period(d.Built)], _ => AtWork,
        }, dice.Next());
        return (heating, d.Use == BuildingUse.Worship ? HeatingSystem.None : Water(heating, d.Kind, dice));
    }

    private static double DistrictHeat(Draft d, Scale scale) =>
        (d.Social ? 0.3 : d.Kind == Kind.Flats && d.Built >= 1946 ? 0.1 : d.Use is BuildingUse.Health or BuildingUse.School ? 0.25 : 0.05) * Math.Min(1, 0.35 + scale.Rank);

    private static Era Period(int year)
    {
        Era era = Era.Old;
        while (era < Era.Regulated2012 && year > Periods.Years(era).To) era++;
        return era;
    }

    private static HeatingSystem Draw(double[] shares, double u)
    {
        u *= shares.Sum();
        for (int k = 0; k < shares.Length; k++)
        {
            u -= shares[k];
            if (u < 0) return Order[k];
        }
        return HeatingSystem.DirectElectric;
    }

    private static HeatingSystem Water(HeatingSystem heating, Kind kind, Dice dice) => heating switch
    {
        HeatingSystem.GasBoiler => dice.Chance(0.85) ? heating : HeatingSystem.DirectElectric,
        HeatingSystem.OilBoiler => dice.Chance(0.7) ? heating : HeatingSystem.DirectElectric,
        HeatingSystem.WoodBoiler => dice.Chance(0.6) ? heating : HeatingSystem.DirectElectric,
        HeatingSystem.DistrictHeat => dice.Chance(0.85) ? heating : HeatingSystem.DirectElectric,
        HeatingSystem.AirHeatPump or HeatingSystem.GroundHeatPump => dice.Chance(0.55) ? HeatingSystem.AirHeatPump : HeatingSystem.DirectElectric,
        _ => kind == Kind.House && dice.Chance(0.1) ? HeatingSystem.AirHeatPump : HeatingSystem.DirectElectric,
    };
}
