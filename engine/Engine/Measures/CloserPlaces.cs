using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Buildings for something that people go to, one after the other, each where people have most metres less to the nearest, as the crow flies: a greedy p-median.</summary>
internal static class CloserPlaces
{
    private const double Cell = 100;            // people of so many metres are taken together
    private const double Far = 5000;            // what is further away, or nowhere, counts as this [m]

    /// <summary>The best places, the best first. What a place spares falls as others are taken, so that most need not be looked at again.</summary>
    /// <param name="survey">Of the territory.</param> <param name="has">Whether a building has it already.</param> <param name="meant">Buildings that may get it.</param> <param name="area">Where these lie; null: everywhere.</param> <param name="number">At most; fewer where nobody would have less far.</param>
    public static List<int> Of(Survey survey, Func<Building, bool> has, IEnumerable<int> meant, AreaChoice? area, int number)
    {
        (double X, double Y)[] at = [.. survey.Buildings.Select(static b => b.Building.Footprint.Outer.Middle)];
        (double X, double Y, double People)[] people = [.. survey.Buildings.Where(static b => b.Building.Inhabitants.Value > 0)
            .GroupBy(b => ((int)Math.Floor(at[b.Index].X / Cell), (int)Math.Floor(at[b.Index].Y / Cell)))
            .Select(g => (g.Average(b => at[b.Index].X), g.Average(b => at[b.Index].Y), g.Sum(static b => b.Building.Inhabitants.Value)))];
        double[] way = [.. people.Select(static _ => Far)];
        foreach (BuildingFacts b in survey.Buildings)
            if (has(b.Building)) Open(b.Index);
        int[] places = [.. meant.Where(b => area is null || area.Holds(survey.Now, at[b].X, at[b].Y))];
        PriorityQueue<int, (double Spared, int Building)> queue = new(places.Select(b => (b, (-Spared(b), b))));
        List<int> best = [];
        while (best.Count < number && queue.TryDequeue(out int b, out (double Spared, int Building) before))
        {
            double now = -Spared(b);
            if (now > before.Spared)
            {
                queue.Enqueue(b, (now, b));
                continue;
            }
            if (now == 0) break;               // nobody would have less far
            best.Add(b);
            Open(b);
        }
        return best;

        double Distance(int place, int b) => double.Hypot(people[place].X - at[b].X, people[place].Y - at[b].Y);

        double Spared(int b)
        {
            double sum = 0;
            for (int p = 0; p < people.Length; p++) sum += people[p].People * Math.Max(0, way[p] - Distance(p, b));
            return sum;
        }

        void Open(int b)
        {
            for (int p = 0; p < people.Length; p++) way[p] = Math.Min(way[p], Distance(p, b));
        }
    }
}
