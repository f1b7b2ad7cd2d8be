namespace TerritoryTwin.Mobility;

/// <summary>From every place to every other: row-major, infinite where no way leads.</summary>
/// <param name="Minutes">On the way [min].</param> <param name="Metres">Of the way [m].</param>
public sealed record TravelSkim(double[] Minutes, double[] Metres)
{
    /// <summary>The minutes as they are felt, by which the way is chosen: more than they are where one does not like to be.</summary>
    public double[] Felt { get => field ?? Minutes; init; }
}

/// <summary>Fastest ways between places, mode by mode.</summary>
public static class Skims
{
    /// <summary>Along links of a network.</summary>
    /// <param name="zones">Between them.</param> <param name="graph">That the mode may use.</param> <param name="minutes">Of each link [min].</param> <param name="metres">Of each link [m].</param>
    /// <param name="outsideSpeed">Beyond the limit [m/min]; 0: nobody goes there so.</param> <param name="innerSpeed">Within a zone [m/min].</param> <param name="most">Longest way that is gone [m].</param> <param name="felt">Of each link, the minutes as they are felt; null: as they are.</param>
    public static TravelSkim Along(TravelZones zones, LinkGraph graph, double[] minutes, double[] metres, double outsideSpeed, double innerSpeed, double most = double.PositiveInfinity, double[]? felt = null)
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(graph);
        int places = zones.Places;
        int[] origins = [.. zones.From.Distinct().Order()];
        Dictionary<int, int> rowOf = origins.Select(static (node, row) => (node, row)).ToDictionary(static r => r.node, static r => r.row);
        (double[] Minutes, double[] Metres, double[] Felt)[] rows = new (double[], double[], double[])[origins.Length];
        Parallel.For(0, origins.Length, () => (Ways: new Dijkstra(graph), Far: new double[graph.Nodes], By: new int[graph.Nodes]), (row, _, desk) =>
        {
            desk.Ways.Run(origins[row], felt ?? minutes, desk.Far, desk.By);
            double[] far = new double[places], length = new double[places], took = felt == null ? far : new double[places];
            for (int place = 0; place < places; place++)
            {
                far[place] = desk.Far[zones.To[place]];
                length[place] = double.IsFinite(far[place]) ? SumTo(graph, desk.By, metres, zones.To[place]) : double.PositiveInfinity;
                if (felt != null) took[place] = double.IsFinite(far[place]) ? SumTo(graph, desk.By, minutes, zones.To[place]) : double.PositiveInfinity;
            }
            rows[row] = (took, length, far);
            return desk;
        }, static _ => { });

        double[] time = new double[places * places], way = new double[places * places], weight = felt == null ? time : new double[places * places];
        for (int from = 0; from < places; from++)
        {
            (double[] ofRow, double[] lengths, double[] weights) = rows[rowOf[zones.From[from]]];
            for (int to = 0; to < places; to++)
            {
                int k = from * places + to;
                double outside = zones.OutsideOf(from) + zones.OutsideOf(to);
                bool shares = from != to && outside == 0 && zones.From[from] == zones.From[to];
                if (from == to || shares)
                {
                    way[k] = shares ? 0.5 * (zones.Inner[from] + zones.Inner[to]) : zones.Inner[from];
                    time[k] = weight[k] = way[k] / innerSpeed;
                }
                else (time[k], way[k], weight[k]) = (ofRow[to], lengths[to], weights[to]);
                if (from != to && outside > 0)
                {
                    double more = outsideSpeed > 0 ? outside / outsideSpeed : double.PositiveInfinity;
                    time[k] += more;
                    way[k] += outsideSpeed > 0 ? outside : double.PositiveInfinity;
                    if (felt != null) weight[k] += more;
                }
                if (way[k] > most) time[k] = way[k] = weight[k] = double.PositiveInfinity;
            }
        }
        return new(time, way) { Felt = weight };
    }

    private static double SumTo(LinkGraph graph, int[] by, double[] ofLinks, int node)
    {
        double sum = 0;
        for (int link = by[node]; link >= 0; link = by[graph.Tails[link]]) sum += ofLinks[link];
        return sum;
    }
}
