using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What scenarios may set of mobility. Where each default comes from: docs/physics/mobility.md.</summary>
public sealed record MobilityParameters
{
    /// <summary>In scenario files.</summary>
    public static Section Section { get; } = new("mobility", "Who goes where, by what, on which road. Off, so that who does not ask for it does not wait for it.", typeof(MobilityParameters));

    /// <summary>Whether it is simulated.</summary>
    [Description("Whether trips and traffic are simulated."), DefaultFrom("a choice", 1)]
    public bool On { get; init; }

    /// <summary>Of the workers who live in the territory, those who work in it, 0 to 1; null: by its size.</summary>
    [Description("Of the workers who live in the territory, those who work in it."), Unit(Dimension.Share), Between("0 %", "100 %"), WithoutIt("by the number of inhabitants: 20 % of 1,000, 35 % of 10,000, 60 % of 100,000"), DefaultFrom("INSEE, census, orders of magnitude by size of commune, recalled", 0.3)]
    public double? WorksInside { get; init; }

    /// <summary>Of the vehicles that cross the limit, those that only pass, 0 to 1.</summary>
    [Description("Of the vehicles that cross the limit of the territory, those that only pass through."), Unit(Dimension.Share), Between("0 %", "80 %"), DefaultFrom("assumed", 0.2)]
    public double ThroughTraffic { get; init; } = 0.25;

    /// <summary>Of the working days of those who work, those spent at home, 0 to 1.</summary>
    [Description("Of working days, those spent working at home."), Unit(Dimension.Share), Between("0 %", "60 %"), DefaultFrom("DARES, 2021 to 2023: about a fifth of employees, two days a week, recalled", 0.4), Slider("Work at home", "0 %", "50 %")]
    public double Telework { get; init; } = 0.08;

    /// <summary>Of the days worked at home, those on which one more errand is run, 0 to 1: the rebound.</summary>
    [Description("Of the days worked at home, those on which one more errand is run than otherwise."), Unit(Dimension.Share), Between("0 %", "100 %"), DefaultFrom("ADEME, 2020, study of the rebound of telework: part of the saved way is travelled otherwise, recalled", 0.3)]
    public double TeleworkRebound { get; init; } = 0.3;

    /// <summary>Of the cars, those that are electric, 0 to 1.</summary>
    [Description("Of the cars of households, those that are electric."), Unit(Dimension.Share), Between("0 %", "100 %"), DefaultFrom("SDES, cars in use at the beginning of 2025: 3 %, recalled", 0.5), Slider("Electric cars", "0 %", "100 %")]
    public double ElectricCars { get; init; } = 0.03;

    /// <summary>With which cycles are taken, over those of today.</summary>
    [Description("Odds with which people take the cycle rather than anything else, over those of today: a wager on habits, for stress tests."), Unit(Dimension.Share), Between("5 %", "2000 %"), DefaultFrom("as today", 1)]
    public double CycleOdds { get; init; } = 1;

    /// <summary>With which cars are taken, over those of today.</summary>
    [Description("Odds with which people go by car, driving or along, rather than by anything else, over those of today: a wager on habits, for stress tests."), Unit(Dimension.Share), Between("5 %", "2000 %"), DefaultFrom("as today", 1)]
    public double CarOdds { get; init; } = 1;

    /// <summary>When electric cars are charged.</summary>
    [Description("When electric cars are charged: `evening`, from when they come home; `night`, from a moment between 22 h and 2 h; `midday`, from 10 h on, at home or where their drivers work."), DefaultFrom("usual without a tariff that says otherwise", 0.5)]
    public ChargingHabit Charging { get; init; }

    /// <summary>At the pump [€/l].</summary>
    [Description("Of fuel at the pump."), Unit(Dimension.FuelPrice), Between("0.5 €/l", "6 €/l"), DefaultFrom("mean of petrol and diesel in France in 2024, recalled", 0.6), Slider("Price of fuel", "1 €/l", "4 €/l")]
    public double FuelPrice { get; init; } = 1.75;

    /// <summary>Of a trip by public transport, subscriptions counted [€].</summary>
    [Description("Of a trip by public transport, as travellers pay it on average."), Unit(Dimension.Money), Between("0 €", "10 €"), DefaultFrom("receipts per trip of French urban networks, orders of magnitude of UTP and GART, recalled", 0.4)]
    public double Fare { get; init; } = 0.6;

    /// <summary>Between vehicles of public transport that no timetable tells [s]; null: by the size of the territory.</summary>
    [Description("Between vehicles of public transport where no timetable is known: a service within a walk of seven minutes of everywhere."), Unit(Dimension.Duration), Between("3 min", "180 min"), WithoutIt("30 min where 10,000 people live, as French towns with a network have it; else coaches each hour to and from outside alone"), DefaultFrom("assumed", 0.2)]
    public double? Headway { get; init; }
}
