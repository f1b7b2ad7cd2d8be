using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of what wind and eddies do to a quantity of the air, on the host in float32.</summary>
internal static class AirKinds
{
    public static CaseKind CarriedMode { get; } = new(
        "carried-mode", "A wave on a ring of cells, carried by an even wind.",
        [("cells", "of the ring"), ("mode", "waves on the ring"), ("courant", "cells that the wind goes in a step, 0 to 1"), ("steps", "of time"), ("scheme", "upwind, lax-wendroff or limited")],
        [("amplitude", "left of 1"), ("phase", "that the wave went [rad]; nearest to the exact one"), ("exact_phase", "[rad]")],
        inputs =>
        {
            int cells = inputs.Whole("cells", 4, 100_000), mode = inputs.Whole("mode", 1, 1000), steps = inputs.Whole("steps", 1, 100_000);
            double courant = inputs.Number("courant", 0, 1);
            string scheme = inputs.RequiredText("scheme");
            Scheme taken = scheme switch
            {
                "upwind" => Scheme.Upwind, "lax-wendroff" => Scheme.LaxWendroff, "limited" => Scheme.Limited,
                _ => inputs.Told("scheme", $"is `{scheme}`; expected upwind, lax-wendroff or limited", Scheme.Limited),
            };
            inputs.ThrowIfFaulty();
            using HostDevice device = new(1);
            Grid ring = new(1, cells, 1);
            double k = 2 * Math.PI * mode / cells;
            using Field wave = Filled(ring, device, Boundary.Periodic, i => Math.Cos(k * i)), wind = Filled(ring, device, Boundary.Periodic, _ => 1);
            for (int n = 0; n < steps; n++)
                AirTransport.CarryRows(wave, wind, courant, taken);
            float[] end = wave.ToArray();
            double real = 2.0 / cells * Enumerable.Range(0, cells).Sum(i => end[i] * Math.Cos(k * i)), imaginary = -2.0 / cells * Enumerable.Range(0, cells).Sum(i => end[i] * Math.Sin(k * i));
            double exact = -k * courant * steps, phase = Math.Atan2(imaginary, real);
            return new Dictionary<string, double>
            {
                ["amplitude"] = Math.Sqrt(real * real + imaginary * imaginary), ["phase"] = phase + 2 * Math.PI * Math.Round((exact - phase) / (2 * Math.PI)), ["exact_phase"] = exact,
            };
        });

    public static CaseKind MixedMode { get; } = new(
        "mixed-mode", "A wave on a square that repeats itself, mixed with the four neighbours.",
        [("cells", "of a side"), ("mode_x", "waves eastward"), ("mode_y", "waves northward"), ("mixing", "K Δt/Δx², up to 1/4"), ("steps", "of time")], [("amplitude", "left of 1")],
        inputs =>
        {
            int cells = inputs.Whole("cells", 4, 2000), steps = inputs.Whole("steps", 1, 100_000);
            double east = 2 * Math.PI * inputs.Whole("mode_x", 0, 1000) / cells, north = 2 * Math.PI * inputs.Whole("mode_y", 0, 1000) / cells;
            float mixing = (float)inputs.Number("mixing", 0, 0.25);
            inputs.ThrowIfFaulty();
            using HostDevice device = new(1);
            Grid square = Grid.Square(cells, 1);
            double Wave(int c) => Math.Sin(east * (c % cells) + north * (c / cells));
            using Field wave = Filled(square, device, Boundary.Periodic, Wave);
            for (int n = 0; n < steps; n++)
                AirTransport.Mix(wave, mixing, dt: 1);
            float[] end = wave.ToArray();
            return new Dictionary<string, double> { ["amplitude"] = 2.0 / square.Count * Enumerable.Range(0, square.Count).Sum(c => end[c] * Wave(c)) };
        });

    public static CaseKind Cloud { get; } = new(
        "cloud", "A round cloud that the wind carries, that spreads and decays; begun on the exact field.",
        [
            ("amount", "in the cloud [kg/m]"), ("spread", "at the start, standard deviation [m]"), ("mixing", "[m²/s]"), ("east", "wind [m/s]"), ("north", "wind [m/s]"), ("decay", "[1/s]"),
            ("time", "[s]"), ("x", "that is asked for, from the start of the cloud [m]"), ("y", "[m]"), ("cells", "to a spread; optional, 8"),
        ],
        [("value", "[kg/m³]"), ("error", "root mean square over that of the exact field"), ("amount", "over the exact one")],
        inputs =>
        {
            double amount = inputs.Number("amount", 0, 1e12), spread = inputs.Number("spread", 1e-3, 1e6), mixing = inputs.Number("mixing", 0, 1e6), decay = inputs.Number("decay", 0, 1e3), time = inputs.Number("time", 0, 1e9);
            double east = inputs.Number("east", -100, 100), north = inputs.Number("north", -100, 100), x = inputs.Number("x", -1e6, 1e6), y = inputs.Number("y", -1e6, 1e6), size = spread / inputs.Whole("cells", 1, 100, 8);
            inputs.ThrowIfFaulty();
            double reach = 6 * Math.Sqrt(spread * spread + 2 * mixing * time);
            (int west, int columns) = Along(x, east * time);
            (int south, int rows) = Along(y, north * time);
            Grid grid = new(rows, columns, size, x - (west + 0.5) * size, y - (south + 0.5) * size);
            using HostDevice device = new();
            using Field cloud = Filled(grid, device, Boundary.Open(0), c => Exact(c, 0)), eastward = Filled(grid, device, default, _ => east), northward = Filled(grid, device, default, _ => north);
            if (time > 0) new AirTransport(grid, device).Step(cloud, eastward, northward, time, Math.Max(Math.Abs(east), Math.Abs(north)), mixing);
            double left = Math.Exp(-decay * time);
            double[] found = [.. cloud.ToArray().Select(v => v * left)], exact = [.. Enumerable.Range(0, grid.Count).Select(c => Exact(c, time) * left)];
            return new Dictionary<string, double>
            {
                ["value"] = found[south * columns + west], ["amount"] = found.Sum() * size * size / (amount * left),
                ["error"] = Math.Sqrt(exact.Zip(found, (a, b) => (a - b) * (a - b)).Sum() / exact.Sum(a => a * a)),
            };

            // Cells below that of the point that is asked for, and all cells: the point is the middle of one, and the way of the cloud lies within.
            (int Below, int All) Along(double asked, double way)
            {
                double low = Math.Min(Math.Min(0, way) - reach, asked), high = Math.Max(Math.Max(0, way) + reach, asked);
                int below = (int)Math.Ceiling((asked - low) / size);
                return (below, below + (int)Math.Ceiling((high - asked) / size) + 1);
            }

            double Exact(int cell, double t)
            {
                double variance = spread * spread + 2 * mixing * t, dx = grid.X(cell % columns) - east * t, dy = grid.Y(cell / columns) - north * t;
                return amount / (2 * Math.PI * variance) * Math.Exp(-(dx * dx + dy * dy) / (2 * variance));
            }
        });

    public static CaseKind Rotation { get; } = new(
        "rotation", "A body turned once around the middle of a square, as a wheel turns.",
        [("cells", "of a side, even"), ("body", "hump or disc; the disc has a slot"), ("sub_steps", "optional, as the wind asks for")],
        [
            ("error", "mean difference over the mean of the body"), ("order", "from the error with half the cells"), ("amount", "at the end over that at the start"), ("lowest", "below the lowest at the start, of its height"),
            ("highest", "above the highest"),
        ],
        inputs =>
        {
            int cells = inputs.Whole("cells", 8, 2048), steps = inputs.Whole("sub_steps", 0, 1_000_000, 0);
            string body = inputs.RequiredText("body");
            if (cells % 2 != 0) inputs.Told("cells", $"is {cells}; expected an even number, for half of it tells the order", 0);
            if (body is not ("hump" or "disc")) inputs.Told("body", $"is `{body}`; expected hump or disc", 0);
            inputs.ThrowIfFaulty();
            (double error, double amount, double lowest, double highest) = Turned(cells, body == "disc", steps);
            double coarse = Turned(cells / 2, body == "disc", steps / 2).Error;
            return new Dictionary<string, double> { ["error"] = error, ["order"] = Math.Log2(coarse / error), ["amount"] = amount, ["lowest"] = lowest, ["highest"] = highest };
        });

    public static CaseKind SteadySquare { get; } = new(
        "steady-square", "A square with one warm side, mixed until nothing changes.", [("x", "that is asked for, 0 to 1; a fortieth of the side or a multiple"), ("y", "the warm side is at 1")], [("value", "of 1")],
        inputs =>
        {
            const int n = 40;
            int i = (int)Math.Round(n * inputs.Number("x", 0, 1)), j = (int)Math.Round(n * inputs.Number("y", 0, 1));
            Grid square = Grid.Square(n + 1, 1.0 / n);
            double found = Steady(square, 12_000, 0.25f, 0, c => c / (n + 1) == n ? 1 : 0, c => c % (n + 1) is 0 or n || c / (n + 1) is 0 or n)[j * (n + 1) + i];
            return new Dictionary<string, double> { ["value"] = found };
        });

    public static CaseKind SteadyFin { get; } = new(
        "steady-fin", "A fin that is warm at its root, gives off heat along its length, and none at its tip; mixed until nothing changes.",
        [("ml", "m L, from the exchange: m² = h P/(k A)"), ("x", "from the root over the length; a fortieth or a multiple")], [("value", "of 1")],
        inputs =>
        {
            const int n = 40;
            const float mixing = 0.25f;
            double ml = inputs.Number("ml", 0, 20), rate = ml / n * (ml / n) * mixing;       // of a step, whose steady state is that of m
            Grid row = new(1, 2 * n + 1, 1.0 / n);                               // the fin and its mirror image, which closes the tip
            double found = Steady(row, 40_000, mixing, rate, c => c is 0 or 2 * n ? 1 : 0, c => c is 0 or 2 * n)[(int)Math.Round(n * inputs.Number("x", 0, 1))];
            return new Dictionary<string, double> { ["value"] = found };
        });

    public static CaseKind SteadyLayer { get; } = new(
        "steady-layer", "Air that blows from a side of 0 to a side of 1 and mixes, until nothing changes.",
        [("peclet", "wind × length over mixing"), ("x", "over the length; a hundredth or a multiple")], [("value", "of 1")],
        inputs =>
        {
            const int n = 100;
            double peclet = inputs.Number("peclet", -50, 50), step = 0.2 / (n * n);
            int at = (int)Math.Round(n * inputs.Number("x", 0, 1));
            inputs.ThrowIfFaulty();
            using HostDevice device = new(1);
            Grid row = new(1, n + 1, 1.0 / n);
            using Field air = Filled(row, device, default, c => (double)c / n), wind = Filled(row, device, default, _ => peclet);
            using HeldCells ends = new(row, device, 0, c => c == n ? 1 : 0, c => c is 0 or n);
            for (int s = 0; s < 1.2 / step; s++)
            {
                AirTransport.CarryRows(air, wind, step * n, Scheme.Limited);
                AirTransport.Mix(air, (float)(step * n * n), dt: 1, ends.Sources);
            }
            return new Dictionary<string, double> { ["value"] = air.ToArray()[at] };
        });

    private static float[] Steady(Grid grid, int steps, float mixing, double rate, Func<int, double> outside, Func<int, bool> held)
    {
        using HostDevice device = new(1);
        using Field value = Filled(grid, device, default, outside);
        using HeldCells ends = new(grid, device, rate, outside, held);
        for (int n = 0; n < steps; n++) AirTransport.Mix(value, mixing, dt: 1, ends.Sources);
        return value.ToArray();
    }

    // Cells that are exchanged with their surroundings at a rate, or wholly: those that are held.
    private sealed class HeldCells : IDisposable
    {
        private const double Wholly = 1e12;

        public HeldCells(Grid grid, Device device, double rate, Func<int, double> outside, Func<int, bool> held) =>
            Sources = new(Filled(grid, device, default, _ => 0), Filled(grid, device, default, c => held(c) ? Wholly : rate), Filled(grid, device, default, outside));

        public AirSources Sources { get; }

        public void Dispose()
        {
            foreach (Field field in (ReadOnlySpan<Field>)[Sources.Source, Sources.Exchange, Sources.Outside]) field.Dispose();
        }
    }

    private static (double Error, double Amount, double Lowest, double Highest) Turned(int cells, bool disc, int subSteps)
    {
        using HostDevice device = new();
        Grid square = Grid.Square(cells, 1.0 / cells);
        const double turn = 2 * Math.PI;                                         // in a second
        using Field body = Filled(square, device, Boundary.Open(0), c => disc ? Disc(square.X(c % cells), square.Y(c / cells)) : Hump(square.X(c % cells), square.Y(c / cells)));
        using Field east = Filled(square, device, default, c => -turn * (square.Y(c / cells) - 0.5)), north = Filled(square, device, default, c => turn * (square.X(c % cells) - 0.5));
        float[] start = body.ToArray();
        new AirTransport(square, device).Step(body, east, north, 1, turn / 2, 0, subSteps: subSteps > 0 ? subSteps : null);
        float[] end = body.ToArray();
        double whole = start.Sum(v => (double)v), high = start.Max();
        return (start.Zip(end, (a, b) => Math.Abs((double)a - b)).Sum() / whole, end.Sum(v => (double)v) / whole, end.Min() / high, (end.Max() - high) / high);
    }

    private static double Hump(double x, double y)
    {
        double r = Math.Sqrt((x - 0.25) * (x - 0.25) + (y - 0.5) * (y - 0.5)) / 0.15;
        return r < 1 ? (1 + Math.Cos(Math.PI * r)) / 4 : 0;
    }

    private static double Disc(double x, double y) => Math.Sqrt((x - 0.5) * (x - 0.5) + (y - 0.75) * (y - 0.75)) < 0.15 && (Math.Abs(x - 0.5) >= 0.025 || y > 0.85) ? 1 : 0;

    private static Field Filled(Grid grid, Device device, Boundary boundary, Func<int, double> value)
    {
        Field field = new(grid, device, new("case", "1", "of a case"), boundary: boundary);
        field.Write([.. Enumerable.Range(0, grid.Count).Select(c => (float)value(c))]);
        return field;
    }
}
