namespace TerritoryTwin.Mobility;

/// <summary>What a day of trips came to, for some people.</summary>
/// <param name="Trips">By mode.</param> <param name="Kilometres">By mode [km].</param> <param name="Minutes">By mode, door to door [min].</param>
public sealed record ModeSums(double[] Trips, double[] Kilometres, double[] Minutes)
{
    /// <summary>Nothing.</summary>
    public static ModeSums None => new(new double[Modes], new double[Modes], new double[Modes]);

    /// <summary>Number of modes.</summary>
    public static int Modes { get; } = Enum.GetValues<TravelMode>().Length;

    /// <summary>Of trips, those by a mode, 0 to 1; NaN where there is none.</summary>
    public double ShareOf(params TravelMode[] modes) => modes.Sum(m => Trips[(int)m]) / Trips.Sum();
}

/// <summary>What a kind of day takes from residents: time and money of each, and sums by mode.</summary>
public sealed class TravelAccounts
{
    private TravelAccounts(int people)
    {
        (Minutes, Money, DrivenKilometres, SharedKilometres) = (new double[people], new double[people], new double[people], new double[people]);
        Out = new bool[people];
    }

    /// <summary>On the way, of each person [min].</summary>
    public double[] Minutes { get; }
    /// <summary>Fuel, electricity, parking, fares and shared cars of each person [€].</summary>
    public double[] Money { get; }
    /// <summary>At the wheel, of each person [km].</summary>
    public double[] DrivenKilometres { get; }
    /// <summary>Of these, in shared cars [km].</summary>
    public double[] SharedKilometres { get; }
    /// <summary>Whether each leaves home.</summary>
    public bool[] Out { get; }
    /// <summary>Of all.</summary>
    public ModeSums All { get; } = ModeSums.None;

    /// <summary>Of a day.</summary>
    public static TravelAccounts Of(TravelDemand demand, TravelDay day)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(day);
        TravelAccounts accounts = new(demand.Residents.People.Count);
        for (int n = 0; n < day.Modes.Length; n++)
        {
            Tour tour = day.Plans.Tours[n];
            Resident person = demand.Residents.People[tour.Person];
            int home = demand.Destinations.Homes[tour.Person], from = home;
            accounts.Out[tour.Person] = true;
            for (int k = tour.First; k < tour.First + tour.Count; k++)
            {
                (double minutes, double km) = Of(demand, day, n, k, from);
                double parking = day.Places[k] == home ? 0 : demand.Prices.Parking[day.Places[k]];
                accounts.Minutes[tour.Person] += minutes;
                accounts.Money[tour.Person] += day.Modes[n] switch
                {
                    TravelMode.Driver => km * (demand.Electric[person.Household] ? demand.Prices.ElectricKilometre : demand.Prices.CarKilometre) + parking,
                    TravelMode.SharedCar => km * demand.Residents.Sharing.CarsOf(person.Household)!.KilometrePrice + parking,
                    TravelMode.Transit => demand.Prices.Fare,
                    _ => 0,
                };
                if (day.Modes[n] == TravelMode.SharedCar) accounts.SharedKilometres[tour.Person] += km;
                if (day.Modes[n] is TravelMode.Driver or TravelMode.SharedCar) accounts.DrivenKilometres[tour.Person] += km;
                accounts.All.Trips[(int)day.Modes[n]] += person.Weight;
                accounts.All.Kilometres[(int)day.Modes[n]] += person.Weight * km;
                accounts.All.Minutes[(int)day.Modes[n]] += person.Weight * minutes;
                from = day.Places[k];
            }
            if (day.Modes[n] == TravelMode.SharedCar) accounts.Money[tour.Person] += HireOf(demand, day, tour);
        }
        return accounts;
    }

    // By the hour, from taking the car to bringing it back.
    private static double HireOf(TravelDemand demand, TravelDay day, Tour tour)
    {
        int last = tour.First + tour.Count - 1, pair = day.Places[last - 1] * demand.Zones.Places + day.Places[last];
        return demand.Residents.Sharing.CarsOf(demand.Residents.People[tour.Person].Household)!.HourPrice
            * CarSharing.HoursOut(day.Plans, tour, Of(day, TravelMode.SharedCar, pair, (int)day.Plans.Trips[last].Departure).Minutes);
    }

    /// <summary>Time door to door [min] and way [km] of a trip of a tour; to shared cars people walk, and home from them.</summary>
    /// <param name="demand">Of.</param> <param name="day">Of.</param> <param name="tour">Index of the tour.</param> <param name="trip">Index of the trip.</param> <param name="from">Place at which it begins.</param>
    public static (double Minutes, double Kilometres) Of(TravelDemand demand, TravelDay day, int tour, int trip, int from)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(day);
        (double minutes, double km) = Of(day, day.Modes[tour], from * demand.Zones.Places + day.Places[trip], (int)day.Plans.Trips[trip].Departure);
        Tour of = day.Plans.Tours[tour];
        bool walks = day.Modes[tour] == TravelMode.SharedCar && (trip == of.First || trip == of.First + of.Count - 1);
        return (walks ? minutes + demand.Residents.Sharing.WalkOf(demand.Residents.People[of.Person].Household) : minutes, km);
    }

    /// <summary>Time door to door [min] and way [km] of a trip, but for the way to a shared car.</summary>
    /// <param name="day">Of.</param> <param name="mode">By.</param> <param name="pair">Of places.</param> <param name="hour">Of the clock.</param>
    public static (double Minutes, double Kilometres) Of(TravelDay day, TravelMode mode, int pair, int hour) => mode switch
    {
        TravelMode.Walk => (day.Times.Walk.Minutes[pair], day.Times.Walk.Metres[pair] / 1000),
        TravelMode.Cycle => (day.Times.Cycle.Minutes[pair], day.Times.Cycle.Metres[pair] / 1000),
        TravelMode.Transit => (day.Times.Transit[hour].Riding[pair] + day.Times.Transit[hour].Walking[pair] + day.Times.Transit[hour].Waiting[pair], day.Times.Car[hour].Metres[pair] / 1000),
        _ => (day.Times.Car[hour].Minutes[pair] + Destinations.AroundCar, day.Times.Car[hour].Metres[pair] / 1000),
    };
}
