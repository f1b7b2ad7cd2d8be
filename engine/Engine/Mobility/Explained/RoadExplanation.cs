using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Why a road carries what it carries in an hour of the clock, and what comes of it. docs/physics/mobility.md.</summary>
/// <remarks>Where vehicles come from and go to is read from the bushes of the equilibrium, so that the streams of a road sum to its flow.</remarks>
internal sealed class RoadExplanation(TravelDemand demand, TravelDay day, int clock, RoadHour hour, FleetEffects fleet, double[]? minutes = null)
{
    private const int MostPlaces = 3;
    private const double KilowattHour = 3.6e6;
    private const string Burnt = "engine, way and stops, Ross 1997", Page = "docs/physics/mobility.md", Moved = "time on its links by flow and capacity, and in queues of the loaded day, " + Page, Assigned = "user equilibrium of the hour, " + Page, Effects = "docs/physics/emissions-noise.md", Shares = "by the shares of the equilibrium";

    private static readonly Dictionary<TrafficStream, (string Name, string Meaning, string Source)> Streams = new()
    {
        [TrafficStream.Residents] = ("stream_residents", "cars of residents", "tours by car of drawn residents"),
        [TrafficStream.Commuters] = ("stream_commuters", "people from outside who work here", "jobs that no resident holds, assumed"),
        [TrafficStream.Visitors] = ("stream_visitors", "visitors from outside", "as many as residents go out, assumed"),
        [TrafficStream.Vans] = ("stream_vans", "vans", "0.45 a job, 0.06 an inhabitant, assumed"),
        [TrafficStream.Passing] = ("stream_passing", "cars and vans that only pass", "share of what crosses the limit, assumed"),
        [TrafficStream.Lorries] = ("stream_lorries", "lorries", "0.06 a job, assumed"),
        [TrafficStream.PassingLorries] = ("stream_passing_lorries", "lorries that only pass", "share of what crosses the limit, assumed"),
    };

    private readonly RoadSystem _roads = demand.Roads;
    private readonly Equilibrium _flows = day.Hours[clock];

    /// <summary>Links along a road for cars; none where they may not drive.</summary>
    public static IReadOnlyList<int> LinksOf(RoadSystem roads, int road) =>
        [.. Enumerable.Range(0, roads.Cars.Graph.Links).Where(l => roads.Cars.StretchOfLink[l] >= 0 && roads.Network.Stretches[roads.Cars.StretchOfLink[l]].Road == road)];

    /// <summary>Explains a road that has links.</summary>
    public Explanation Of(int road)
    {
        IReadOnlyList<int> links = LinksOf(_roads, road);
        double length = _roads.Network.Roads[road].Length, lorries = links.Sum(l => Flow(TravelDemand.Heavy, l) * _roads.Cars.Length[l]) / length, speed = hour.Speed[road] / 3.6;
        double[] weights = new double[_roads.Cars.Graph.Links];
        foreach (int l in links) weights[l] = _roads.Cars.Length[l] / length;
        IReadOnlyDictionary<(int, int), double>[] passes = [_flows.Passes(TravelDemand.Light, weights), _flows.Passes(TravelDemand.Heavy, weights)];
        List<Term> terms = [];
        double[] from = new double[demand.Zones.Zones + demand.Zones.Exits.Count], to = new double[from.Length];
        foreach ((TrafficStream stream, double[] trips) in demand.StreamsOf(day, clock))
        {
            double sum = 0;
            IReadOnlyDictionary<(int, int), double> ways = passes[stream is TrafficStream.Lorries or TrafficStream.PassingLorries ? TravelDemand.Heavy : TravelDemand.Light];
            for (int pair = 0; pair < trips.Length; pair++)
            {
                if (trips[pair] == 0) continue;
                (int a, int b) = (pair / demand.Zones.Places, pair % demand.Zones.Places);
                if (!ways.TryGetValue((demand.Zones.From[a], demand.Zones.To[b]), out double each)) continue;
                sum += trips[pair] * each;
                from[Group(a)] += trips[pair] * each;
                to[Group(b)] += trips[pair] * each;
            }
            terms.Add(Hourly(Streams[stream].Name, Streams[stream].Meaning, sum, Streams[stream].Source));
        }
        List<Term> facts =
        [
            .. new[] { true, false }.Where(way => links.Any(l => _roads.Cars.IsForward[l] == way)).SelectMany(way => new[]
            {
                Hourly(way ? "cars_along" : "cars_against", $"cars and vans {(way ? "along" : "against")} its line", Directed(TravelDemand.Light, way), Assigned),
                Hourly(way ? "lorries_along" : "lorries_against", $"lorries {(way ? "along" : "against")} its line", Directed(TravelDemand.Heavy, way), Assigned),
            }),
            new(new("road_speed", "km h-1", "mean speed of vehicles"), hour.Speed[road], Moved),
            new(new("free_speed", "km h-1", "speed on the empty road"), links.Sum(l => _roads.Cars.Length[l]) / links.Sum(l => _roads.FreeMinutes[l]) * 0.06, "limit or usual speed, and up to 5 s for a junction"),
            new(new("road_delay", "s", "what a vehicle loses to traffic"), hour.Delay[road], Moved),
            new(new("road_noise", "dB", "noise at 10 m"), hour.Noise[road], "CNOSSOS-EU, " + Effects),
            new(new("noise_of_cars", "dB", "of cars and vans alone"), RoadHour.NoiseOf(hour.Flow[road] - lorries, 0, speed), Effects),
            new(new("noise_of_lorries", "dB", "of lorries alone"), RoadHour.NoiseOf(lorries, lorries, speed), Effects),
            .. Greatest(from, "from", "come from"),
            .. Greatest(to, "to", "go to"),
        ];
        (Given cars, Given heavy) = GivenOff(links);
        return new("road_traffic", facts, terms, [])
        {
            Total = Hourly("road_flow", "vehicles that pass in an hour", hour.Flow[road], "mean along the road, both ways"),
            Parts =
            [
                Part("traffic_energy", new("traffic_energy_sum", "kWh", "heat of fuel and electricity in the hour"), hour.Heat[road] / 1000,
                    ("engine_of_cars", "fuel of cars and vans to turn their engines", cars.Burnt.Engine / KilowattHour, Burnt), ("tyres_of_cars", "their fuel against the rolling of tyres", cars.Burnt.Tyres / KilowattHour, Burnt),
                    ("air_of_cars", "their fuel against the air", cars.Burnt.Air / KilowattHour, Burnt), ("stops_of_cars", "their fuel for stops", cars.Burnt.Stops / KilowattHour, Burnt), ("climb_of_cars", "their fuel uphill, less what is saved downhill", cars.Burnt.Climb / KilowattHour, Burnt),
                    ("current_of_cars", "electricity of cars and vans", cars.Drawn / KilowattHour, "0.17 kWh/km"), ("fuel_of_lorries", "fuel of lorries", heavy.Hauled / KilowattHour, "HBEFA 3 by speed")),
                Part("road_carbon", new("traffic_carbon", "kg", "greenhouse gas in the hour (CO2e)"), hour.Carbon[road],
                    ("exhaust_of_cars", "exhaust of cars and vans", cars.Exhaust, "69.3 and 74.1 g/MJ, IPCC 2006"), ("upstream_of_cars", "their fuel before the tank", cars.Upstream, "a quarter of exhaust, ADEME, order of magnitude"),
                    ("grid_of_cars", "electricity of cars and vans", cars.Grid, "0.17 kWh/km, mean of the network"), ("exhaust_of_lorries", "exhaust of lorries", heavy.Exhaust, "HBEFA 3 by speed"), ("upstream_of_lorries", "their fuel before the tank", heavy.Upstream, "a quarter of exhaust, ADEME, order of magnitude")),
                Part("road_nox", new("traffic_nox", "g", "nitrogen oxides in the hour"), hour.NitrogenOxides[road],
                    ("nox_of_petrol", "petrol cars and vans", cars.PetrolNox, "EMEP/EEA 2019, tier 2, cars of the year by age"), ("nox_of_diesel", "diesel cars and vans", cars.DieselNox, "EMEP/EEA 2019, tier 2, cars of the year by age"), ("nox_of_lorries", "lorries", heavy.DieselNox, "a quarter of HBEFA 3 Euro 4, as Euro VI")),
                Part("road_particles", new("traffic_particles", "g", "particles in the hour (PM10)"), hour.Particles[road],
                    ("particles_of_cars", "exhaust of cars and vans", cars.ExhaustParticles, "EMEP/EEA 2019, tier 2, cars of the year by age"), ("wear_of_cars", "brakes, tyres and road under cars and vans", cars.Wear, "EMEP/EEA 2019, tier 1"),
                    ("particles_of_lorries", "exhaust of lorries", heavy.ExhaustParticles, "a quarter of HBEFA 3 Euro 4, as Euro VI"), ("wear_of_lorries", "brakes, tyres and road under lorries", heavy.Wear, "EMEP/EEA 2019, tier 1")),
            ],
        };

        double Directed(int travellers, bool way) => links.Where(l => _roads.Cars.IsForward[l] == way).Sum(l => Flow(travellers, l) * _roads.Cars.Length[l]) / length;
    }

    private double Flow(int travellers, int link) => _flows.Flows[travellers][link];

    private (Given Cars, Given Lorries) GivenOff(IReadOnlyList<int> links)
    {
        (Given cars, Given lorries) = (default, default);
        foreach (int l in links)
        {
            Drive drive = _roads.DriveOf(l, (minutes ?? _flows.Costs[TravelDemand.Light])[l]);
            cars += Flow(TravelDemand.Light, l) * fleet.Light(drive);
            lorries += Flow(TravelDemand.Heavy, l) * FleetEffects.Lorry(drive);
        }
        return (cars, lorries);
    }

    // Places beyond an exit are one.
    private int Group(int place) => demand.Zones.IsOutside(place) ? demand.Zones.Zones + (place - demand.Zones.Zones) / TravelZones.Beyond.Count : place;

    private IEnumerable<Term> Greatest(double[] vehicles, string way, string how) => Enumerable.Range(0, vehicles.Length).Where(g => vehicles[g] > 0).OrderByDescending(g => vehicles[g]).ThenBy(static g => g).Take(MostPlaces).Select(g =>
    {
        bool leaves = g >= demand.Zones.Zones;
        int number = leaves ? g - demand.Zones.Zones : g, node = leaves ? way == "from" ? demand.Zones.Exits[number].In : demand.Zones.Exits[number].Out : demand.Zones.From[g];
        string street = _roads.Network.Stretches.Where(s => s.From == node || s.To == node).Select(s => _roads.Network.Roads[s.Road].Name).FirstOrDefault(static n => n.Length > 0) ?? "";
        (double x, double y) = _roads.Network.PlaceOf(node);
        return Hourly($"{way}_{(leaves ? "exit" : "zone")}", $"{how} {(leaves ? "beyond exit" : "zone")}", vehicles[g], string.Create(CultureInfo.InvariantCulture, $"no. {number + 1}, {(street.Length > 0 ? street : $"{x:0}, {y:0}")}; {Shares}"));
    });

    private static Explanation Part(string key, Quantity total, double value, params (string Name, string Meaning, double Value, string Source)[] terms) =>
        new(key, [], [.. terms.Select(t => new Term(new(t.Name, total.Unit, t.Meaning), t.Value, t.Source))], []) { Total = new(total, value, Effects) };

    private static Term Hourly(string name, string meaning, double value, string source) => new(new(name, "h-1", meaning), value, source);
}
