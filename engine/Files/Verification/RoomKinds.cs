using System.Globalization;
using TerritoryTwin.Buildings;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of networks of heat: masses in a row, and a room of two masses.</summary>
internal static class RoomKinds
{
    private const double Seconds = 3600;

    public static CaseKind HeatChain { get; } = new(
        "heat-chain", "Masses in a row behind resistances, from outdoors inwards, stepped exactly under what is constant within a step.",
        [
            ("resistances", "before each mass [K/W], such as 0.004;0.001"), ("capacities", "of the masses [J/K], such as 3e6;2e7"),
            ("start", "of the masses [°C], such as 18;20; optional, 0"), ("heat", "on the masses [W], such as 0;1000; optional, 0"),
            ("outdoor", "[°C]; optional, 0"), ("time", "asked for [s]; or `period`"),
            ("period", "of outdoors that swings as a sine of 1 K [s]; each step has its mean"), ("periods", "that are run before the one that counts; optional, 30"),
            ("steps", "in `time`, or in a period; optional, 1 and 1000"),
        ],
        [
            ("first", "mass, at `time` [°C]"), ("last", "mass, at `time` [°C]"),
            ("amplitude_ratio", "of the last mass over outdoors, with four times as many steps"), ("lag", "of the last mass behind outdoors [s], from twice and four times as many steps by their order of 2"),
            ("order", "at which the lag settles: of `steps`, twice and four times as many"),
        ],
        Chain);

    public static CaseKind TwoMassRoom { get; } = new(
        "two-mass-room", "A room of two masses by the network of VDI 6007-1, hour by hour and exact within the hour; 24 hours again and again unless `hours` gives them.",
        [
            ("outer_area", "of outer walls [m²]"), ("outer_capacity", "of their mass [J/K]"), ("outer_resistance", "from inner surface to mass [K/W]"),
            ("outer_rest", "from mass to outer surface [K/W]"), ("outside_film", "[W/(m² K)]"), ("outer_convection", "inside [W/(m² K)]"),
            ("inner_area", "of what stands inside [m²]"), ("inner_capacity", "[J/K]"), ("inner_resistance", "from surface to mass [K/W]"), ("inner_convection", "[W/(m² K)]"),
            ("radiation", "between outer and inner surfaces, of the smaller area [W/(m² K)]"),
            ("outdoor", "[°C]; hours"), ("equivalent_outdoor", "as outer walls feel it, sun included [°C]; hours; optional, `outdoor`"), ("ventilation", "[W/K]; hours; optional, 0"),
            ("convective", "heat on the air [W]; hours; optional, 0"), ("radiant", "heat on surfaces by their area [W]; hours; optional, 0"),
            ("on_outer", "heat on outer walls [W]; hours; optional, 0"), ("on_inner", "heat on what stands inside [W]; hours; optional, 0"),
            ("heat_below", "set-point [°C]; hours; `none` without heating; optional, none"), ("cool_above", "set-point [°C]; hours; `none` without cooling; optional, none"),
            ("max_heating", "[W]; optional, without limit"), ("max_cooling", "[W]; optional, without limit"),
            ("start", "of both masses [°C]"), ("days", "how often 24 hours are run; optional, 60"), ("hours", "CSV file with a row for each hour, for values given as `column NAME`; optional"),
            ("hour", "asked for, from 1; it ends that many hours after the start"),
        ],
        [("air", "mean of the hour [°C]"), ("power", "mean of the hour, heating positive, cooling negative [W]"), ("imbalance", "largest remainder of an hour's heat balance until then [W]")],
        Room);

    private static Dictionary<string, double> Chain(CaseInputs inputs)
    {
        double[] resistances = Row(inputs, "resistances", 1e-9, null), capacities = Row(inputs, "capacities", 1, null);
        int count = Math.Min(resistances.Length, capacities.Length);
        if (resistances.Length != capacities.Length) inputs.Told("capacities", $"has {capacities.Length} values, `resistances` {resistances.Length}; expected as many", 0);
        double[] start = Row(inputs, "start", -1000, count), heat = Row(inputs, "heat", -1e9, count);
        double outdoor = inputs.Number("outdoor", -1000, 1000, 0);
        bool wave = inputs.Section.Node("period") != null;
        double time = inputs.Number(wave ? "period" : "time", 1e-3, 1e12);
        int steps = inputs.Whole("steps", wave ? 8 : 1, 1_000_000, wave ? 1000 : 1), periods = wave ? inputs.Whole("periods", 0, 1000, 30) : 0;
        inputs.ThrowIfFaulty();

        HeatNetwork network = new(capacities);
        network.JoinOutside(0, 1 / resistances[0]);
        for (int k = 1; k < count; k++) network.Join(k - 1, k, 1 / resistances[k]);
        if (wave)
        {
            (double Ratio, double Lag)[] found = [.. new[] { 1, 2, 4 }.Select(n => Swing(network, count, resistances[0], time, n * steps, periods))];
            return new()
            {
                ["amplitude_ratio"] = found[2].Ratio, ["lag"] = (4 * found[2].Lag - found[1].Lag) / 3,
                ["order"] = Math.Log2(Math.Abs((found[0].Lag - found[1].Lag) / (found[1].Lag - found[2].Lag))),
            };
        }
        heat[0] += outdoor / resistances[0];
        HeatStep step = network.Over(time / steps);
        for (int n = 0; n < steps; n++) start = step.Take(start, heat).End;
        return new() { ["first"] = start[0], ["last"] = start[^1] };
    }

    // The last mass under a sine: its part in step with outdoors and a quarter behind, over the last period.
    private static (double Ratio, double Lag) Swing(HeatNetwork network, int count, double resistance, double period, int steps, int periods)
    {
        HeatStep step = network.Over(period / steps);
        double[] masses = new double[count], heat = new double[count];
        double width = 2 * Math.PI / steps, inStep = 0, behind = 0;
        for (int n = 0; n < (periods + 1) * steps; n++)
        {
            int within = n % steps;
            heat[0] = (Math.Cos(within * width) - Math.Cos((within + 1) * width)) / width / resistance;
            masses = step.Take(masses, heat).End;
            if (n < periods * steps) continue;
            inStep += masses[^1] * Math.Sin((within + 1) * width) * 2 / steps;
            behind -= masses[^1] * Math.Cos((within + 1) * width) * 2 / steps;
        }
        return (Math.Sqrt(inStep * inStep + behind * behind), Math.Atan2(behind, inStep) * period / (2 * Math.PI));
    }

    private static Dictionary<string, double> Room(CaseInputs inputs)
    {
        double outer = inputs.Number("outer_area", 0.01, 1e7), inner = inputs.Number("inner_area", 0.01, 1e7);
        double outerResistance = inputs.Number("outer_resistance", 1e-9, 1e3), rest = inputs.Number("outer_rest", 1e-9, 1e6), innerResistance = inputs.Number("inner_resistance", 1e-9, 1e3);
        double film = inputs.Number("outside_film", 0.01, 1000), outerConvection = inputs.Number("outer_convection", 0.01, 1000), innerConvection = inputs.Number("inner_convection", 0.01, 1000);
        double radiation = inputs.Number("radiation", 0, 1000), start = inputs.Number("start", -100, 200), outerCapacity = inputs.Number("outer_capacity", 1, 1e15), innerCapacity = inputs.Number("inner_capacity", 1, 1e15);
        double maxHeating = inputs.Number("max_heating", 0, 1e12, double.PositiveInfinity), maxCooling = inputs.Number("max_cooling", 0, 1e12, double.PositiveInfinity);
        HourValues hours = new(inputs, 24 * inputs.Whole("days", 1, 4000, 60));
        double[] outdoor = hours.Read("outdoor", -100, 100, null), felt = inputs.Section.Node("equivalent_outdoor") is null ? outdoor : hours.Read("equivalent_outdoor", -100, 200, null);
        double[] ventilation = hours.Read("ventilation", 0, 1e9, 0), convective = hours.Read("convective", -1e9, 1e9, 0), radiant = hours.Read("radiant", -1e9, 1e9, 0);
        double[] onOuter = hours.Read("on_outer", -1e9, 1e9, 0), onInner = hours.Read("on_inner", -1e9, 1e9, 0);
        double[] heat = hours.Read("heat_below", -100, 100, double.NegativeInfinity, double.NegativeInfinity), cool = hours.Read("cool_above", -100, 200, double.PositiveInfinity, double.PositiveInfinity);
        int asked = inputs.Whole("hour", 1, hours.Count);
        for (int h = 0; h < asked && h < hours.Count; h++)
        {
            if (heat[h] <= cool[h]) continue;
            inputs.Told("heat_below", $"is {heat[h]:R} in hour {h + 1}, above `cool_above`, {cool[h]:R}", 0);
            break;
        }
        inputs.ThrowIfFaulty();

        TwoMassRoom room = new(outerCapacity, innerCapacity, airCapacity: 0, start);
        RoomHour found = default;
        double imbalance = 0;
        for (int h = 0; h < asked; h++)
        {
            RoomCouplings joined = new()
            {
                OutdoorToOuter = 1 / (rest + 1 / (film * outer)), OuterToSurface = 1 / outerResistance, InnerToSurface = 1 / innerResistance,
                OuterAir = outerConvection * outer, InnerAir = innerConvection * inner, OuterInner = radiation * Math.Min(outer, inner), Ventilation = ventilation[h],
            };
            found = room.Step(joined, new()
            {
                AtOuter = felt[h], Supply = outdoor[h], OnAir = convective[h],
                OnOuter = onOuter[h] + radiant[h] * outer / (outer + inner), OnInner = onInner[h] + radiant[h] * inner / (outer + inner),
                HeatBelow = heat[h], CoolAbove = cool[h], MaxHeating = maxHeating, MaxCooling = maxCooling,
            });
            imbalance = Math.Max(imbalance, Math.Abs(found.Imbalance));
        }
        return new() { ["air"] = found.Air, ["power"] = found.Power, ["imbalance"] = imbalance };
    }

    // Numbers joined by semicolons; `count` zeros where the key is absent, when it may be.
    private static double[] Row(CaseInputs inputs, string key, double low, int? count)
    {
        if (count is { } zeros && inputs.Section.Node(key) is null) return new double[zeros];
        string[] texts = (inputs.RequiredText(key) ?? "").Split(';', StringSplitOptions.TrimEntries);
        double?[] values = [.. texts.Select(t => CaseInputs.Parse(t) is { } value && value >= low ? value : (double?)null)];
        if (values.Contains(null) || (count is { } expected && values.Length != expected))
            inputs.Told(key, $"is `{string.Join(';', texts)}`; expected {(count is { } n ? n.ToString(CultureInfo.InvariantCulture) + " numbers" : "numbers")} from {low:R}, joined by semicolons", 0);
        return [.. values.Select(v => v ?? low)];
    }
}
