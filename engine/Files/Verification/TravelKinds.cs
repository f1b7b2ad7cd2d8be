using TerritoryTwin.Mobility;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of where people go and how, and of what their vehicles give off.</summary>
internal static class TravelKinds
{
    private const double KilometreAnHour = 1 / 3.6;           // m/s

    public static CaseKind Demand { get; } = new(
        "demand", "Where people go and by what: shares by logit and nested logit, trips by balancing and by gravity.",
        [
            ("model", "logit, nested-logit, furness, gravity (both totals kept) or gravity-origin (those of origins)"),
            ("utilities", "of the alternatives, such as `-1;-1.5;-2`; of logits"), ("alternative", "that is asked for, from 1"),
            ("nests", "of each alternative, from 1, such as `1;2;2`; of nested-logit"), ("scales", "of each nest, such as `1;0.5`"),
            ("origins", "trips that leave each, such as `400;460`"), ("destinations", "trips that arrive, or what draws them"), ("seed", "table of furness, rows parted by `/`, such as `5;50/50;5`"),
            ("costs", "table of gravity"), ("beta", "of a unit of cost"), ("tolerance", "of a row's total; optional, 1e-12"), ("row", "that is asked for, from 1"), ("column", "that is asked for, from 1"),
        ],
        [
            ("share", "of the alternative"), ("logsum", "worth of the choice"), ("trips", "from the row to the column"), ("misfit", "largest difference of a row or a column from its total [trips]"),
            ("odds", "largest change of a ratio T11 T22/(T12 T21) of neighbours against that of the seed"),
        ],
        inputs => inputs.RequiredText("model") switch
        {
            "logit" or "nested-logit" => Choice(inputs),
            "furness" or "gravity" or "gravity-origin" => Trips(inputs),
            { } other => inputs.Told("model", $"is `{other}`; expected logit, nested-logit, furness, gravity or gravity-origin", new Dictionary<string, double>()),
        });

    public static CaseKind Emissions { get; } = new(
        "emissions", "Exhaust, fuel and energy of a vehicle at a speed, by EMEP 2013 or by HBEFA 3 as SUMO has it.",
        [
            ("vehicle", "petrol or diesel car with a standard (`petrol`, `diesel`): EMEP; `PC_G_EU4`, `PC_D_EU4`, `LDV_D_EU4`, `HDV_D_EU4`, `Bus`: HBEFA"), ("standard", "Euro 5, Euro 6 or Euro 6c; of EMEP"),
            ("species", "CO, NOx, HC or PM of EMEP; fuel, CO2, NOx or PMx of HBEFA"), ("speed", "[km/h]"), ("nearest", "whether speeds out of range take the nearest within; optional, false"),
        ],
        [("per_km", "[g/km]"), ("energy", "[MJ/km]; of HBEFA")],
        inputs =>
        {
            string vehicle = inputs.RequiredText("vehicle"), species = inputs.RequiredText("species");
            double speed = inputs.Number("speed", 0, 300) * KilometreAnHour;
            Beyond beyond = inputs.Flag("nearest", false) ? Beyond.Nearest : Beyond.Refused;
            if (vehicle.StartsWith("petrol", StringComparison.Ordinal) || vehicle.StartsWith("diesel", StringComparison.Ordinal))
            {
                Fuel fuel = vehicle.StartsWith("petrol", StringComparison.Ordinal) ? Fuel.Petrol : Fuel.Diesel;
                EuroStandard standard = Named(inputs, "standard", ("Euro 5", EuroStandard.Five), ("Euro 6", EuroStandard.Six), ("Euro 6c", EuroStandard.SixC));
                Pollutant pollutant = Named(inputs, "species", ("CO", Pollutant.CarbonMonoxide), ("NOx", Pollutant.NitrogenOxides), ("HC", Pollutant.Hydrocarbons), ("PM", Pollutant.Particles));
                inputs.ThrowIfFaulty();
                return new Dictionary<string, double> { ["per_km"] = ExhaustEmissions.Of(fuel, standard, pollutant, speed, beyond) };
            }
            VehicleClass type = Named(inputs, "vehicle", ("PC_G_EU4", VehicleClass.PetrolCar), ("PC_D_EU4", VehicleClass.DieselCar), ("LDV_D_EU4", VehicleClass.Van), ("HDV_D_EU4", VehicleClass.Lorry), ("Bus", VehicleClass.Bus));
            Species of = Named(inputs, "species", ("fuel", Species.Fuel), ("CO2", Species.CarbonDioxide), ("NOx", Species.NitrogenOxides), ("PMx", Species.Particles));
            inputs.ThrowIfFaulty();
            return new Dictionary<string, double> { ["per_km"] = FuelUse.Of(type, of, speed, beyond), ["energy"] = FuelUse.Energy(type, speed, beyond) / 1000 };
        });

    public static CaseKind Noise { get; } = new(
        "noise", "Sound power of a metre of road by CNOSSOS-EU, and how it thins with distance.",
        [
            ("flows", "vehicles an hour by category, such as `1=900;3=100`; categories 1, 2, 3, 4a, 4b"), ("speed", "[km/h]"), ("temperature", "[°C]; optional, 20"), ("slope", "[%]; optional, 0"),
            ("version", "of the coefficients, 2015 or 2020; optional, 2020"), ("nearest", "whether speeds out of range take the nearest within; optional, false"),
            ("distance", "[m]; instead of flows"), ("source", "point or line; with distance"),
        ],
        [
            ("band_63", "[dB/m]"), ("band_125", "[dB/m]"), ("band_250", "[dB/m]"), ("band_500", "[dB/m]"), ("band_1000", "[dB/m]"), ("band_2000", "[dB/m]"), ("band_4000", "[dB/m]"), ("band_8000", "[dB/m]"),
            ("weighted", "[dB(A)/m]"), ("divergence", "[dB]"),
        ],
        inputs =>
        {
            if (inputs.Section.Node("distance") is not null)
            {
                double distance = inputs.Number("distance", 1e-3, 1e6);
                bool point = Named(inputs, "source", ("point", true), ("line", false), ("infinite_line_free_field", false));
                return new Dictionary<string, double> { ["divergence"] = point ? RoadNoise.DivergenceOfPoint(distance) : RoadNoise.DivergenceOfLine(distance) };
            }
            double speed = inputs.Number("speed", 0, 300) * KilometreAnHour;
            NoisyRoad road = new(inputs.Number("temperature", -50, 60, 20), inputs.Number("slope", -100, 100, 0), inputs.Whole("version", 2015, 2020, 2020));
            Beyond beyond = inputs.Flag("nearest", false) ? Beyond.Nearest : Beyond.Refused;
            NoisyTraffic[] traffic = [.. inputs.RequiredText("flows").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(f => Traffic(inputs, f, speed))];
            inputs.ThrowIfFaulty();
            double[] levels = RoadNoise.PowerOfMetre(traffic, road, beyond);
            Dictionary<string, double> found = new() { ["weighted"] = RoadNoise.Weighted(levels) };
            for (int band = 0; band < RoadNoise.Bands; band++) found[$"band_{RoadNoise.Frequencies[band]}"] = levels[band];
            return found;
        });

    private static Dictionary<string, double> Choice(CaseInputs inputs)
    {
        double[] utilities = List(inputs, "utilities");
        bool nested = inputs.RequiredText("model") == "nested-logit";
        double[] nests = nested ? List(inputs, "nests") : [], scales = nested ? List(inputs, "scales") : [];
        int asked = inputs.Whole("alternative", 1, Math.Max(1, utilities.Length)) - 1;
        if (nested && nests.Length != utilities.Length) inputs.Told("nests", $"has {nests.Length} numbers for {utilities.Length} alternatives", 0);
        inputs.ThrowIfFaulty();
        Double[] values = [.. utilities.Select(u => new Double(u))], shares = new Double[values.Length];
        Double worth = nested
            ? new NestedLogit([.. nests.Select(n => (int)n - 1)], [.. scales.Select(s => (float)s)]).Choose(values, shares, new Double[scales.Length])
            : Logit.Choose<Double>(values, shares);
        return new() { ["share"] = shares[asked].V, ["logsum"] = worth.V };
    }

    private static Dictionary<string, double> Trips(CaseInputs inputs)
    {
        string model = inputs.RequiredText("model");
        double[] origins = List(inputs, "origins"), destinations = List(inputs, "destinations"), table = List(inputs, model == "furness" ? "seed" : "costs");
        double beta = model == "furness" ? 0 : inputs.Number("beta", 0, 1000), tolerance = inputs.Number("tolerance", 1e-13, 0.1, 1e-12);
        int row = inputs.Whole("row", 1, Math.Max(1, origins.Length)) - 1, column = inputs.Whole("column", 1, Math.Max(1, destinations.Length)) - 1, columns = destinations.Length;
        inputs.ThrowIfFaulty();
        double[] seed = model == "furness" ? table : [.. table.Select(c => Math.Exp(-beta * c))];
        double[] trips = model switch
        {
            "furness" => Furness.Balance(table, origins, destinations, tolerance).Trips,
            "gravity" => Gravity.DoublyConstrained(table, beta, origins, destinations, tolerance).Trips,
            _ => Gravity.OriginConstrained(table, beta, origins, destinations),
        };
        double rows = Enumerable.Range(0, origins.Length).Max(i => Math.Abs(trips.Skip(i * columns).Take(columns).Sum() - origins[i]));
        double others = model == "gravity-origin" ? 0 : Enumerable.Range(0, columns).Max(j => Math.Abs(Enumerable.Range(0, origins.Length).Sum(i => trips[i * columns + j]) - destinations[j]));
        double odds = (from i in Enumerable.Range(0, origins.Length - 1) from j in Enumerable.Range(0, columns - 1) select Math.Abs(Odds(trips, i, j) / Odds(seed, i, j) - 1)).DefaultIfEmpty(0).Max();
        return new() { ["trips"] = trips[row * columns + column], ["misfit"] = Math.Max(rows, others), ["odds"] = odds };

        double Odds(double[] t, int i, int j) => t[i * columns + j] * t[(i + 1) * columns + j + 1] / (t[i * columns + j + 1] * t[(i + 1) * columns + j]);
    }

    private static NoisyTraffic Traffic(CaseInputs inputs, string text, double speed)
    {
        string[] parts = text.Split('=', StringSplitOptions.TrimEntries);
        NoiseCategory? category = parts[0] switch
        {
            "1" => NoiseCategory.Cars, "2" => NoiseCategory.MediumHeavy, "3" => NoiseCategory.Heavy, "4a" => NoiseCategory.Mopeds, "4b" => NoiseCategory.Motorcycles, _ => null,
        };
        return parts.Length == 2 && category is { } known && CaseInputs.Parse(parts[1]) is { } flow ? new(known, flow / 3600, speed)
            : inputs.Told("flows", $"has `{text}`; expected a category and vehicles an hour, such as `1=900`", default(NoisyTraffic));
    }

    /// <summary>Numbers parted by `;`, rows of a table by `/`.</summary>
    internal static double[] List(CaseInputs inputs, string key)
    {
        string text = inputs.RequiredText(key);
        double?[] values = [.. text.Split([';', '/'], StringSplitOptions.TrimEntries).Select(CaseInputs.Parse)];
        return values.All(v => v is not null) ? [.. values.Select(v => v!.Value)] : inputs.Told<double[]>(key, $"is `{text}`; expected numbers parted by `;`", []);
    }

    /// <summary>One of some words.</summary>
    internal static T Named<T>(CaseInputs inputs, string key, params ReadOnlySpan<(string Name, T Value)> known)
    {
        string text = inputs.RequiredText(key);
        List<string> names = [];
        foreach ((string name, T value) in known)
        {
            if (name == text) return value;
            names.Add(name);
        }
        return inputs.Told(key, $"is `{text}`; expected {string.Join(", ", names)}", known[0].Value);
    }
}
