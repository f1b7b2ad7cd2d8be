namespace TerritoryTwin.Mobility;

/// <summary>From every place to every other: row-major, infinite where no way leads.</summary>
/// <param name="Minutes">On the way [min].</param> <param name="Metres">Of the way [m].</param>
public sealed record TravelSkim(double[] Minutes, double[] Metres);

/// <summary>Fastest ways between places, mode by mode.</summary>
public static class Skims
{
    /// <summary>Along links of a network.</summary>
    /// <param name="zones">Between them.</param> <param name="graph">That the mode may use.</param> <param name="minutes">Of each link [min].</param> <param name="metres">Of each link [m].</param>
    /// <param name="outsideSpeed">Beyond the limit [m/min]; 0: nobody goes there so.</param> <param name="innerSpeed">Within a zone [m/min].</param> <param name="most">Longest way that is gone [m].</param>
    public static TravelSkim Along(TravelZones zones, LinkGraph graph, double[] minutes, double[] metres, double outsideSpeed, double innerSpeed, double most = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(graph);
        int places = zones.Places;
        int[] origins = [.. zones.From.Distinct().Order()];
        Dictionary<int, int> rowOf = origins.Select(static (node, row) => (node, row)).ToDictionary(static r => r.node, static r => r.row);
        (double[] Minutes, double[] Metres)[] rows = new (double[], double[])[origins.Length];
        Parallel.For(0, origins.Length, () => (Ways: new Dijkstra(graph), Far: new double[graph.Nodes], By: new int[graph.Nodes]), (row, _, desk) =>
        {
            desk.Ways.Run(origins[row], minutes, desk.Far, desk.By);
            double[] far = new double[places], length = new double[places];
            for (int place = 0; place < places; place++)
            {
                far[place] = desk.Far[zones.To[place]];
                length[place] = double.IsFinite(far[place]) ? LengthTo(graph, desk.By, metres, zones.To[place]) : double.PositiveInfinity;
            }
            rows[row] = (far, length);
            return desk;
        }, static _ => { });

        double[] time = new double[places * places], way = new double[places * places];
        for (int from = 0; from < places; from++)
            for (int to = 0; to < places; to++)
            {
                int k = from * places + to;
                double outside = zones.OutsideOf(from) + zones.OutsideOf(to);
                (time[k], way[k]) = from == to ? (zones.Inner[from] / innerSpeed, zones.Inner[from]) : (rows[rowOf[zones.From[from]]].Minutes[to], rows[rowOf[zones.From[from]]].Metres[to]);
                if (from != to && outside == 0 && zones.From[from] == zones.From[to]) (time[k], way[k]) = (0.5 * (zones.Inner[from] + zones.Inner[to]) / innerSpeed, 0.5 * (zones.Inner[from] + zones.Inner[to]));
                if (from != to && outside > 0) (time[k], way[k]) = outsideSpeed > 0 ? (time[k] + outside / outsideSpeed, way[k] + outside) : (double.PositiveInfinity, double.PositiveInfinity);
                if (way[k] > most) (time[k], way[k]) = (double.PositiveInfinity, double.PositiveInfinity);
            }
        return new(time, way);
    }

    private static double LengthTo(LinkGraph graph, int[] by, double[] metres, int node)
    {
        double sum = 0;
        for (int link = by[node]; link >= 0; link = by[graph.Tails[link]]) sum += metres[link];
        return sum;
    }
}
