using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>By what people go.</summary>
public enum TravelMode
{
    /// <summary>On foot.</summary>
    Walk,
    /// <summary>By cycle.</summary>
    Cycle,
    /// <summary>Driving a car.</summary>
    Driver,
    /// <summary>In somebody's car.</summary>
    Passenger,
    /// <summary>By public transport.</summary>
    Transit,
    /// <summary>Driving a shared car.</summary>
    SharedCar,
}

/// <summary>What public transport offers from place to place: row-major, infinite where none goes.</summary>
/// <param name="Riding">In vehicles [min].</param> <param name="Walking">To stops and from them [min].</param> <param name="Waiting">[min].</param>
/// <param name="Disliked">What is worth minutes and takes none: a timetable to keep to, changes [min].</param>
public sealed record TransitSkim(double[] Riding, double[] Walking, double[] Waiting, double[] Disliked);

/// <summary>What a trip by each mode takes, hour by hour where traffic slows it.</summary>
/// <param name="Walk">On foot.</param> <param name="Cycle">By cycle.</param> <param name="Car">By car, in each hour of the clock.</param> <param name="Transit">By public transport, in each hour of the clock.</param> <param name="ToCar">Of that by car, what is walked at each place where streets are closed [min].</param>
public sealed record TravelTimes(TravelSkim Walk, TravelSkim Cycle, TravelSkim[] Car, TransitSkim[] Transit, IReadOnlyList<double> ToCar);

/// <summary>What going costs [€].</summary>
/// <param name="CarKilometre">Of fuel, for a kilometre.</param> <param name="ElectricKilometre">Of electricity.</param> <param name="Fare">Of a trip by public transport.</param> <param name="Parking">Of a stay in each place, beside home.</param>
public sealed record TravelPrices(double CarKilometre, double ElectricKilometre, double Fare, double[] Parking);

/// <summary>What a tour is worth by a mode to who makes it, in units of taste: 0.035 is a minute in a car.</summary>
/// <param name="Mode">By which.</param> <param name="Time">On the way, each minute weighed; −∞ where no way leads.</param> <param name="Money">Fuel or electricity, parking, fares.</param> <param name="Constant">What is the same for all.</param>
/// <param name="Situation">Of pupils, of households without a car or with one for several; −∞ where the mode is not theirs.</param> <param name="Taste">Of the person for this tour, drawn once and the same in every scenario.</param>
public readonly record struct ModeWorth(TravelMode Mode, double Time, double Money, double Constant, double Situation, double Taste)
{
    /// <summary>All together; −∞ where the mode is not open.</summary>
    public double Sum => Time + Money + Constant + Situation + Taste;
}

/// <summary>
/// By what people make their tours: of all that is open to them, what is worth most to them, by time, money and a taste of their own that never changes. Shares over many people are those of a nested logit.
/// docs/physics/mobility.md.
/// </summary>
/// <remarks>
/// Tastes: of a person, tour and mode, ε = θ (g + ln S) with g a Gumbel draw and S a positive stable draw of index θ shared by the modes of a nest (Chambers, Mallows and Stuck 1976): the terms of a nested logit of scale θ. The same in every
/// scenario, so that whoever changes does so for the measure. Weights of time by mode: Wardman, Chintakayala and de Jong (2016), orders of magnitude; the constants are such that a French town of 20,000 has the shares of EMP 2019.
/// </remarks>
public sealed class ModeChoice
{
    private const int Modes = 6;
    private const double OfMinute = 0.035;               // a minute in a car, in units of taste
    private const double Walking = 1.6, Cycling = 1.5;
    internal const double ToStops = 1.7, Waiting = 1.8;
    private const double HourWorth = 11;                 // € of somebody of median living standard

    // By mode; what is the same for all.
    private static readonly double[] Constants = [0.57, -2.38, -0.10, -2.22, -0.04, -1.45];
    private const double PupilAlong = 1.6, WithoutCar = -1.2, PupilByBus = 0.8, SharesCar = -0.8, AlongToWork = -2.2;

    private static readonly int[] NestOf = [0, 0, 1, 1, 2, 1];
    private static readonly double[] Scales = [0.8, 0.6, 1];

    private readonly Residents _residents;
    private readonly int _places;
    private readonly double[] _worth;
    private readonly bool[] _electric;
    private readonly double[] _constants;

    /// <summary>Of residents.</summary>
    /// <param name="residents">Who choose.</param> <param name="places">Number of places.</param> <param name="electric">Whether each household drives electric.</param>
    /// <param name="cycleOdds">Of the cycle, over those of today.</param> <param name="carOdds">Of cars, over those of today.</param>
    public ModeChoice(Residents residents, int places, bool[] electric, double cycleOdds = 1, double carOdds = 1)
    {
        ArgumentNullException.ThrowIfNull(residents);
        _constants = [.. Constants];
        _constants[(int)TravelMode.Cycle] += Math.Log(cycleOdds);
        _constants[(int)TravelMode.Driver] += Math.Log(carOdds);
        _constants[(int)TravelMode.Passenger] += Math.Log(carOdds);
        _constants[(int)TravelMode.SharedCar] += Math.Log(carOdds);
        (_residents, _places, _electric) = (residents, places, electric);
        double[] standards = [.. residents.Territory.Households.Select(static h => h.LivingStandard)];
        double median = Residents.MedianOf(residents.Territory.Households);
        _worth = [.. standards.Select(s => HourWorth / 60 * Math.Sqrt(Math.Clamp(s / median, 0.25, 4)))];
    }

    /// <summary>What each tour is made by.</summary>
    /// <param name="days">The tours.</param> <param name="to">Where each trip leads.</param> <param name="homes">Place of each person.</param> <param name="times">Of trips.</param> <param name="prices">Of trips.</param> <param name="seed">Of the run.</param>
    public TravelMode[] Choose(DayPlans days, int[] to, int[] homes, TravelTimes times, TravelPrices prices, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(days);
        TravelMode[] chosen = new TravelMode[days.Tours.Length];
        Parallel.For(0, chosen.Length, n => chosen[n] = Best(days.Tours[n], sharedCars: true));
        foreach (int n in WithoutSharedCar(days, chosen, to, times)) chosen[n] = Best(days.Tours[n], sharedCars: false);
        int lost = Array.IndexOf(chosen, (TravelMode)(-1));
        if (lost >= 0)
            throw new TerritoryException($"mobility: nothing leads from zone {homes[days.Tours[lost].Person]} to place {to[days.Tours[lost].First]} for resident {days.Tours[lost].Person}; expected a way by car. Join the roads between them.");
        return chosen;

        TravelMode Best(Tour tour, bool sharedCars)
        {
            Span<double> worth = stackalloc double[Modes], tastes = stackalloc double[Modes];
            Worth(days, tour, to, homes[tour.Person], times, prices, worth);
            Tastes(DiceOf(days, tour, seed), tastes);
            if (!sharedCars) worth[(int)TravelMode.SharedCar] = double.NegativeInfinity;
            int best = -1;
            for (int m = 0; m < worth.Length; m++)
                if (worth[m] > double.NegativeInfinity && (best < 0 || worth[m] + tastes[m] > worth[best] + tastes[best])) best = m;
            return (TravelMode)best;
        }
    }

    // Tours for which no shared car is left where it is taken: who leaves first has it until back.
    private List<int> WithoutSharedCar(DayPlans days, TravelMode[] chosen, int[] to, TravelTimes times)
    {
        List<int> without = [];
        PriorityQueue<double, double>[] back = [.. _residents.Sharing.Stations.Select(static _ => new PriorityQueue<double, double>())];
        double[] taken = new double[back.Length];
        foreach (int n in Enumerable.Range(0, chosen.Length).Where(n => chosen[n] == TravelMode.SharedCar).OrderBy(n => days.Trips[days.Tours[n].First].Departure))
        {
            Tour tour = days.Tours[n];
            Resident person = _residents.People[tour.Person];
            (int last, int at, double leaves) = (tour.First + tour.Count - 1, _residents.Sharing.StationOf(person.Household), days.Trips[tour.First].Departure);
            while (back[at].TryPeek(out double cars, out double returns) && returns <= leaves)
            {
                back[at].Dequeue();
                taken[at] -= cars;
            }
            if (taken[at] + person.Weight > _residents.Sharing.Stations[at].Number + 0.5) without.Add(n);       // people stand for nearly one each
            else
            {
                taken[at] += person.Weight;
                double way = times.Car[(int)days.Trips[last].Departure].Minutes[to[last - 1] * _places + to[last]] + Destinations.AroundCar;
                back[at].Enqueue(person.Weight, leaves + CarSharing.HoursOut(days, tour, way));
            }
        }
        return without;
    }

    /// <summary>What a tour is worth by each mode, without a person's taste; −∞ where a mode is not open.</summary>
    /// <param name="days">Of the tour.</param> <param name="tour">Which.</param> <param name="to">Where trips lead.</param> <param name="home">Its place.</param> <param name="times">Of trips.</param> <param name="prices">Of trips.</param> <param name="worth">Is written, one a mode.</param>
    public void Worth(DayPlans days, Tour tour, int[] to, int home, TravelTimes times, TravelPrices prices, Span<double> worth)
    {
        Span<double> time = stackalloc double[Modes], money = stackalloc double[Modes], own = stackalloc double[Modes];
        Terms(days, tour, to, home, times, prices, time, money, own);
        for (int m = 0; m < worth.Length; m++) worth[m] = time[m] + money[m] + _constants[m] + own[m];
    }

    /// <summary>What a tour is worth by each mode, term by term.</summary>
    /// <param name="days">Of the tour.</param> <param name="tour">Which.</param> <param name="to">Where trips lead.</param> <param name="home">Its place.</param> <param name="times">Of trips.</param> <param name="prices">Of trips.</param> <param name="seed">Of the run.</param>
    /// <returns>One a mode, in their order.</returns>
    public IReadOnlyList<ModeWorth> Weigh(DayPlans days, Tour tour, int[] to, int home, TravelTimes times, TravelPrices prices, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(days);
        Span<double> time = stackalloc double[Modes], money = stackalloc double[Modes], own = stackalloc double[Modes], tastes = stackalloc double[Modes];
        Terms(days, tour, to, home, times, prices, time, money, own);
        Tastes(DiceOf(days, tour, seed), tastes);
        ModeWorth[] all = new ModeWorth[tastes.Length];
        for (int m = 0; m < all.Length; m++) all[m] = new((TravelMode)m, time[m], money[m], _constants[m], own[m], tastes[m]);
        return all;
    }

    // Of the tour as if there and back, in units of taste. What is not open has −∞ of its own or takes for ever.
    private void Terms(DayPlans days, Tour tour, int[] to, int home, TravelTimes times, TravelPrices prices, Span<double> time, Span<double> money, Span<double> own)
    {
        Resident person = _residents.People[tour.Person];
        bool pupil = person.Occupation == Occupation.Pupil;
        double euro = OfMinute / _worth[person.Household], perTrip = 2.0 / tour.Count;
        double kilometre = _electric[person.Household] ? prices.ElectricKilometre : prices.CarKilometre;
        time.Clear();
        money.Clear();
        own.Clear();
        bool toWork = false;
        int from = home;
        double wayBack = 0;
        SharedCars? shared = person.Drives ? _residents.Sharing.CarsOf(person.Household) : null;
        for (int k = tour.First; k < tour.First + tour.Count; k++)
        {
            toWork |= days.Trips[k].Purpose == Purpose.Work;
            int pair = from * _places + to[k];
            TravelSkim car = times.Car[(int)days.Trips[k].Departure];
            TransitSkim transit = times.Transit[(int)days.Trips[k].Departure];
            time[(int)TravelMode.Walk] -= Walking * times.Walk.Minutes[pair];
            time[(int)TravelMode.Cycle] -= Cycling * times.Cycle.Felt[pair];
            double byCar = car.Minutes[pair] + Destinations.AroundCar + (Walking - 1) * (times.ToCar[from] + times.ToCar[to[k]]);
            time[(int)TravelMode.Driver] -= byCar;
            time[(int)TravelMode.Passenger] -= byCar;
            time[(int)TravelMode.Transit] -= transit.Riding[pair] + transit.Disliked[pair] + ToStops * transit.Walking[pair] + Waiting * transit.Waiting[pair];
            money[(int)TravelMode.Driver] -= kilometre * car.Metres[pair] / 1000 + (to[k] == home ? 0 : prices.Parking[to[k]]);
            money[(int)TravelMode.Transit] -= prices.Fare;
            wayBack = car.Minutes[pair] + Destinations.AroundCar;
            if (shared != null) money[(int)TravelMode.SharedCar] -= shared.KilometrePrice * car.Metres[pair] / 1000 + (to[k] == home ? 0 : prices.Parking[to[k]]);
            from = to[k];
        }
        if (shared == null) own[(int)TravelMode.SharedCar] = double.NegativeInfinity;
        else
        {
            time[(int)TravelMode.SharedCar] = time[(int)TravelMode.Driver] - 2 * Walking * _residents.Sharing.WalkOf(person.Household);
            money[(int)TravelMode.SharedCar] -= shared.HourPrice * CarSharing.HoursOut(days, tour, wayBack);
        }
        for (int m = 0; m < time.Length; m++) (time[m], money[m]) = (OfMinute * perTrip * time[m], euro * perTrip * money[m]);
        if (!person.Drives || _residents.Cars[person.Household] == 0) own[(int)TravelMode.Driver] = double.NegativeInfinity;
        else if (!person.HasCar) own[(int)TravelMode.Driver] += SharesCar;
        if (pupil) own[(int)TravelMode.Passenger] += PupilAlong;
        if (pupil) own[(int)TravelMode.Transit] += PupilByBus;
        if (toWork) own[(int)TravelMode.Passenger] += AlongToWork;
        if (_residents.Cars[person.Household] == 0) own[(int)TravelMode.Passenger] += WithoutCar;
    }

    private RandomStream DiceOf(DayPlans days, Tour tour, ulong seed) => new(seed, $"mode {days.Kind}", unchecked(16 * _residents.People[tour.Person].Lot + tour.Number));

    /// <summary>Shares that many people who are alike have, by nested logit: what the draws come to.</summary>
    public static NestedLogit Shares { get; } = new(NestOf, [.. Scales.Select(static s => (float)s)]);

    /// <summary>The terms that are a person's own.</summary>
    /// <param name="dice">Of person and tour.</param> <param name="tastes">Is written, one a mode.</param>
    public static void Tastes(RandomStream dice, Span<double> tastes)
    {
        Span<double> shared = stackalloc double[Scales.Length];
        for (int nest = 0; nest < shared.Length; nest++) shared[nest] = LogStable(Scales[nest], dice.NextDouble(), dice.NextDouble());
        for (int m = 0; m < tastes.Length; m++) tastes[m] = Scales[NestOf[m]] * (-Math.Log(-Math.Log(Within(dice.NextDouble()))) + shared[NestOf[m]]);
    }

    // Logarithm of a positive stable draw of an index below 1, whose Laplace transform is exp(−t^α); 0 for 1.
    private static double LogStable(double index, double u, double v)
    {
        if (index >= 1) return 0;
        double angle = Math.PI * Within(u), e = -Math.Log(Within(v));
        return Math.Log(Math.Sin(index * angle)) - Math.Log(Math.Sin(angle)) / index + (1 - index) / index * Math.Log(Math.Sin((1 - index) * angle) / e);
    }

    private static double Within(double u) => Math.Clamp(u, 1e-15, 1 - 1e-15);
}
