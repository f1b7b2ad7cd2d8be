using TerritoryTwin.Buildings;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of batteries.</summary>
internal static class StorageKinds
{
    public static CaseKind Battery { get; } = new(
        "battery", "A battery behind the meter of panels, hour by hour: what they make beyond the load goes in first, what the load lacks comes out first.",
        [
            ("hours", "CSV file with a row for each hour"), ("load", "[kWh]; hours"), ("pv", "made by the panels [kWh]; hours"), ("capacity", "[kWh]"), ("power", "in and out [kW]"),
            ("efficiency", "in, and out"), ("start", "held before the first hour [kWh]; optional, 0"), ("hour", "asked for, from 0"),
        ],
        [
            ("charge", "into the battery in that hour [kWh]"), ("discharge", "out of it [kWh]"), ("held", "at its end [kWh]"), ("bought", "from the network in that hour [kWh]"), ("export", "to it [kWh]"),
            ("imports", "until the end of that hour [kWh]"), ("exports", "[kWh]"), ("self_consumption", "made and not exported until then, over made; left out where nothing was made"), ("imbalance", "largest remainder of an hour's electricity until then [kWh]"),
        ],
        inputs =>
        {
            HourValues hours = new(inputs, 24);
            double[] load = hours.Read("load", 0, 1e9, null), made = hours.Read("pv", 0, 1e9, null);
            double capacity = inputs.Number("capacity", 0, 1e9), power = inputs.Number("power", 0, 1e9), way = inputs.Number("efficiency", 0.01, 1), start = inputs.Number("start", 0, 1e9, 0);
            int asked = inputs.Whole("hour", 0, hours.Count - 1);
            if (start > capacity) inputs.Told("start", $"is {start:R} kWh, above `capacity`, {capacity:R} kWh", 0);
            inputs.ThrowIfFaulty();
            double held = start, imports = 0, exports = 0, all = 0, imbalance = 0;
            Dictionary<string, double> found = [];
            for (int h = 0; h <= asked; h++)
            {
                double direct = Math.Min(load[h], made[h]);
                (Double into, Double outOf, Double after) = BatteryRule.Flows<Double>(new(made[h] - direct), new(load[h] - direct), new(capacity), new(power), new(held), new(way));
                held = after.V;
                double bought = load[h] - direct - outOf.V, export = made[h] - direct - into.V;
                imports += bought;
                exports += export;
                all += made[h];
                imbalance = Math.Max(imbalance, Math.Abs(made[h] + bought + outOf.V - load[h] - export - into.V));
                (found["charge"], found["discharge"], found["held"], found["bought"], found["export"]) = (into.V, outOf.V, held, bought, export);
            }
            (found["imports"], found["exports"], found["imbalance"]) = (imports, exports, imbalance);
            if (all > 0) found["self_consumption"] = 1 - exports / all;
            return found;
        });
}
