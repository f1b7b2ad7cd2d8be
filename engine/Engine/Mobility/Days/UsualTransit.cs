namespace TerritoryTwin.Mobility;

/// <summary>Public transport where no timetable is known: the service that towns of its size have.</summary>
public static class UsualTransit
{
    /// <summary>Inhabitants from which French towns have a network of their own.</summary>
    public const double TownWithNetwork = 10_000;

    // Buses stop and wander: some 18 km/h on 1.2 times the way of cars; coaches and trains beyond the limit 45 km/h.
    private const double Detour = 1.2, Inside = 18_000 / 60.0, Outside = 45_000 / 60.0;
    private const double ToStop = 7, ShortestWay = 700;
    private const double UsualHeadway = 30 * 60, OfCoaches = 60 * 60;

    /// <summary>On foot at the end of the way that is not home [min].</summary>
    internal const double AtOtherEnd = 4;

    /// <summary>People who know the timetable wait no longer than this [min].</summary>
    public const double LongestWait = 8;

    /// <summary>Of the headway beyond that at which people come as they like, what it is worth to have to go by the timetable (Wardman, Chintakayala and de Jong 2016, orders of magnitude).</summary>
    internal const double OfHeadway = 0.2;

    /// <summary>From place to place.</summary>
    /// <param name="zones">Places.</param> <param name="car">Ways by car.</param> <param name="headway">Between vehicles [s]; null: by the size.</param> <param name="people">Who live there.</param>
    public static TransitSkim Assumed(TravelZones zones, TravelSkim car, double? headway, double people)
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(car);
        int count = zones.Places;
        double[] riding = new double[count * count], walking = new double[riding.Length], waiting = new double[riding.Length], disliked = new double[riding.Length];
        double? inner = headway ?? (people >= TownWithNetwork ? UsualHeadway : null);
        for (int k = 0; k < riding.Length; k++)
        {
            (int from, int to) = (k / count, k % count);
            bool crosses = zones.IsOutside(from) || zones.IsOutside(to);
            double outside = zones.OutsideOf(from) + zones.OutsideOf(to), inside = car.Metres[k] - outside;
            if (from == to || car.Metres[k] < ShortestWay || (!crosses && inner == null))
            {
                riding[k] = walking[k] = waiting[k] = double.PositiveInfinity;
                continue;
            }
            riding[k] = Detour * (inside / Inside + outside / Outside);
            walking[k] = ToStop + AtOtherEnd;
            double apart = (crosses ? OfCoaches : inner!.Value) / 60;
            waiting[k] = Math.Min(LongestWait, apart / 2);
            disliked[k] = OfHeadway * Math.Max(0, apart - 2 * LongestWait);
        }
        return new(riding, walking, waiting, disliked);
    }
}

/// <summary>What a car of the present stock takes for a kilometre, driven as French cars are on the whole.</summary>
/// <remarks>SDES, bilan de la circulation, and ADEME, orders of magnitude recalled: 6.4 l of petrol and diesel for 100 km on the road, 17 kWh of electricity from the socket.</remarks>
public static class CarEnergy
{
    /// <summary>Of fuel [l/km].</summary>
    public const double LitresPerKilometre = 0.064;
    /// <summary>Of electricity [kWh/km].</summary>
    public const double KilowattHoursPerKilometre = 0.17;
}
