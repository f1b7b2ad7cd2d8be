using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Validation;

/// <summary>Days of people in generated towns and in Olemps beside the French survey of 2019, and what they put on the roads beside French orders of magnitude.</summary>
internal static class TravelSheet
{
    private const string Read = "EMP 2019", Recalled = "EMP 2019, recalled";

    public static Sheet Of()
    {
        Place[] places =
        [
            new("8,000, seed 12", TownGenerator.Generate(8000, 12)), new("20,000, seed 4", TownGenerator.Generate(20000, 4)), new("20,000, seed 12", TownGenerator.Generate(20000, 12)), new("20,000, seed 31", TownGenerator.Generate(20000, 31)),
            new("50,000, seed 12", TownGenerator.Generate(50000, 12)), new("Olemps (3,300)", TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps"), new ImportOptions()).Territory),
        ];
        Sheet sheet = new("Days of people and traffic of towns beside France",
            "Generated towns and Olemps with defaults and what is usual by their size. Bounds: `fr_numbers` of the references, the country's survey EMP 2019 (SDES), and orders of magnitude that are *recalled*. "
            + "Constants of the choice of modes were found for the town of 20,000 of seed 4, by its shares of modes and people in a car, and are the same everywhere, so that its rows say little and the others more; times of day are in outline those of recalled curves; a small town need not have the shares of the country, and these rows show where ours differs.");
        sheet.Table(["of residents on a weekday", .. places.Select(static p => p.Name), "plausible", "source", "agrees"]);
        List<(string, Func<Place, double>, double, double, string)> judged =
        [
            ("trips a day", static p => p.Trips, 2.8, 3.2, Read), ("time on the way, min", static p => p.Minutes, 49.5, 60.5, Read + ": 55 in urban units below 100,000 (62 in all of France), a tenth either way"),
            ("by car, %", static p => p.Share(TravelMode.Driver, TravelMode.Passenger), 60, 65, Read), ("on foot, %", static p => p.Share(TravelMode.Walk), 22, 26, Read),
            ("by public transport, %", static p => p.Share(TravelMode.Transit), 8, 10, Read), ("by cycle, %", static p => p.Share(TravelMode.Cycle), 2.3, 3.2, Read),
            ("people in a car, by kilometres", static p => p.Occupancy(_ => true), 1.35, 1.6, Recalled), ("people in a car to work, by kilometres", static p => p.Occupancy(static t => t == Purpose.Work), 1.03, 1.15, Recalled),
            ("from home to work, km", static p => p.ToWork, 11, 15, Recalled), ("at home all day, %", static p => p.AtHome, 10, 15, Recalled),
            ("hour with most trips of the morning", static p => p.Busiest(5, 11), 7, 8, Recalled), ("hour with most trips of the evening", static p => p.Busiest(14, 22), 16, 17, Recalled),
        ];
        List<string> misses = [];
        foreach ((string quantity, Func<Place, double> of, double low, double high, string source) in judged)
        {
            string[] outside = [.. places.Where(p => !(of(p) >= low && of(p) <= high)).Select(static p => p.Name)];
            sheet.Row(outside.Length == 0, [quantity, .. places.Select(p => Show(of(p))), $"{Show(low)} to {Show(high)}", source]);
            if (outside.Length > 0) misses.Add($"{quantity}: {string.Join("; ", outside)}");
        }
        foreach ((string mode, TravelMode[] modes, double minutes) in new[] { ("car", new[] { TravelMode.Driver, TravelMode.Passenger }, 19.0), ("foot", [TravelMode.Walk], 14), ("cycle", [TravelMode.Cycle], 18), ("public transport", [TravelMode.Transit], 41) })
            sheet.Plain([$"a trip by {mode}, min", .. places.Select(p => Show(p.Duration(modes))), Show(minutes), Read, "–"]);

        sheet.Table("trips that begin in the hour, %", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22");
        foreach (Place p in places) sheet.Plain([p.Name, .. Enumerable.Range(5, 18).Select(h => Show(p.InHour(h)))]);

        sheet.Table(["on the roads and in the year", .. places.Select(static p => p.Name), "France", "source"]);
        foreach ((string quantity, Func<Place, double> of, string france, string source) in Planner) sheet.Plain([quantity, .. places.Select(p => Show(of(p))), france, source]);

        sheet.Note(misses.Count == 0 ? "No miss." : $"Missed: {string.Join(". ", misses)}.");
        sheet.Note("How to read the second table: only roads inside the territory count there, and of a way to work of 13 km most lies outside, so that kilometres, CO₂e and NOx of an inhabitant stay far below those of the country and rise with the size of the place and with what passes. "
            + "Kilometres at the wheel count all of a way and no journey beyond 35 km of the limit; far journeys are about a quarter of the kilometres of French cars (recalled). At noon fewer trips begin than in France, and in the hour from 8 h more (recalled). NOx is lower for a kilometre too, since cars are taken to be Euro 5 and 6. CO₂e of a kilometre has what it takes to bring fuel to the vehicle; it is low for want of cold engines, a tenth or more of short trips, and of lorries (recalled).");
        return sheet;
    }

    private static readonly (string, Func<Place, double>, string, string)[] Planner =
    [
        ("vehicles of a weekday on the busiest road", static p => p.BusiestRoad, "10,000 to 30,000", "main roads at towns, counts of departments, recalled"),
        ("vehicle-kilometres on roads of the territory, an inhabitant and day", static p => p.OnRoads, "25 on all roads", "SDES, bilan de la circulation 2019, recalled"),
        ("kilometres at the wheel, an inhabitant and day, outside included", static p => p.Driven, "18", "SDES 2019: 12,200 km a car, 0.55 cars an inhabitant, recalled"),
        ("cars of a household", static p => p.Cars, "1.25", "SDES, INSEE 2019, recalled"),
        ("CO₂e on roads of the territory, t an inhabitant and year", static p => p.Carbon, "1.8 on all roads, with 25 % upstream 2.2", "CITEPA 2019, recalled"),
        ("CO₂e of a kilometre on these roads, g", static p => 1e6 * p.Carbon / (365 * p.OnRoads), "200, with 25 % upstream 250", "CITEPA and SDES 2019, recalled"),
        ("lorries among the kilometres, %", static p => 100 * p.LorryShare, "5", "SDES, bilan de la circulation 2019, recalled"),
        ("NOx on roads of the territory, kg an inhabitant and year", static p => p.Nitrogen, "5 on all roads", "CITEPA 2019: 330 kt, half of it older cars, recalled"),
        ("fuel, charging and fares of a household, € a year", static p => p.Money, "1,500 for fuel", "INSEE, budgets of households, recalled"),
        ("speed of residents in cars, km/h, walk to the car included", static p => p.Speed, "36", Recalled),
        ("people who live and work there, %", static p => p.WorksInside, "35 where 10,000 live, 60 where 100,000", "INSEE, recalled"),
        ("kilometres of roads for 1,000 inhabitants", static p => p.RoadsOf, "16", "1.1 million km, SDES, recalled"),
    ];

    private static string Show(double value) => value.ToString(Math.Abs(value) >= 1000 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private sealed class Place
    {
        // Of a year: five weekdays a week without eleven holidays.
        private static readonly double[] Days = [251, 52, 62];

        private readonly TravelDemand _demand;
        private readonly TravelDay[] _days;
        private readonly TravelAccounts[] _accounts;
        private readonly double _people, _travelled, _carbon, _nox, _busiest;
        private readonly int _households;

        public Place(string name, Territory territory)
        {
            Name = name;
            _demand = new(territory, new() { On = true }, 0.25, seed: 1);
            _days = [.. Enum.GetValues<DayKind>().Select(kind => _demand.Day(kind))];
            _accounts = [.. _days.Select(d => TravelAccounts.Of(_demand, d))];
            _people = _demand.Residents.People.Sum(static r => r.Weight);
            _households = territory.Households.Count;
            FleetEffects fleet = new(0.03, 0.06, 2019);
            using HostDevice device = new(2);
            double[] daily = new double[territory.Roads.Count];
            for (int kind = 0; kind < _days.Length; kind++)
            {
                LoadedDay loaded = LoadedDay.Of(_demand.Roads.Cars, _demand.Roads.Links, _days[kind].Hours, device);
                foreach (RoadHour hour in _days[kind].Hours.Select((h, clock) => RoadHour.Of(_demand.Roads, h, fleet, loaded.Minutes[clock])))
                {
                    _travelled += Days[kind] * hour.Travelled.Sum(static v => (double)v);
                    _carbon += Days[kind] * hour.Carbon.Sum(static v => (double)v);
                    _nox += Days[kind] * hour.NitrogenOxides.Sum(static v => (double)v);
                    for (int r = 0; r < daily.Length && kind == 0; r++) daily[r] += hour.Flow[r];
                }
            }
            _busiest = daily.Max();
            RoadsOf = territory.Roads.Sum(static r => r.Length) / _people;
        }

        public double LorryShare
        {
            get
            {
                (double heavy, double all) = (0, 0);
                foreach (Equilibrium hour in _days[0].Hours)
                    for (int link = 0; link < _demand.Roads.Cars.Graph.Links; link++)
                    {
                        heavy += hour.Flows[TravelDemand.Heavy][link] * _demand.Roads.Cars.Length[link];
                        all += (hour.Flows[TravelDemand.Heavy][link] + hour.Flows[TravelDemand.Light][link]) * _demand.Roads.Cars.Length[link];
                    }
                return heavy / all;
            }
        }

        public string Name { get; }
        public double RoadsOf { get; }
        public double Trips => _accounts[0].All.Trips.Sum() / _people;
        public double Minutes => _accounts[0].All.Minutes.Sum() / _people;
        public double AtHome => 100 * Enumerable.Range(0, _accounts[0].Out.Length).Where(n => !_accounts[0].Out[n]).Sum(n => _demand.Residents.People[n].Weight) / _people;
        public double BusiestRoad => _busiest;
        public double OnRoads => _travelled / _people / 365;
        public double Carbon => _carbon / 1000 / _people;
        public double Nitrogen => _nox / 1000 / _people;
        public double Driven => OfYear(static a => a.DrivenKilometres) / _people / 365;
        public double Money => OfYear(static a => a.Money) / _households;
        public double Cars => _demand.Residents.Cars.Average();
        public double Speed => 60 * _accounts[0].All.Kilometres[(int)TravelMode.Driver] / _accounts[0].All.Minutes[(int)TravelMode.Driver];
        public double WorksInside => 100 * _demand.Destinations.WorksInside;

        public double Share(params TravelMode[] modes) => 100 * _accounts[0].All.ShareOf(modes);

        public double Duration(TravelMode[] modes) => modes.Sum(m => _accounts[0].All.Minutes[(int)m]) / modes.Sum(m => _accounts[0].All.Trips[(int)m]);

        public double ToWork
        {
            get
            {
                (double km, double people) = (0, 0);
                for (int n = 0; n < _demand.Destinations.Workplaces.Length; n++)
                {
                    if (_demand.Destinations.Workplaces[n] is not (>= 0 and var work)) continue;
                    double weight = _demand.Residents.People[n].Weight;
                    (km, people) = (km + weight * _days[0].Times.Car[8].Metres[_demand.Destinations.Homes[n] * _demand.Zones.Places + work] / 1000, people + weight);
                }
                return km / people;
            }
        }

        public double Occupancy(Func<Purpose, bool> which)
        {
            (double people, double cars) = (0, 0);
            ForEachTrip((mode, trip, weight, km) =>
            {
                if (!which(trip.Purpose)) return;
                if (mode is TravelMode.Driver or TravelMode.Passenger) people += weight * km;
                if (mode == TravelMode.Driver) cars += weight * km;
            });
            return people / cars;
        }

        public double InHour(int hour)
        {
            (double now, double all) = (0, 0);
            ForEachTrip((_, trip, weight, _) => (now, all) = (now + ((int)trip.Departure == hour ? weight : 0), all + weight));
            return 100 * now / all;
        }

        public int Busiest(int from, int to) => Enumerable.Range(from, to - from).MaxBy(InHour);

        private void ForEachTrip(Action<TravelMode, PlannedTrip, double, double> with)
        {
            TravelDay day = _days[0];
            for (int n = 0; n < day.Modes.Length; n++)
            {
                Tour tour = day.Plans.Tours[n];
                int from = _demand.Destinations.Homes[tour.Person];
                for (int k = tour.First; k < tour.First + tour.Count; k++)
                {
                    PlannedTrip trip = day.Plans.Trips[k];
                    with(day.Modes[n], trip, _demand.Residents.People[tour.Person].Weight, TravelAccounts.Of(day, day.Modes[n], from * _demand.Zones.Places + day.Places[k], (int)trip.Departure).Kilometres);
                    from = day.Places[k];
                }
            }
        }

        private double OfYear(Func<TravelAccounts, double[]> of)
        {
            double sum = 0;
            for (int kind = 0; kind < _accounts.Length; kind++)
                for (int n = 0; n < _demand.Residents.People.Count; n++) sum += Days[kind] * _demand.Residents.People[n].Weight * of(_accounts[kind])[n];
            return sum;
        }
    }
}
