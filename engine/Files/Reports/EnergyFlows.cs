using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Reports;

/// <summary>Energy that goes from one place to another in a year.</summary>
/// <param name="From">A source, or the electricity of buildings.</param> <param name="To">The electricity of buildings, a use, or the network.</param> <param name="Energy">[kWh].</param>
internal sealed record Flow(string From, string To, double Energy);

/// <summary>Where the energy of all buildings of a run comes from, and what it is used for.</summary>
internal sealed class EnergyFlows
{
    /// <summary>Where electricity of the network and of the roofs meets.</summary>
    public const string Hub = "electricity";

    /// <summary>What carriers and uses may differ by: both are summed from single precision, hour by hour, as in the run's own balance.</summary>
    public const double Tolerance = 1e-5;

    private static readonly string[] Fuels = ["gas", "oil", "wood", "district_heat"];

    private EnergyFlows(IReadOnlyList<Flow> flows) => Flows = flows;

    /// <summary>Sources from top to bottom.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["pv", "electricity_bought", .. Fuels];

    /// <summary>Uses from top to bottom; what roofs give to the network comes first.</summary>
    public static IReadOnlyList<string> Uses { get; } = ["pv_export", "energy_appliances", "energy_cooking", "energy_auxiliaries", "energy_cooling", "energy_battery", "charging", "energy_hot_water", "energy_stove", "energy_heating"];

    /// <summary>All above nothing.</summary>
    public IReadOnlyList<Flow> Flows { get; }

    /// <summary>What leaves a node [kWh].</summary>
    public double From(string node) => Flows.Where(f => f.From == node).Sum(static f => f.Energy);

    /// <summary>What reaches a node [kWh].</summary>
    public double To(string node) => Flows.Where(f => f.To == node).Sum(static f => f.Energy);

    /// <summary>The flows of a table of buildings. What heats rooms and water takes one carrier in each building, a stove beside it wood; gas that neither takes cooks.</summary>
    /// <param name="buildings">With all columns.</param>
    /// <param name="place">Of the table, for messages.</param>
    /// <exception cref="InputException">Carriers and uses do not sum to the same.</exception>
    public static EnergyFlows Of(Table buildings, string place)
    {
        string[] heating = buildings.Texts("heating"), water = buildings.Texts("hot_water");
        double[][] fuels = [.. Fuels.Select(buildings.Numbers)];
        double[] rooms = buildings.Numbers("energy_heating"), stoves = buildings.Numbers("energy_stove"), boiled = buildings.Numbers("energy_hot_water"), cooking = buildings.Numbers("energy_cooking");
        Dictionary<(string From, string To), double> sums = [];
        for (int b = 0; b < buildings.Rows; b++)
        {
            string heater = CarrierOf(heating[b]), boiler = CarrierOf(water[b]);
            Add(heater, "energy_heating", rooms[b]);
            Add("wood", "energy_stove", stoves[b]);
            Add(boiler, "energy_hot_water", boiled[b]);
            int left = Array.FindIndex(Fuels, f => fuels[Array.IndexOf(Fuels, f)][b] - (f == heater ? rooms[b] : 0) - (f == boiler ? boiled[b] : 0) - (f == "wood" ? stoves[b] : 0) > 0.5 * cooking[b]);
            Add(left < 0 ? Hub : Fuels[left], "energy_cooking", cooking[b]);
        }
        foreach (string use in new[] { "energy_appliances", "energy_auxiliaries", "energy_cooling", "energy_battery" }) Add(Hub, use, Sum(use));
        if (buildings.Columns.Any(static c => c.Name == "charging")) Add(Hub, "charging", Sum("charging"));
        Add("electricity_bought", Hub, Sum("electricity_bought"));
        Add("pv", Hub, Sum("pv_own_use"));
        Add("pv", "pv_export", Sum("pv_export"));

        EnergyFlows flows = new([.. sums.Where(static s => s.Value > 0).Select(static s => new Flow(s.Key.From, s.Key.To, s.Value))]);
        double all = Sources.Sum(flows.From);
        List<string> faults = [];
        foreach ((string what, double told, double found) in Fuels.Select(f => (f, Sum(f), flows.From(f))).Append(("electricity", Sum("electricity"), flows.From(Hub))).Append(("electricity_bought", flows.To(Hub), flows.From(Hub))))
            if (!(Math.Abs(told - found) <= Tolerance * all)) faults.Add(FormattableString.Invariant($"{place}: uses take {found:g9} kWh of `{what}`; expected the {told:g9} kWh that it gives. The file was changed: run the scenario again."));
        return faults.Count > 0 ? throw new InputException(faults) : flows;

        double Sum(string column) => buildings.Numbers(column).Where(double.IsFinite).Sum();
        void Add(string from, string to, double energy)
        {
            if (energy > 0) sums[(from, to)] = sums.GetValueOrDefault((from, to)) + energy;
        }
    }

    private static string CarrierOf(string system) => system switch
    {
        "gas_boiler" => "gas",
        "oil_boiler" => "oil",
        "wood_stove" or "wood_boiler" => "wood",
        "district_heat" => "district_heat",
        _ => Hub,
    };
}
