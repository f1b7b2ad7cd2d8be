using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Verification;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Validation;

/// <summary>Places of work between urban areas, by gravity fitted on half of them, beside the census in the other half.</summary>
internal static class CommutingSheet
{
    // Two places at random in a square are 0.52 of its side apart.
    private const double WithinSquare = 0.52;
    private const double Many = 100, Usual = 0.6;

    public static Sheet Of()
    {
        Census all = Census.Read(), learned = all.Half(first: true), kept = all.Half(first: false);
        Sheet sheet = new("Who works where in Grand Est",
            $"Census of 2011 (INSEE), {all.Rows} urban areas, {all.Flows.Count(static f => f > 0)} pairs, {all.Flows.Sum() / 1e6:0.00} million commuters. By lot {learned.Rows} areas are those on which the forms of gravity with both ends kept are fitted, by their mean distance (and mean logarithm of it); the other {kept.Rows}, "
            + "whose commuters no fit has seen, are the test: given how many leave and arrive, who goes where? Straight lines between the middles of areas, km; within an area of *A* km² 0.52 √*A*. *No model*: as if distance did not count. "
            + "CPC: share of commuters placed as the census does. Bound of CPC: gravity of commuting between small places has 0.6 to 0.8 in Lenormand, Bassolas and Ramasco 2016, recalled.");
        Part(sheet, "between areas", learned.BetweenAreas(), kept.BetweenAreas());
        Part(sheet, "with those who work in their own area", learned, kept);
        sheet.Note("Urban areas are drawn by commuting, so that most stay and this is easier than from commune to commune; a CPC of all is mostly that of those who stay. A power of distance fits better than e^(−β c), by CPC and by the logarithms; "
            + "towns of the engine, of a few kilometres, use e^(−β c) with 0.07 a minute, which is of the magnitude of the β of a kilometre here, and know of the outside only what is guessed.");
        return sheet;
    }

    private static void Part(Sheet sheet, string which, Census learned, Census kept)
    {
        double beta = GravityFit.Exponential(learned.Costs, learned.Leave, learned.Arrive, learned.Mean), power = GravityFit.Power(learned.Costs, learned.Leave, learned.Arrive, learned.MeanLog);
        (double n, double of) = GravityFit.Tanner(learned.Costs, learned.Leave, learned.Arrive, learned.Mean, learned.MeanLog);
        sheet.Table($"{which}, test half", "parameters", "CPC", "commuters in pairs within a factor of two, %", $"pairs of {Many:0} and more within a factor of two, %", "mean distance, km", "census", "R² of logarithms");
        double[] exponential = Row("e^(−β c)", $"β {Show(beta)}", 0, beta);
        double[] byPower = Row("c^(−n)", $"n {Show(power)}", -power, 0);
        double[] tanner = Row("c^n e^(−β c)", $"n {Show(n)}, β {Show(of)}", n, of);
        double[] without = Row("no model", "–", 0, 0);
        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        foreach ((string name, double[] trips) in new[] { ("e^(−β c)", exponential), ("c^(−n)", byPower), ("c^n e^(−β c)", tanner) })
        {
            double common = kept.Common(trips), mean = kept.MeanOf(trips) / kept.Mean - 1;
            sheet.Row(common >= Usual, $"{which}: CPC, {name}", Show(common), $"{Show(Usual)} and more", "Lenormand et al. 2016, recalled");
            sheet.Row(Math.Abs(mean) <= 0.1, $"{which}: mean distance over that of the census, {name}", Sheet.Percent(mean), "−10 to +10 %", "census");
        }
        sheet.Row(kept.Common(exponential) > kept.Common(without), $"{which}: CPC, e^(−β c) over no model", Show(kept.Common(exponential) / kept.Common(without)), "over 1", "what is to be gained");

        double[] Row(string form, string parameters, double p, double b)
        {
            double[] trips = Gravity.Tanner(kept.Costs, p, b, kept.Leave, kept.Arrive).Trips;
            sheet.Plain(form, parameters, Show(kept.Common(trips)), $"{100 * kept.Within(trips, 1, byCommuters: true):0}", $"{100 * kept.Within(trips, Many, byCommuters: false):0}", Show(kept.MeanOf(trips)), Show(kept.Mean), Show(kept.Correlated(trips)));
            return trips;
        }
    }

    private static string Show(double value) => value.ToString(Math.Abs(value) >= 10 ? "0.0" : Math.Abs(value) < 0.1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>From each of some areas to all; where a pair is shut its cost is infinite.</summary>
    private sealed record Census(double[] Costs, double[] Flows, int Columns)
    {
        public int Rows => Flows.Length / Columns;
        public double[] Leave { get; } = [.. Enumerable.Range(0, Flows.Length / Columns).Select(i => Flows.AsSpan(i * Columns, Columns).ToArray().Sum())];
        public double[] Arrive { get; } = [.. Enumerable.Range(0, Columns).Select(j => Enumerable.Range(0, Flows.Length / Columns).Sum(i => Flows[i * Columns + j]))];
        public double Mean => MeanOf(Flows);
        public double MeanLog => Over(Flows, Math.Log);

        public static Census Read()
        {
            string folder = SharedData.Data("commuting-grand-est");
            Feature[] areas = [.. VectorReader.Read(Path.Combine(folder, "grand_est_urban_areas.gpkg"), "urban_area").Features.OrderBy(static f => Number(f.Attributes["id"]))];
            Dictionary<int, int> at = areas.Select(static (f, n) => (Id: Number(f.Attributes["id"]), n)).ToDictionary(static a => a.Id, static a => a.n);
            double[] costs = new double[areas.Length * areas.Length], flows = new double[costs.Length];
            for (int k = 0; k < costs.Length; k++)
            {
                Feature from = areas[k / areas.Length], to = areas[k % areas.Length];
                costs[k] = (from == to ? WithinSquare * Math.Sqrt(from.Geometry!.Area) : from.Geometry!.Centroid.Distance(to.Geometry!.Centroid)) / 1000;
            }
            CaseTable table = new(Path.Combine(folder, "commuters_urban_areas_2011.csv"));
            foreach (int row in table.Where(null)) flows[at[Number(table.Cell(row, "i"))] * areas.Length + at[Number(table.Cell(row, "j"))]] += Number(table.Cell(row, "fij"));
            return new(costs, flows, areas.Length);

            static int Number(object? value) => (int)Math.Round(Convert.ToDouble(value, CultureInfo.InvariantCulture));
        }

        public Census Half(bool first)
        {
            int[] rows = [.. Enumerable.Range(0, Rows).Where(i => new RandomStream(1, "lot", i).NextDouble() < 0.5 == first)];
            return new([.. rows.SelectMany(i => Costs.AsSpan(i * Columns, Columns).ToArray())], [.. rows.SelectMany(i => Flows.AsSpan(i * Columns, Columns).ToArray())], Columns) { Areas = rows };
        }

        public Census BetweenAreas()
        {
            (double[] costs, double[] flows) = ([.. Costs], [.. Flows]);
            for (int i = 0; i < Rows; i++) (costs[i * Columns + Areas[i]], flows[i * Columns + Areas[i]]) = (double.PositiveInfinity, 0);
            return new(costs, flows, Columns) { Areas = Areas };
        }

        public double MeanOf(double[] trips) => Over(trips, static c => c);

        public double Common(double[] trips) => trips.Zip(Flows, Math.Min).Sum() * 2 / (trips.Sum() + Flows.Sum());

        // Of pairs with so many commuters and more, or of their commuters.
        public double Within(double[] trips, double atLeast, bool byCommuters)
        {
            (double within, double all) = (0, 0);
            for (int k = 0; k < trips.Length; k++)
            {
                if (Flows[k] < atLeast) continue;
                double weight = byCommuters ? Flows[k] : 1;
                all += weight;
                if (trips[k] / Flows[k] is >= 0.5 and <= 2) within += weight;
            }
            return within / all;
        }

        public double Correlated(double[] trips)
        {
            int[] pairs = [.. Enumerable.Range(0, trips.Length).Where(k => Flows[k] > 0 && trips[k] > 0)];
            double[] x = [.. pairs.Select(k => Math.Log(trips[k]))], y = [.. pairs.Select(k => Math.Log(Flows[k]))];
            (double mx, double my) = (x.Average(), y.Average());
            double xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum(), xx = x.Sum(a => (a - mx) * (a - mx)), yy = y.Sum(b => (b - my) * (b - my));
            return xy * xy / (xx * yy);
        }

        private int[] Areas { get; init; } = [.. Enumerable.Range(0, Columns)];

        private double Over(double[] trips, Func<double, double> of)
        {
            double sum = 0;
            for (int k = 0; k < trips.Length; k++)
                if (trips[k] > 0) sum += trips[k] * of(Costs[k]);
            return sum / trips.Sum();
        }
    }
}
