using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>A kind of day: who goes where, by what, and what that puts on the roads, hour by hour.</summary>
/// <param name="Plans">Tours and times.</param> <param name="Places">Where each trip leads.</param> <param name="Modes">Of each tour.</param> <param name="Times">Of trips, as people found them.</param>
/// <param name="Hours">Cars and vans, and lorries, on the roads of each hour of the clock.</param> <param name="Rounds">Of choices and traffic, until they agreed.</param> <param name="Gap">Of trips by car, those that the last round changed.</param>
public sealed record TravelDay(DayPlans Plans, int[] Places, TravelMode[] Modes, TravelTimes Times, Equilibrium[] Hours, int Rounds, double Gap)
{
    /// <summary>What was asked of exits beyond what they pass; null where nothing was.</summary>
    public ExitRelief? Relief { get; init; }
}

/// <summary>Trips of a territory: residents, where they go, by what, and the traffic that comes of it. docs/physics/mobility.md.</summary>
public sealed class TravelDemand
{
    /// <summary>Of classes of traffic.</summary>
    public const int Light = 0, Heavy = 1;

    /// <summary>Of trips by car, those that may still change when choices and traffic agree.</summary>
    public const double MatrixGap = 1e-3;

    private const int MostRounds = 12, HoursOfDay = 24;
    private const double RoadGap = 1e-6, LorryUnits = 2;
    private const double Unnoticed = 1e-3;               // what an hour's traffic loses, of its time, where nobody chooses otherwise for it
    private static readonly string[] Classes = ["cars and vans", "lorries"];

    private readonly MobilityParameters _parameters;
    private readonly ulong _seed;
    private readonly double[] _people;
    private readonly TravelPrices _prices;
    private readonly ModeChoice _choice;
    private readonly TravelSkim _freeCar, _walk, _cycle;

    /// <summary>Of a territory.</summary>
    /// <param name="territory">Its people, buildings and roads.</param> <param name="parameters">What the scenario sets.</param> <param name="electricity">Of households [€/kWh].</param> <param name="seed">Of the run.</param>
    /// <exception cref="TerritoryException">People without households, buildings without roads, roads that are no network.</exception>
    public TravelDemand(Territory territory, MobilityParameters parameters, double electricity, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(parameters);
        (_parameters, _seed) = (parameters, seed);
        Residents = Residents.Of(territory, seed);
        Roads = RoadSystem.Of(territory);
        Zones = TravelZones.Of(territory, Attractions.Weights(territory), Roads);
        Attractions attractions = Attractions.Of(territory, Zones);
        (_freeCar, _walk, _cycle) = (Roads.ByCar(Zones, Roads.FreeMinutes), Roads.OnFoot(Zones), Roads.ByCycle(Zones));
        Attractions = attractions;
        _people = new double[Zones.Zones];
        foreach (Resident p in Residents.People) _people[Zones.ZoneOfBuilding[territory.Households[p.Household].Building]] += p.Weight;
        Transit = new(territory, Zones, Roads.Network, UsualTransit.Assumed(Zones, _freeCar, parameters.Headway, _people.Sum()));
        Electric = [.. Enumerable.Range(0, territory.Households.Count).Select(k => new RandomStream(seed, "electric", Residents.Lots[k]).NextDouble() < Math.Max(parameters.ElectricCars, territory.Buildings[territory.Households[k].Building].Trips.ElectricCars))];
        _choice = new(Residents, Zones.Places, Electric, parameters.CycleOdds, parameters.CarOdds);
        _prices = new(CarEnergy.LitresPerKilometre * parameters.FuelPrice, CarEnergy.KilowattHoursPerKilometre * electricity, parameters.Fare, ParkingOf(territory));
        Destinations = Settled();
    }

    /// <summary>Who lives there.</summary>
    public Residents Residents { get; }
    /// <summary>Where trips begin and end.</summary>
    public TravelZones Zones { get; }
    /// <summary>What draws them.</summary>
    public Attractions Attractions { get; }
    /// <summary>Places of work and of learning.</summary>
    public Destinations Destinations { get; }
    /// <summary>On which they go.</summary>
    public RoadSystem Roads { get; }
    /// <summary>By which they go without a car.</summary>
    public ScheduledTransit Transit { get; }
    /// <summary>Whether each household drives electric.</summary>
    public bool[] Electric { get; }
    /// <summary>What going costs.</summary>
    public TravelPrices Prices => _prices;
    /// <summary>By what people go.</summary>
    public ModeChoice Choice => _choice;

    /// <summary>A kind of day.</summary>
    /// <param name="kind">Of days.</param> <param name="congestion">Whether people know how long ways take in traffic; else they choose as if roads were empty.</param> <param name="threads">At most; 0: all.</param>
    public TravelDay Day(DayKind kind, bool congestion = true, int threads = 0)
    {
        DayPlans plans = PlansOf(kind);
        int[] places = Destinations.PlacesOf(plans);
        OtherTraffic others = OthersOf(plans, places);
        TravelTimes times = FreeTimes(kind);
        TravelMode[] modes = _choice.Choose(plans, places, Destinations.Homes, times, _prices, _seed);
        (double[][] light, double[][] heavy, ExitBalance? balance) = Vehicles(plans, places, modes, others);
        Equilibrium[] hours = Assign(light, heavy, null, threads);
        double gap = 0;
        int rounds = 0;
        while (congestion)
        {
            rounds++;
            times = times with { Car = [.. times.Car.Select((before, h) => Mean(before, InTraffic(hours[h])))] };
            modes = _choice.Choose(plans, places, Destinations.Homes, times, _prices, _seed);
            (double[][] next, heavy, balance) = Vehicles(plans, places, modes, others);
            gap = next.Zip(light, static (n, l) => n.Zip(l, static (a, b) => Math.Abs(a - b)).Sum()).Sum() / Math.Max(1e-9, light.Sum(static l => l.Sum()));
            light = next;
            if (gap > 0) hours = Assign(light, heavy, hours, threads);
            if (gap <= MatrixGap || rounds == MostRounds) break;
        }
        foreach (Equilibrium hour in hours) hour.Settle();
        return new(plans, places, modes, times, hours, rounds, gap) { Relief = balance?.Relief };
    }

    private DayPlans PlansOf(DayKind kind) => DayPlans.Of(Residents, kind, WorkAtHome, _parameters.TeleworkRebound, _seed);

    private TravelTimes FreeTimes(DayKind kind) => new(_walk, _cycle, [.. Enumerable.Repeat(_freeCar, HoursOfDay)], Transit.On(kind), [.. Zones.ToCar.Select(static m => m / RoadSystem.FootSpeed)]);

    // Where the cars of residents would be more on a weekday than the road of an exit passes in an hour, fewer take it, and more the others.
    private Destinations Settled()
    {
        double[] passes = [.. Zones.Exits.Select(static _ => 1.0)];
        DayPlans plans = PlansOf(DayKind.Weekday);
        for (int round = 0; ; round++)
        {
            Destinations found = Destinations.Of(Residents, Zones, Attractions, _freeCar, _walk, _parameters.WorksInside, passes, _seed);
            int[] places = found.PlacesOf(plans);
            double[] asked = Asked(null);
            if (asked.Any(static a => a > 1)) asked = Asked(_choice.Choose(plans, places, found.Homes, FreeTimes(DayKind.Weekday), _prices, _seed));
            if (round == MostRounds || asked.All(static a => a <= 1)) return found;
            for (int e = 0; e < asked.Length; e++) passes[e] /= Math.Max(1, asked[e]);

            // Of each exit, what is asked of it in its fullest hour over what it passes; without modes as if all drove.
            double[] Asked(TravelMode[]? modes)
            {
                double[,] enters = new double[passes.Length, HoursOfDay], leaves = new double[passes.Length, HoursOfDay];
                for (int n = 0; n < plans.Tours.Length; n++)
                {
                    if (modes != null && modes[n] is not (TravelMode.Driver or TravelMode.SharedCar)) continue;
                    Tour tour = plans.Tours[n];
                    int from = found.Homes[tour.Person];
                    for (int k = tour.First; k < tour.First + tour.Count; from = places[k++])
                    {
                        if (from == places[k]) continue;
                        (int hour, double weight) = ((int)plans.Trips[k].Departure, Residents.People[tour.Person].Weight);
                        if (Zones.IsOutside(from)) enters[Zones.ExitOf(from), hour] += weight;
                        if (Zones.IsOutside(places[k])) leaves[Zones.ExitOf(places[k]), hour] += weight;
                    }
                }
                return [.. Zones.Exits.Select((exit, e) => Enumerable.Range(0, HoursOfDay).Max(h => Math.Max(enters[e, h] / exit.Enters, leaves[e, h] / exit.Leaves)))];
            }
        }
    }

    // Of the working days of a person, those spent at home.
    private double WorkAtHome(int person)
    {
        Territory territory = Residents.Territory;
        return 1 - (1 - _parameters.Telework) * (1 - territory.Buildings[territory.Households[Residents.People[person].Household].Building].Trips.WorkAtHome);
    }

    // Of a stay in each place: mean over its buildings by what draws people there.
    private double[] ParkingOf(Territory territory)
    {
        double[] paid = new double[Zones.Places], drawn = new double[Zones.Places];
        for (int b = 0; b < territory.Buildings.Count; b++)
        {
            if (Zones.ZoneOfBuilding[b] is not (>= 0 and var zone)) continue;
            double draws = Attractions.Draws(territory.Buildings[b]);
            paid[zone] += draws * territory.Buildings[b].Trips.Parking;
            drawn[zone] += draws;
        }
        return [.. paid.Zip(drawn, static (p, d) => d > 0 ? p / d : 0)];
    }

    private OtherTraffic OthersOf(DayPlans plans, int[] places) => OtherTraffic.Of(Zones, Attractions, Destinations, _people, plans.Kind, TripsOut(plans, places));

    private double TripsOut(DayPlans plans, int[] places)
    {
        double sum = 0;
        foreach (Tour tour in plans.Tours)
            for (int k = tour.First; k < tour.First + tour.Count; k++)
                if (plans.Trips[k].Purpose is Purpose.Errand or Purpose.Leisure && Zones.IsOutside(places[k]) && (k == tour.First || !Zones.IsOutside(places[k - 1]))) sum += Residents.People[tour.Person].Weight;
        return sum;
    }

    // By hour: vehicles from place to place. Those that pass are a share of all that cross the limit.
    private (double[][] Light, double[][] Heavy, ExitBalance? Balance) Vehicles(DayPlans plans, int[] places, TravelMode[] modes, OtherTraffic others)
    {
        (double[][] light, ExitBalance? balance) = CarsOfResidents(plans, places, modes, others);
        double[][] heavy = [.. light.Select(static l => new double[l.Length])];
        for (int h = 0; h < HoursOfDay; h++) others.AddTo(light[h], heavy[h], Zones, h, balance);
        (double lightPass, double heavyPass) = (Through * Crossing(light), Through * Crossing(heavy));
        for (int h = 0; h < HoursOfDay; h++)
        {
            OtherTraffic.AddPassing(light[h], Zones, lightPass, h, balance);
            OtherTraffic.AddPassing(heavy[h], Zones, heavyPass, h, balance);
        }
        return (light, heavy, balance);
    }

    // By hour, in which they cross the limit where their exit has room.
    private (double[][] Own, ExitBalance? Balance) CarsOfResidents(DayPlans plans, int[] places, TravelMode[] modes, OtherTraffic others)
    {
        double[][] own = [.. Enumerable.Range(0, HoursOfDay).Select(_ => new double[Zones.Places * Zones.Places])];
        AddResidents(plans, places, modes, h => own[h]);
        ExitBalance? balance = ExitBalance.Of(Zones, own, others, Through, LorryUnits);
        balance?.Move(own, Zones);
        return (own, balance);
    }

    /// <summary>The vehicles of an hour by whose they are, row-major from place to place; streams of a class sum to its trips.</summary>
    /// <param name="day">Of.</param> <param name="hour">Of the clock.</param>
    public IReadOnlyDictionary<TrafficStream, double[]> StreamsOf(TravelDay day, int hour)
    {
        ArgumentNullException.ThrowIfNull(day);
        Dictionary<TrafficStream, double[]> streams = Enum.GetValues<TrafficStream>().ToDictionary(static s => s, _ => new double[Zones.Places * Zones.Places]);
        OtherTraffic others = OthersOf(day.Plans, day.Places);
        (double[][] light, double[][] heavy, ExitBalance? balance) = Vehicles(day.Plans, day.Places, day.Modes, others);           // what passes crosses from outside to outside, and does not count
        streams[TrafficStream.Residents] = CarsOfResidents(day.Plans, day.Places, day.Modes, others).Own[hour];
        foreach ((TrafficStream stream, double[] trips) in streams) others.AddTo(trips, stream, Zones, hour, balance);
        OtherTraffic.AddPassing(streams[TrafficStream.Passing], Zones, Through * Crossing(light), hour, balance);
        OtherTraffic.AddPassing(streams[TrafficStream.PassingLorries], Zones, Through * Crossing(heavy), hour, balance);
        return streams;
    }

    /// <summary>What a tour of a day is worth by each mode to who makes it, term by term; the greatest is the one they chose.</summary>
    /// <param name="day">Of.</param> <param name="tour">Index of the tour.</param>
    public IReadOnlyList<ModeWorth> Weigh(TravelDay day, int tour)
    {
        ArgumentNullException.ThrowIfNull(day);
        return _choice.Weigh(day.Plans, day.Plans.Tours[tour], day.Places, Destinations.Homes[day.Plans.Tours[tour].Person], day.Times, _prices, _seed);
    }

    // Vehicles that only pass, for one that begins or ends here.
    private double Through => _parameters.ThroughTraffic / (1 - _parameters.ThroughTraffic);

    private void AddResidents(DayPlans plans, int[] places, TravelMode[] modes, Func<int, double[]> ofHour)
    {
        for (int n = 0; n < modes.Length; n++)
        {
            if (modes[n] is not (TravelMode.Driver or TravelMode.SharedCar)) continue;
            Tour tour = plans.Tours[n];
            int from = Destinations.Homes[tour.Person];
            for (int k = tour.First; k < tour.First + tour.Count; k++)
            {
                // Who stays out does not pass the limit.
                if (from != places[k] || !Zones.IsOutside(from)) ofHour((int)plans.Trips[k].Departure)[from * Zones.Places + places[k]] += Residents.People[tour.Person].Weight;
                from = places[k];
            }
        }
    }

    private double Crossing(double[][] trips)
    {
        double sum = 0;
        foreach (double[] hour in trips)
            for (int from = 0; from < Zones.Places; from++)
                for (int to = 0; to < Zones.Places; to++)
                    if (Zones.IsOutside(from) != Zones.IsOutside(to)) sum += hour[from * Zones.Places + to];
        return sum;
    }

    private Equilibrium[] Assign(double[][] light, double[][] heavy, Equilibrium[]? before, int threads)
    {
        Equilibrium[] hours = new Equilibrium[HoursOfDay];
        for (int h = 0; h < HoursOfDay; h++)
        {
            RoadTraffic traffic = new(Roads.Cars.Graph, Roads.Links, [new(Classes[Light], Rows(light[h])), new(Classes[Heavy], Rows(heavy[h]), CarUnits: LorryUnits)]);
            hours[h] = Assignment.Solve(traffic, new(RoadGap, Threads: threads), before?[h] ?? (h > 0 ? hours[h - 1] : null));
            if (!hours[h].Converged) throw new TerritoryException($"mobility: traffic at {h} h has a gap of {hours[h].RelativeGap:g3} after {hours[h].Iterations} rounds; expected {RoadGap:g1}. Lower the trips, or mend roads whose capacity is far below them.");
        }
        return hours;
    }

    private TripRows Rows(double[] trips) =>
        new(Enumerable.Range(0, trips.Length).Where(k => trips[k] > 0).Select(k => (Zones.From[k / Zones.Places], Zones.To[k % Zones.Places], trips[k])));

    private TravelSkim InTraffic(Equilibrium hour)
    {
        double[] minutes = hour.Costs[Light];
        double free = 0, taken = 0;
        for (int link = 0; link < minutes.Length; link++)
        {
            free += hour.Volumes[link] * Roads.FreeMinutes[link];
            taken += hour.Volumes[link] * minutes[link];
        }
        return taken > (1 + Unnoticed) * free ? Roads.ByCar(Zones, minutes) : _freeCar;
    }

    private static TravelSkim Mean(TravelSkim a, TravelSkim b) => ReferenceEquals(a, b) ? a : new([.. a.Minutes.Zip(b.Minutes, static (x, y) => 0.5 * (x + y))], [.. a.Metres.Zip(b.Metres, static (x, y) => 0.5 * (x + y))]);
}
