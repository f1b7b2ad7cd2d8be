using System.ComponentModel;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What makes hot water where the system that is taken out made it.</summary>
public enum WaterAfter
{
    /// <summary>The new system.</summary>
    WithHeating,
    /// <summary>A tank with an electric heater in each dwelling.</summary>
    ElectricTank,
}

/// <summary>Puts another system in the place of what heats buildings.</summary>
public sealed record ReplaceHeating : BuildingMeasure
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("heating", "Puts another heating system in the place of what heats buildings.", typeof(ReplaceHeating))
    {
        Fresh = new Dictionary<string, string> { ["where"] = "use = dwelling", ["to"] = HeatingWorks.All[0].Name },
    };

    /// <inheritdoc/>
    [Description("Which buildings: a selection."), WithoutIt("every heated building")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [Description("GeoJSON file of polygons, relative to this file: buildings whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <inheritdoc/>
    protected override AreaChoice? Within => Area;

    /// <summary>What heats from then on.</summary>
    [Description("What heats from then on. Radiators and pipes are kept where there are some, and paid for where not; cooking leaves gas together with the rooms."), Among(typeof(HeatingWorks), nameof(HeatingWorks.All))]
    public required HeatingWorks To { get; init; }

    /// <summary>Of the selected buildings, by number, 0 to 1.</summary>
    [Description("Of the selected buildings, by number."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Power of a heat pump over the load.</summary>
    [Description("Power of a heat pump over the heat that the building, with the works done so far, loses at −7 °C; what it lacks in the cold an electric heater in its water gives. Other systems are sized for all of it."), Unit(Dimension.Share), Between("40 %", "150 %")]
    [DefaultFrom("usual in France for heat pumps with an electric heater: 70 to 100 %, recalled", 0.5)]
    public double Sizing { get; init; } = 0.8;

    /// <summary>What makes hot water where the old system made it.</summary>
    [Description("What makes hot water where the system that is taken out made it: the new one (`with_heating`), or an electric tank in each dwelling (`electric_tank`). Where something else makes it, that stays.")]
    public WaterAfter HotWater { get; init; }

    /// <summary>What it costs over <see cref="HeatingWorks"/>.</summary>
    [Description("What it costs over what the catalogue says."), Unit(Dimension.Share), Between("10 %", "1000 %")]
    public double CostLevel { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => $"heating to {To.Name}";
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => "heating systems";
    /// <inheritdoc/>
    public override string Wanted => "is heated by something else";
    /// <inheritdoc/>
    public override string Lots => "heating";
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{Math.Round(elements, MidpointRounding.AwayFromZero):0} to be heated otherwise";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.Envelope is not null && building.Building.Heating.Value is not HeatingSystem.None && building.Building.Heating.Value != To.System;

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now)
    {
        if (now.Heating.Value == To.System) return null;
        double dwellings = Math.Max(1, now.Dwellings), plants = HeatingPlant.IsShared(now) ? 1 : dwellings;
        double power = HeatingWorks.DesignLoad(Archetypes.LossesOf(now, building.Envelope!.After(now.Works)).All) * (To.IsHeatPump ? Sizing : 1);
        double circuit = HeatingWorks.HasWaterCircuit(now.Heating) ? 0 : HeatingWorks.WaterCircuit * now.HeatedArea;
        double tanks = MadeWater(now) && HotWater == WaterAfter.ElectricTank ? HeatingWorks.ElectricTank * dwellings : 0;
        return (CostLevel * (To.Fixed * plants + To.PerPower * power + circuit + tanks), now.HeatedArea);
    }

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with
    {
        Heating = Known<HeatingSystem>.Measured(To.System, 1), HeatingChange = new(now.HeatingChange?.From ?? now.Heating, year), HeatPumpSizing = To.IsHeatPump ? Sizing : double.PositiveInfinity,
        HotWater = !MadeWater(now) ? now.HotWater : Known<HeatingSystem>.Measured(HotWater == WaterAfter.ElectricTank ? HeatingSystem.DirectElectric : To.System, 1),
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<PartOfWork> PartsOf(BuildingFacts building, Building now) =>
        OfferTo(building, now) is var (cost, _) ? [new(Enum.Parse<WorkKind>($"{To.System}"), Area: 0, cost, To.Lifetime, Before: 0)] : [];

    private static bool MadeWater(Building now) => now.HotWater.Value == now.Heating.Value && now.Heating.Value is not HeatingSystem.DirectElectric;
}
