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
        (Minutes, Money, DrivenKilometres, TransitTrips) = (new double[people], new double[people], new double[people], new double[people]);
        Out = new bool[people];
    }

    /// <summary>On the way, of each person [min].</summary>
    public double[] Minutes { get; }
    /// <summary>Fuel, electricity, parking and fares of each person [€].</summary>
    public double[] Money { get; }
    /// <summary>At the wheel, of each person [km].</summary>
    public double[] DrivenKilometres { get; }
    /// <summary>By public transport.</summary>
    public double[] TransitTrips { get; }
    /// <summary>Whether each leaves home.</summary>
    public bool[] Out { get; }
    /// <summary>Of all.</summary>
    public ModeSums All { get; } = ModeSums.None;
    /// <summary>Of the poorest, middle and richest third.</summary>
    public ModeSums[] Thirds { get; } = [ModeSums.None, ModeSums.None, ModeSums.None];

    /// <summary>Of a day.</summary>
    public static TravelAccounts Of(TravelDemand demand, TravelDay day)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(day);
        TravelAccounts accounts = new(demand.Residents.People.Count);
        int places = demand.Zones.Places;
        for (int n = 0; n < day.Modes.Length; n++)
        {
            Tour tour = day.Plans.Tours[n];
            Resident person = demand.Residents.People[tour.Person];
            int home = demand.Destinations.Homes[tour.Person], from = home, third = demand.Residents.Thirds[person.Household];
            accounts.Out[tour.Person] = true;
            for (int k = tour.First; k < tour.First + tour.Count; k++)
            {
                int pair = from * places + day.Places[k];
                (double minutes, double km) = Of(day, day.Modes[n], pair, (int)day.Plans.Trips[k].Departure);
                accounts.Minutes[tour.Person] += minutes;
                accounts.Money[tour.Person] += day.Modes[n] switch
                {
                    TravelMode.Driver => km * (demand.Electric[person.Household] ? demand.Prices.ElectricKilometre : demand.Prices.CarKilometre) + (day.Places[k] == home ? 0 : demand.Prices.Parking[day.Places[k]]),
                    TravelMode.Transit => demand.Prices.Fare,
                    _ => 0,
                };
                if (day.Modes[n] == TravelMode.Driver) accounts.DrivenKilometres[tour.Person] += km;
                if (day.Modes[n] == TravelMode.Transit) accounts.TransitTrips[tour.Person]++;
                Add(accounts.All);
                if (third >= 0) Add(accounts.Thirds[third]);
                from = day.Places[k];

                void Add(ModeSums sums)
                {
                    sums.Trips[(int)day.Modes[n]] += person.Weight;
                    sums.Kilometres[(int)day.Modes[n]] += person.Weight * km;
                    sums.Minutes[(int)day.Modes[n]] += person.Weight * minutes;
                }
            }
        }
        return accounts;
    }

    /// <summary>Time door to door [min] and way [km] of a trip.</summary>
    /// <param name="day">Of.</param> <param name="mode">By.</param> <param name="pair">Of places.</param> <param name="hour">Of the clock.</param>
    public static (double Minutes, double Kilometres) Of(TravelDay day, TravelMode mode, int pair, int hour) => mode switch
    {
        TravelMode.Walk => (day.Times.Walk.Minutes[pair], day.Times.Walk.Metres[pair] / 1000),
        TravelMode.Cycle => (day.Times.Cycle.Minutes[pair], day.Times.Cycle.Metres[pair] / 1000),
        TravelMode.Transit => (day.Times.Transit[hour].Riding[pair] + day.Times.Transit[hour].Walking[pair] + day.Times.Transit[hour].Waiting[pair], day.Times.Car[hour].Metres[pair] / 1000),
        _ => (day.Times.Car[hour].Minutes[pair] + Destinations.AroundCar, day.Times.Car[hour].Metres[pair] / 1000),
    };
}
