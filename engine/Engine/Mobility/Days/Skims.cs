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
    /// <param name="zones">Between them.</param> <param name="hierarchy">Of the links that the mode may use.</param> <param name="minutes">Of each link [min].</param> <param name="metres">Of each link [m].</param>
    /// <param name="outsideSpeed">Beyond the limit [m/min]; 0: nobody goes there so.</param> <param name="innerSpeed">Within a zone [m/min].</param> <param name="most">Longest way that is gone [m].</param> <param name="felt">Of each link, the minutes as they are felt; null: as they are.</param> <param name="walkToCar">Speed of who walks to the car [m/min]; 0: no car.</param>
    public static TravelSkim Along(TravelZones zones, ContractionHierarchy hierarchy, double[] minutes, double[] metres, double outsideSpeed, double innerSpeed, double most = double.PositiveInfinity, double[]? felt = null, double walkToCar = 0)
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(hierarchy);
        int places = zones.Places;
        int[] begins = [.. Nodes(zones.From)], ends = [.. Nodes(zones.To)];
        int[] origins = [.. begins.Distinct().Order()], destinations = [.. ends.Distinct().Order()];
        Dictionary<int, int> rowOf = PlacesOf(origins), columnOf = PlacesOf(destinations);
        HierarchyCosts costs = new(hierarchy);
        costs.Set(felt ?? minutes);
        Skim skim = Skim.Of(costs, origins, destinations, 0, metres, minutes);

        double[] time = new double[places * places], way = new double[places * places], weight = felt == null ? time : new double[places * places];
        for (int from = 0; from < places; from++)
        {
            int row = rowOf[begins[from]];
            for (int to = 0; to < places; to++)
            {
                int k = from * places + to;
                double outside = zones.OutsideOf(from) + zones.OutsideOf(to);
                bool shares = from != to && outside == 0 && begins[from] == begins[to];
                if (from == to || shares)
                {
                    way[k] = shares ? 0.5 * (zones.Inner[from] + zones.Inner[to]) : zones.Inner[from];
                    time[k] = weight[k] = way[k] / innerSpeed;
                }
                else
                {
                    int column = columnOf[ends[to]];
                    (way[k], time[k]) = (skim.Along(0, row, column), skim.Along(1, row, column));
                    if (felt != null) weight[k] = skim.Cost(row, column);
                }
                if (from != to && outside > 0)
                {
                    double more = outsideSpeed > 0 ? outside / outsideSpeed : double.PositiveInfinity;
                    time[k] += more;
                    way[k] += outsideSpeed > 0 ? outside : double.PositiveInfinity;
                    if (felt != null) weight[k] += more;
                }
                if (walkToCar > 0) time[k] += (zones.ToCar[from] + zones.ToCar[to]) / walkToCar;
                if (way[k] > most) time[k] = way[k] = weight[k] = double.PositiveInfinity;
            }
        }
        return new(time, way) { Felt = weight };

        IEnumerable<int> Nodes(IReadOnlyList<int> byCar) => byCar.Select((node, place) => walkToCar > 0 || zones.IsOutside(place) ? node : zones.Feet[place]);
    }

    private static Dictionary<int, int> PlacesOf(int[] nodes) => nodes.Select(static (node, place) => (node, place)).ToDictionary(static p => p.node, static p => p.place);
}
