using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Mobility;

/// <summary>Who goes where, by what and on which road: three kinds of days, lived through a year by the calendar. docs/physics/mobility.md.</summary>
public sealed class MobilityModel : Process
{
    private const int Kinds = 3, HoursOfDay = 24;

    /// <summary>A year of float sums of some thousand roads, each kept by day without loss: 24 additions in float lose 2·10⁻⁶ of a day at most.</summary>
    private const double Rounding = 1e-5;

    /// <summary>What comes to each entry in an hour is rounded to a 1,024th of a car.</summary>
    private const double RoundedCars = 1e-3;

    private readonly Stock _roads;
    private readonly Calendar _calendar;
    private readonly Territory _territory;
    private readonly TravelDay[] _days;
    private readonly TravelAccounts[] _accounts;
    private readonly LoadedDay[] _loaded;
    private readonly RoadHour[] _hours;
    private readonly float[][] _lostByRoad;
    private readonly int[] _around;
    private readonly float[][] _charging;
    private readonly Field _flow, _speed, _delay, _noise, _travelled, _lostNow, _heat, _heatWithin, _carbon, _nox, _particles;
    private readonly Total _travelledOfYear, _carbonOfYear, _noxOfYear, _particlesOfYear, _lost, _chargingOfYear;
    private readonly AccessResults _access;
    private readonly bool _worksInsideGiven, _headwayGiven;
    private readonly FleetEffects[] _fleets;
    private int _lived;
    private readonly double _electricityPrice, _gridCarbon;

    /// <summary>Finds the days at once; nothing of them depends on weather.</summary>
    /// <param name="territory">People, buildings, roads.</param> <param name="calendar">Of the simulated year.</param> <param name="parameters">What the scenario sets.</param>
    /// <param name="prices">Of electricity.</param> <param name="carbon">Of electricity.</param> <param name="congestion">Whether people know how long ways take in traffic.</param> <param name="charged">Whether buildings count what cars take from them; else the roads do.</param> <param name="seed">Of the run.</param> <param name="device">Where fields are.</param>
    /// <exception cref="TerritoryException">As of <see cref="TravelDemand"/>.</exception>
    public MobilityModel(Territory territory, Calendar calendar, MobilityParameters parameters, EnergyPrices prices, CarbonFactors carbon, bool congestion, bool charged, ulong seed, Device device) : base("mobility", device)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(carbon);
        (_territory, _calendar, _roads) = (territory, calendar, new(territory.Roads.Count));
        (_worksInsideGiven, _headwayGiven, _electricityPrice, _gridCarbon) = (parameters.WorksInside != null, parameters.Headway != null, prices.Electricity, carbon.MeanGrid);
        Demand = territory.Buildings.Count == 0 ? null : new(territory, parameters, prices.Electricity, seed);
        _days = Demand == null ? [] : [.. Enum.GetValues<DayKind>().Select(kind => Demand.Day(kind, congestion))];
        _accounts = [.. _days.Select(d => TravelAccounts.Of(Demand!, d))];
        _access = new(Demand == null ? null : HomeAccess.Of(Demand, _days[0]), territory);
        _fleets = [.. _days.Select((d, kind) => FleetOf(d, _accounts[kind], parameters, carbon, charged))];
        _loaded = [.. _days.Select(d => LoadedDay.Of(Demand!.Roads.Cars, Demand.Roads.Links, d.Hours, device))];
        _hours = [.. _days.SelectMany((d, kind) => d.Hours.Select((h, clock) => RoadHour.Of(Demand!.Roads, h, _fleets[kind], _loaded[kind].Minutes[clock])))];
        _lostByRoad = [.. _loaded.SelectMany(static d => d.Lost).Select(OfRoadsOf)];
        _around = [.. Enumerable.Range(0, territory.Roads.Count).Where(r => territory.Roads[r].IsContext)];
        foreach (float[] counted in _hours.SelectMany(static h => (float[][])[h.Travelled, h.Carbon]).Concat(_lostByRoad))
            foreach (int road in _around) counted[road] = 0;

        _charging = [.. _days.SelectMany((d, kind) => Mobility.Charging.Of(Demand!, d, _accounts[kind], parameters.Charging, seed))];

        _flow = Show(Layer.Roads, _roads, new("road_flow", "h-1", "vehicles that pass in an hour, both ways together", QuantityKind.Load));
        _speed = Show(Layer.Roads, _roads, new("road_speed", "km h-1", "mean speed of vehicles on the way", QuantityKind.Benefit));
        _delay = Show(Layer.Roads, _roads, new("road_delay", "s", "what a vehicle loses to traffic along the road", QuantityKind.Burden));
        _noise = Show(Layer.Roads, _roads, new("road_noise", "dB", "noise of the traffic at 10 m, A-weighted", QuantityKind.Burden));
        _travelled = OfRoads(new("vehicle_kilometres", "km", "vehicle-kilometres of the hour"));
        _lostNow = OfRoads(new("traffic_hours_lost", "h", "vehicle-hours lost to traffic in the hour"));
        _heat = OfRoads(new("traffic_heat", "W", "heat of fuel and electricity of vehicles"));
        _heatWithin = _around.Length == 0 ? _heat : OfRoads(new("traffic_heat_within", "W", "the same, of the roads of the territory alone"));
        _carbon = OfRoads(new("traffic_carbon", "kg", "greenhouse gas of vehicles in the hour"));
        _nox = OfRoads(new("traffic_nox", "g", "nitrogen oxides of vehicles in the hour"));
        _particles = OfRoads(new("traffic_particles", "g", "particles of vehicles in the hour"));
        Charging = Show(Layer.Buildings, new Stock(territory.Buildings.Count), new("charging", "W", "power that electric cars take from the building", QuantityKind.Burden));
        _chargingOfYear = Sum(new Stock(territory.Buildings.Count), new("charging", "W h", "energy that electric cars take from the building in the year"));
        _travelledOfYear = Sum(_roads, new("kilometres_of_year", "km", "vehicle-kilometres in the year"));
        _carbonOfYear = Sum(_roads, new("traffic_carbon_of_year", "kg", "greenhouse gas of vehicles in the year"));
        _noxOfYear = Sum(_roads, new("traffic_nox_of_year", "g", "nitrogen oxides of vehicles in the year"));
        _particlesOfYear = Sum(_roads, new("traffic_particles_of_year", "g", "particles of vehicles in the year"));
        _lost = Sum(_roads, new("hours_lost_of_year", "h", "vehicle-hours lost to traffic in the year"));
        SumHourly(new("vehicle_kilometres", "km", "vehicle-kilometres on the roads of the territory", QuantityKind.Burden), _travelled);
        SumHourly(new("traffic_carbon", "kg", "greenhouse gas of vehicles on these roads, upstream of fuel included (CO2e); electricity that cars take from buildings is theirs", QuantityKind.Burden), _carbon);
        SumHourly(new("traffic_heat", "kW", "heat of fuel and electricity of vehicles on these roads", QuantityKind.Fact), _heatWithin, unit: 1000);
        SumHourly(new("charging", "kW", "power that electric cars take from buildings", QuantityKind.Burden), Charging, unit: 1000);

        Field OfRoads(Quantity quantity) => Own(new Field(_roads, device, quantity));
    }

    /// <summary>What people know when they choose.</summary>
    public static Switch Congestion { get; } = new("congestion", "People know how long ways take in traffic when they choose by what to go, where mobility is on; else they choose as if roads were empty.");

    /// <summary>Cars at the sockets of buildings.</summary>
    public static Switch ChargingCars { get; } = new("charging", "Electric cars are charged from the buildings at which they stand, where mobility is on; else their electricity is nobody's load.");

    /// <summary>Vehicles that warm the street.</summary>
    public static Switch TrafficHeat { get; } = new("traffic_heat", "Vehicles give the heat of their fuel and electricity to the air of the street, where mobility and street heat are on.");

    /// <summary>Who goes where; null where there is no building.</summary>
    public TravelDemand? Demand { get; }
    /// <summary>A weekday, a Saturday, a Sunday; none where there is no building.</summary>
    public IReadOnlyList<TravelDay> Days => _days;
    /// <summary>Each as its vehicles moved through the hours.</summary>
    public IReadOnlyList<LoadedDay> Loaded => _loaded;
    /// <summary>What each takes from residents.</summary>
    public IReadOnlyList<TravelAccounts> Accounts => _accounts;
    /// <summary>Heat of vehicles on each road in the last hour [W].</summary>
    public Field Heat => _heat;
    /// <summary>Nitrogen oxides of vehicles on each road in the last hour, as NO₂ [g].</summary>
    public Field NitrogenOxides => _nox;
    /// <summary>Particles of vehicles there (PM10) [g].</summary>
    public Field Particles => _particles;

    /// <summary>Power that electric cars take from each building in the last hour [W].</summary>
    public Field Charging { get; }

    /// <summary>Advances by one hour.</summary>
    /// <param name="hour">Of the year.</param>
    public void Step(int hour)
    {
        if (_days.Length == 0) return;
        LivedHour lived = _calendar.LivedAt(hour);
        int k = _lived = IndexOf(lived);
        RoadHour now = _hours[k];
        Charging.Write(_charging[k]);
        Device.Run(Charging.Support, new AddCharging(Charging.Now, _chargingOfYear.Today));
        _flow.Write(now.Flow);
        _speed.Write(now.Speed);
        _delay.Write(now.Delay);
        _noise.Write(now.Noise);
        _travelled.Write(now.Travelled);
        _lostNow.Write(_lostByRoad[k]);
        _heat.Write(now.Heat);
        if (_heatWithin != _heat) _heatWithin.Write(Within(now.Heat));
        _carbon.Write(now.Carbon);
        _nox.Write(now.NitrogenOxides);
        _particles.Write(now.Particles);
        if (_roads.Count > 0)
            Device.Run(_roads, new AddTraffic(
                _travelled.Now, _lostNow.Now, _carbon.Now, _nox.Now, _particles.Now,
                _travelledOfYear.Today, _lost.Today, _carbonOfYear.Today, _noxOfYear.Today, _particlesOfYear.Today));
    }

    /// <summary>Which kind of day an hour is of; a public holiday is a Sunday.</summary>
    public static DayKind KindOf(LivedHour hour) => hour.Day switch { DayOfWeek.Saturday => DayKind.Saturday, DayOfWeek.Sunday => DayKind.Sunday, _ => DayKind.Weekday };

    /// <inheritdoc/>
    public override IEnumerable<Table> Tables(int member)
    {
        double[] time = new double[_territory.Buildings.Count], money = new double[time.Length], driven = new double[time.Length], people = new double[time.Length];
        double[] days = DaysOfYear();
        for (int n = 0; n < (Demand?.Residents.People.Count ?? 0); n++)
        {
            Resident p = Demand!.Residents.People[n];
            int b = _territory.Households[p.Household].Building;
            people[b] += p.Weight;
            time[b] += p.Weight * _accounts[0].Minutes[n];
            for (int kind = 0; kind < Kinds; kind++)
            {
                money[b] += days[kind] * p.Weight * _accounts[kind].Money[n];
                driven[b] += days[kind] * p.Weight * _accounts[kind].DrivenKilometres[n];
            }
        }
        yield return new("buildings",
        [
            new NumberColumn(new("travel_time", "min", "time on the way on a weekday, mean of who lives there", QuantityKind.Burden), Each(time)),
            new NumberColumn(new("travel_spending", "EUR", "fuel, charging, parking and fares in the year, mean of who lives there", QuantityKind.Burden), Each(money)),
            new NumberColumn(new("driven_kilometres", "km", "driven by car in the year, mean of who lives there", QuantityKind.Burden), Each(driven)),
            new NumberColumn(new("charging", "kWh", "energy that electric cars take from the building in the year; part of its electricity", QuantityKind.Burden), [.. _chargingOfYear.Read(member).Select(static wh => wh / 1000)]),
            .. _access.Columns(),
        ]);
        int roads = _roads.Count;
        double[] km = [.. _territory.Roads.Select(static r => r.Length / 1000)];
        double[] weekday = new double[roads], peak = new double[roads], slowest = new double[roads], noise = new double[roads];
        for (int r = 0; r < roads && _hours.Length > 0; r++)
        {
            RoadHour[] day = _hours[..HoursOfDay];
            weekday[r] = day.Sum(h => h.Flow[r]);
            peak[r] = day.Max(h => h.Flow[r]);
            slowest[r] = day.Min(h => h.Speed[r]) is var least && least > 0 ? least : double.NaN;              // no car drives on it
            noise[r] = DayEveningNight(day, r);
        }
        yield return new("roads",
        [
            new TextColumn(new("id", "", "identifier of the road"), [.. _territory.Roads.Select(static r => r.Id)]),
            new TextColumn(new("name", "", "name of the road"), [.. _territory.Roads.Select(static r => r.Name)]),
            new NumberColumn(new("road_length", "m", "length"), [.. km.Select(static k => 1000 * k)]),
            new NumberColumn(new("vehicles_of_weekday", "1", "vehicles that pass on a weekday, both ways together", QuantityKind.Load), weekday),
            new NumberColumn(new("vehicles_of_peak", "h-1", "vehicles that pass in the busiest hour of a weekday", QuantityKind.Load), peak),
            new NumberColumn(new("slowest_speed", "km h-1", "mean speed in the slowest hour of a weekday", QuantityKind.Benefit), slowest),
            new NumberColumn(new("hours_lost", "h", "vehicle-hours lost to traffic in the year", QuantityKind.Burden), Counted(_lost)),
            new NumberColumn(new("road_kilometres", "km", "vehicle-kilometres in the year", QuantityKind.Burden), Counted(_travelledOfYear)),
            new NumberColumn(new("road_carbon", "kg", "greenhouse gas of vehicles in the year (CO2e)", QuantityKind.Burden), Counted(_carbonOfYear)),
            new NumberColumn(new("road_nox", "kg", "nitrogen oxides of vehicles in the year", QuantityKind.Burden), Counted(_noxOfYear, 1000)),
            new NumberColumn(new("road_particles", "kg", "particles of exhaust, brakes, tyres and road in the year (PM10)", QuantityKind.Burden), Counted(_particlesOfYear, 1000)),
            new NumberColumn(new("road_lden", "dB", "noise at 10 m of a weekday, evenings and nights weighed (Lden)", QuantityKind.Burden), noise),
        ]);

        double[] Each(double[] sums) => [.. sums.Select((s, b) => people[b] > 0 ? s / people[b] : double.NaN)];

        // Missing where a road counts in no total.
        double[] Counted(Total of, double unit = 1)
        {
            double[] values = [.. of.Read(member).Select(v => v / unit)];
            foreach (int road in _around) values[road] = double.NaN;
            return values;
        }
    }

    private float[] Within(float[] ofRoads)
    {
        float[] counted = [.. ofRoads];
        foreach (int road in _around) counted[road] = 0;
        return counted;
    }

    /// <inheritdoc/>
    public override IEnumerable<(Quantity, double)> Indicators(YearTables year)
    {
        ArgumentNullException.ThrowIfNull(year);
        Table roads = year.Find("roads")!;
        ModeSums all = _accounts.Length > 0 ? _accounts[0].All : ModeSums.None;
        double people = Demand?.Residents.People.Sum(static p => p.Weight) ?? 0, stays = 0;
        for (int n = 0; n < (Demand?.Residents.People.Count ?? 0); n++)
            if (!_accounts[0].Out[n]) stays += Demand!.Residents.People[n].Weight;
        yield return (new("trips", "count", "trips of an inhabitant on a weekday", QuantityKind.Fact), all.Trips.Sum() / people);
        yield return (new("at_home_all_day", "1", "inhabitants who stay at home on a weekday", QuantityKind.Fact), stays / people);
        yield return (new("travel_time", "min", "time of an inhabitant on the way on a weekday", QuantityKind.Burden), all.Minutes.Sum() / people);
        yield return (new("travel_distance", "km", "way of an inhabitant on a weekday", QuantityKind.Burden), all.Kilometres.Sum() / people);
        yield return (new("car_share", "1", "trips of a weekday by car, drivers and passengers", QuantityKind.Burden), all.ShareOf(TravelMode.Driver, TravelMode.Passenger, TravelMode.SharedCar));
        yield return (new("walk_share", "1", "trips of a weekday on foot", QuantityKind.Benefit), all.ShareOf(TravelMode.Walk));
        yield return (new("transit_share", "1", "trips of a weekday by public transport", QuantityKind.Benefit), all.ShareOf(TravelMode.Transit));
        yield return (new("cycle_share", "1", "trips of a weekday by cycle", QuantityKind.Benefit), all.ShareOf(TravelMode.Cycle));
        yield return (new("car_occupancy", "count", "people in a car on a weekday", QuantityKind.Benefit), 1 + all.Kilometres[(int)TravelMode.Passenger] / (all.Kilometres[(int)TravelMode.Driver] + all.Kilometres[(int)TravelMode.SharedCar]));
        yield return (new("transit_trips", "count", "trips by public transport on a weekday", QuantityKind.Benefit), all.Trips[(int)TravelMode.Transit]);
        yield return (new("travel_spending", "EUR", "fuel, charging, parking and fares of an inhabitant in the year", QuantityKind.Burden), Mean(year.Buildings.Numbers("travel_spending")));
        string[] thirds = ["poorest_third", "middle_third", "richest_third"];
        for (int t = 0; t < thirds.Length; t++)
        {
            string whom = $"the {thirds[t].Replace('_', ' ')} of inhabitants by living standard";
            (double time, double money) = OfThird(t);
            yield return (new($"travel_time_{thirds[t]}", "min", $"minutes on the way of {whom}, on a weekday", QuantityKind.Burden), time);
            yield return (new($"travel_spending_{thirds[t]}", "EUR", $"travel costs of {whom}: fuel, charging, parking, hire and fares in the year", QuantityKind.Burden), money);
        }
        foreach ((Quantity, double) of in _access.Indicators(year.Buildings)) yield return of;
        yield return (new("road_kilometres", "km", "vehicle-kilometres on the roads of the territory in the year", QuantityKind.Burden), OfTerritory("road_kilometres"));
        double[] days = DaysOfYear();
        double waited = _loaded.Select((d, kind) => days[kind] * (d.Waited - WaitedAround(d))).Sum();
        yield return (new("hours_lost", "h", "vehicle-hours lost to traffic in the year, waiting to come onto full roads included", QuantityKind.Burden), OfTerritory("hours_lost") + waited);
        yield return (new("road_carbon", "kg", "greenhouse gas of vehicles on the roads of the territory in the year (CO2e)", QuantityKind.Burden), OfTerritory("road_carbon"));
        yield return (new("road_nox", "kg", "nitrogen oxides of vehicles on these roads in the year", QuantityKind.Burden), OfTerritory("road_nox"));
        yield return (new("road_particles", "kg", "particles of vehicles on these roads in the year (PM10)", QuantityKind.Burden), OfTerritory("road_particles"));

        double OfTerritory(string column) => roads.Numbers(column).Where(static v => !double.IsNaN(v)).Sum();

        double Mean(double[] values)
        {
            double sum = 0, count = 0;
            for (int b = 0; b < values.Length; b++)
                if (double.IsFinite(values[b])) (sum, count) = (sum + _territory.Buildings[b].Inhabitants.Value * values[b], count + _territory.Buildings[b].Inhabitants.Value);
            return sum / count;
        }
    }

    /// <inheritdoc/>
    public override Func<Explanation>? Explain(Layer layer, int element) =>
        layer != Layer.Roads || Demand == null || RoadExplanation.LinksOf(Demand.Roads, element).Count == 0 ? null : () => ExplainRoad(element, _lived);

    /// <summary>Explains an hour of a road, which needs no step: days are known from the beginning.</summary>
    /// <param name="road">Index of the road.</param> <param name="hour">Of the year.</param>
    /// <returns>Null where no car drives.</returns>
    public Explanation? ExplainRoadAt(int road, int hour) =>
        Demand == null || RoadExplanation.LinksOf(Demand.Roads, road).Count == 0 ? null : ExplainRoad(road, IndexOf(_calendar.LivedAt(hour)));

    /// <summary>Explains the day of a drawn person: nobody in particular.</summary>
    /// <param name="person">Index among the residents.</param> <param name="hour">Of the year: that day, and where the person is then; null: a weekday.</param>
    /// <exception cref="InputException">There is no such person.</exception>
    public Explanation ExplainPerson(int person, int? hour)
    {
        int people = Demand?.Residents.People.Count ?? 0;
        if (person < 0 || person >= people) throw new InputException($"no person has the number {person}; expected 0 to {people - 1}, who are drawn and nobody in particular");
        int k = hour is { } h ? IndexOf(_calendar.LivedAt(h)) : 0;
        return new PersonExplanation(Demand!, _days[k / HoursOfDay], _accounts[k / HoursOfDay]).Of(person, hour == null ? null : k % HoursOfDay);
    }

    private static int IndexOf(LivedHour lived) => (int)KindOf(lived) * HoursOfDay + lived.Clock;

    private Explanation ExplainRoad(int road, int k) => new RoadExplanation(Demand!, _days[k / HoursOfDay], k % HoursOfDay, _hours[k], _fleets[k / HoursOfDay], _loaded[k / HoursOfDay].Minutes[k % HoursOfDay]).Of(road);

    private double WaitedAround(LoadedDay day)
    {
        double waited = 0;
        for (int link = 0; link < day.WaitedAt.Length; link++)
            if (Demand!.Roads.Cars.StretchOfLink[link] is >= 0 and var stretch && _territory.Roads[Demand.Roads.Network.Stretches[stretch].Road].IsContext) waited += day.WaitedAt[link];
        return waited;
    }

    private float[] OfRoadsOf(double[] links)
    {
        double[] sums = new double[_roads.Count];
        for (int link = 0; link < links.Length; link++)
            if (Demand!.Roads.Cars.StretchOfLink[link] is >= 0 and var stretch) sums[Demand.Roads.Network.Stretches[stretch].Road] += links[link];
        return [.. sums.Select(static s => (float)s)];
    }

    /// <inheritdoc/>
    public override IEnumerable<Balance> Balances(int member)
    {
        double trips = 0, lost = 0, hours = 0, charged = 0;
        foreach (Equilibrium hour in _days.SelectMany(static d => d.Hours))
        {
            double now = hour.Traffic.Classes.Sum(static c => c.Trips.Sums().All);
            trips += now;
            lost += now * hour.Imbalance();
        }
        for (int h = 0; h < Series.Hours && _hours.Length > 0; h++)
        {
            LivedHour lived = _calendar.LivedAt(h);
            int k = IndexOf(lived);
            foreach (float km in _hours[k].Travelled) hours += km;
            foreach (float power in _charging[k]) charged += power;
        }
        yield return new("vehicles", "1", trips, trips - lost, 1e-9);
        double sent = _days.Sum(static d => d.Hours.Sum(static h => h.Traffic.Classes.Sum(static c => c.Trips.Sums() is var (all, inside) ? c.CarUnits * (all - inside) : 0)));
        double found = _loaded.Select(static d => d.Counts[^1]).Sum(static end => (end.Arrived + end.OnRoad + end.Waiting) / (double)LinkTransmission.Parts);
        yield return new("vehicles_loaded", "1", sent, found, RoundedCars);
        yield return new("charging", "kWh", charged / 1000, _chargingOfYear.Read(member).Sum() / 1000, Rounding);
        yield return new("vehicle_kilometres", "km", hours, _travelledOfYear.Read(member).Sum(), Rounding);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Notes
    {
        get
        {
            if (Demand == null) yield break;
            yield return $"mobility: people, their days and where they go are drawn from what is usual in France; of workers who live here {Demand.Destinations.WorksInside:0 %} work here, which is {(_worksInsideGiven ? "set by the scenario" : "guessed from the number of inhabitants")}";
            if (_territory.PublicTransport is { } transport)
            {
                int outside = Demand.Zones.Places - Demand.Zones.Zones, served = Demand.Transit.StopsOutside.Count(static s => s.Length > 0);
                yield return $"mobility: public transport by timetable ({transport.Feed}): {string.Join(", ", transport.Days.Select(static d => $"{d.Name} of {d.Day.Date:yyyy-MM-dd}"))}{string.Concat(new[] { ("Saturday", transport.Saturday), ("Sunday", transport.Sunday) }.Where(static d => d.Item2 == null).Select(static d => $", no service on a {d.Item1}"))}; it goes to {served} of {outside} places beyond the limit, to the others coaches each hour are assumed{(_headwayGiven ? "; `mobility.headway` is not used" : "")}";
            }
            if (Demand.Zones.CutOff.Count > 0) yield return $"mobility: {Demand.Zones.CutOff.Count} buildings, such as {_territory.Buildings[Demand.Zones.CutOff[0]].Id}, stand at roads from which cars do not come to the others; their trips by car begin at the nearest street from which they do";
            yield return $"mobility: choices and traffic {(_days.Any(static d => d.Gap > TravelDemand.MatrixGap) ? "do NOT agree and change" : "agree to")} {_days.Max(static d => d.Gap):0.#####} of the trips by car after {_days.Max(static d => d.Rounds)} rounds; traffic of each hour to {_days.Max(static d => d.Hours.Max(static h => h.RelativeGap)):0.0e0}";
            if (_days[0].Relief is { } relief)
                yield return $"mobility: on a weekday roads that leave are asked more than they pass: of {relief.Crossing:0} car units that would cross the limit, {relief.Elsewhere:0} take another exit, {relief.OtherHour:0} cross up to {ExitBalance.Reach} hours sooner or later, and {relief.LeftOut:0} are left out and drive on no road";
            if (Demand.Residents.Sharing.Stations.Count > 0) yield return SharingNote();
            yield return $"mobility: cars that burn fuel are those of {_calendar.Year} by age, {_fleets[0].Cars.Diesel:0 %} of their kilometres on diesel; how many are electric is what `mobility.electric_cars` says, whatever the year";
            foreach (string note in _access.Notes()) yield return note;
            LoadedCounts end = _loaded[0].Counts[^1];
            yield return $"mobility: on a weekday {Units(end.Came)} car units set out; at its end {Units(end.OnRoad)} are on the road and {Units(end.Waiting)} wait to enter; {_loaded[0].Waited:0} h were waited to enter, which roads do not count as lost{(_around.Length == 0 ? "" : $"; {WaitedAround(_loaded[0]):0} of them onto roads around the limit, which are in no total")}";

            static string Units(long parts) => $"{parts / (double)LinkTransmission.Parts:0}";
        }
    }

    private string SharingNote()
    {
        CarSharing sharing = Demand!.Residents.Sharing;
        int households = _territory.Households.Count, members = Enumerable.Range(0, households).Count(k => sharing.StationOf(k) >= 0);
        (int tours, int refused) = (_days[0].Modes.Count(static m => m == TravelMode.SharedCar), 0);
        for (int n = 0; n < _days[0].Modes.Length; n++)
            if (sharing.StationOf(Demand.Residents.People[_days[0].Plans.Tours[n].Person].Household) >= 0 && Demand.Weigh(_days[0], n).MaxBy(static w => w.Sum).Mode == TravelMode.SharedCar && _days[0].Modes[n] != TravelMode.SharedCar) refused++;
        return $"mobility: {sharing.Stations.Sum(static s => s.Number)} shared cars at {sharing.Stations.Count} places; {members} of {households} households joined, {Demand.Residents.CarsGivenUp} gave up a car; on a weekday shared cars make {tours} tours, and {refused} more would if one were free";
    }

    // Cars of residents by who drives electric, all other light vehicles and shared cars by the share of the scenario. Electricity that buildings count is in their carbon, and not again in that of the road.
    private FleetEffects FleetOf(TravelDay day, TravelAccounts accounts, MobilityParameters parameters, CarbonFactors carbon, bool charged)
    {
        double all = day.Hours.Sum(static h => h.Traffic.Classes[TravelDemand.Light].Trips.Sums().All), driven = 0, electric = 0, shared = 0;
        for (int n = 0; n < accounts.DrivenKilometres.Length; n++)
        {
            double km = Demand!.Residents.People[n].Weight * accounts.DrivenKilometres[n];
            double ofShared = Demand.Residents.People[n].Weight * accounts.SharedKilometres[n];
            driven += km;
            shared += ofShared;
            if (Demand.Electric[Demand.Residents.People[n].Household]) electric += km - ofShared;
        }
        double residents = all > 0 ? Math.Min(1, (accounts.All.Trips[(int)TravelMode.Driver] + accounts.All.Trips[(int)TravelMode.SharedCar]) / all) : 0;
        double own = driven > 0 ? residents * electric / driven : 0, others = (1 - residents + (driven > 0 ? residents * shared / driven : 0)) * parameters.ElectricCars;
        return new(own + others, own + others > 0 ? carbon.MeanGrid * ((charged ? 0 : own) + others) / (own + others) : 0, _calendar.Year);
    }

    /// <summary>False where electricity has another price, by which people choose, or another carbon content, which the hours have summed.</summary>
    public override bool TryAccount(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Of<EnergyPrices>().Electricity == _electricityPrice && parameters.Of<CarbonFactors>().MeanGrid == _gridCarbon;
    }

    private double[] DaysOfYear()
    {
        double[] days = new double[Kinds];
        for (int h = 12; h < Calendar.Hours; h += HoursOfDay) days[(int)KindOf(_calendar.LivedAt(h))]++;
        return days;
    }

    private (double Minutes, double Money) OfThird(int third)
    {
        double people = 0, minutes = 0, money = 0;
        double[] days = DaysOfYear();
        for (int n = 0; n < (Demand?.Residents.People.Count ?? 0); n++)
        {
            Resident p = Demand!.Residents.People[n];
            if (Demand.Residents.Thirds[p.Household] != third) continue;
            people += p.Weight;
            minutes += p.Weight * _accounts[0].Minutes[n];
            for (int kind = 0; kind < Kinds; kind++) money += days[kind] * p.Weight * _accounts[kind].Money[n];
        }
        return (minutes / people, money / people);
    }

    // Lden of Directive 2002/49/EC: 12 h from 6 h to 18 h, 4 h + 5 dB, 8 h + 10 dB.
    private static double DayEveningNight(RoadHour[] day, int road)
    {
        double sum = 0;
        for (int h = 0; h < HoursOfDay; h++)
            if (day[h].Flow[road] > 0) sum += Math.Pow(10, (day[h].Noise[road] + (h is >= 6 and < 18 ? 0 : h is >= 18 and < 22 ? 5 : 10)) / 10);
        return sum > 0 ? Math.Max(0, 10 * Math.Log10(sum / HoursOfDay)) : 0;
    }
}

/// <summary>Adds an hour of charging to the sum of the year.</summary>
/// <param name="power">[W].</param> <param name="energy">Sum [Wh].</param>
internal readonly struct AddCharging([Plausible(0, 15000)] View power, View energy) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[energy] = cell[energy] + cell[power];
}

/// <summary>Adds an hour of traffic to the sums of the year.</summary>
/// <param name="travelled">[km].</param> <param name="lostNow">[h].</param> <param name="carbon">[kg].</param> <param name="nox">[g].</param> <param name="particles">[g].</param>
/// <param name="kilometres">Sum.</param> <param name="lost">Sum [h].</param> <param name="carbonSum">Sum.</param> <param name="noxSum">Sum.</param> <param name="particlesSum">Sum.</param>
internal readonly struct AddTraffic(
    [Plausible(0, 500)] View travelled, [Plausible(0, 100)] View lostNow, [Plausible(0, 100)] View carbon, [Plausible(0, 200)] View nox, [Plausible(0, 50)] View particles,
    View kilometres, View lost, View carbonSum, View noxSum, View particlesSum) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[kilometres] = cell[kilometres] + cell[travelled];
        cell[lost] = cell[lost] + cell[lostNow];
        cell[carbonSum] = cell[carbonSum] + cell[carbon];
        cell[noxSum] = cell[noxSum] + cell[nox];
        cell[particlesSum] = cell[particlesSum] + cell[particles];
    }
}
