using System.ComponentModel;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;
using TerritoryTwin.Solar;
using TerritoryTwin.Viewer.App;

namespace TerritoryTwin.Tests.NewProcess;

/// <summary>Fills and clears mist over one cell: dm/dt = (g − m)/τ, where g is what the moisture of the air would hold. Exact over an hour.</summary>
/// <param name="mist">At the start of the hour [mm].</param> <param name="next">At its end.</param> <param name="today">Sum of the day [mm h].</param>
/// <param name="gathered">Gathered in the hour [mm].</param> <param name="cleared">Cleared in the hour [mm].</param> <param name="gatheredToday">Sum of the day.</param> <param name="clearedToday">The same.</param>
/// <param name="air">Of the street [°C].</param> <param name="moisture">What the air would hold [mm].</param> <param name="share">Of the way that an hour goes, 0 to 1.</param>
/// <param name="dryBulb">Of the weather [°C].</param> <param name="cooling">Of the air by mist [K/mm].</param>
internal readonly struct StepMist(
    View mist, View next, View today, View gathered, View cleared, View gatheredToday, View clearedToday, View air, [Plausible(0, 1)] Uniform moisture, [Plausible(0.1f, 0.9f)] Uniform share, Uniform dryBulb, Uniform cooling) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R m = cell[mist], change = cell[share] * (cell[moisture] - m), more = R.Max(change, 0f), less = R.Max(-change, 0f);
        cell[next] = m + more - less;
        cell[gathered] = more;
        cell[cleared] = less;
        cell[gatheredToday] = cell[gatheredToday] + more;
        cell[clearedToday] = cell[clearedToday] + less;
        cell[today] = cell[today] + (m + more - less);
        cell[air] = cell[dryBulb] - cell[cooling] * (m + more - less);
    }
}

/// <summary>What scenarios may set of mist: the record is the section.</summary>
internal sealed record MistParameters
{
    /// <summary>Of the way between what there is and what the air would hold, in an hour.</summary>
    [Description("How much of its way mist goes in an hour."), Unit(Dimension.Share), Between("1 %", "100 %"), DefaultFrom("made up", 0)]
    public double Share { get; init; } = 0.25;
}

/// <summary>Fills in waters, from which mist rises: a territory becomes another.</summary>
internal sealed record Drain : Measure
{
    public static MeasureKind Kind { get; } = new("drain", "Fills in waters.", typeof(Drain));

    public override string Name => "fill in waters";
    public override string Unit => "1";
    public override string Elements => "waters";
    public override string Works => "fillings";
    public override string Wanted => "is a water";
    public override string Lots => "drain";

    public override string Told(double elements, double amount) => $"{elements:0} waters filled in";
    public override int Count(Survey survey) => survey.Now.Water.Count;
    public override IEnumerable<int> Selected(Survey survey) => Enumerable.Range(0, Count(survey));
    public override bool Suits(int element, Survey survey) => true;
    public override Offer? OfferTo(int element, Survey now) => new(element, Cost: 1e6, Amount: 1);
    public override Territory After(Survey now, IReadOnlyList<Offer> taken) => now.Now with { Water = [.. now.Now.Water.Where((_, k) => taken.All(o => o.Element != k))] };
}

/// <summary>
/// A process that nothing in the engine, the files, the command line or the viewer has heard of. docs/new-process.md goes through it line by line.
/// </summary>
internal sealed class Mist : Guest
{
    private static readonly Quantity Depth = new("mist", "mm", "mist over the ground", QuantityKind.Burden);
    private readonly Field _mist, _atStart, _air, _gathered, _cleared;
    private readonly Total _hours, _in, _out;
    private readonly IndexField _cellOf;
    private readonly float _share;
    private readonly double _moist;

    public Mist(Simulation simulation) : base("mist", simulation)
    {
        _share = (float)simulation.Setup.Parameters.Of<MistParameters>().Share;
        _moist = simulation.Setup.Territory.Water.Count > 0 ? 10 : 5;
        Grid cells = simulation.Setup.Cells;
        _mist = Carry(cells, Depth);
        _atStart = Carry(cells, new("mist_at_start", "mm", "mist at the beginning of the year"));
        Show(Layer.Ground, _mist);
        _air = Carry(cells, new("misty_air", "degC", "air between the buildings under mist", QuantityKind.Temperature));
        Show(Layer.Ground, _air);
        _gathered = Own(new Field(cells, Device, new("gathered", "mm", "mist that gathered in the hour"), Members));
        _cleared = Own(new Field(cells, Device, new("cleared", "mm", "mist that cleared in the hour"), Members));
        _hours = Sum(cells, new("mist_hours", "mm h", "mist over the ground in the year"));
        _in = Sum(cells, new("mist_gathered", "mm", "mist that gathered"));
        _out = Sum(cells, new("mist_cleared", "mm", "mist that cleared"));
        SumHourly(new("mist_total", "mm", "mist over all cells", QuantityKind.Burden), _mist);
        _cellOf = Own(new IndexField(simulation.Setup.Shapes.Buildings, Device, (int[])[.. simulation.Setup.Territory.Buildings.Select(b => cells.PlaceOf(b))]));
        if (simulation.Setup.Couplings["mist_air"]) simulation.Buildings.OutdoorAir.From(_air, _cellOf);
    }

    public override void Begin(IReadOnlyList<double> outdoor)
    {
        _mist.Fill(0);
        _air.Write([.. Enumerable.Range(0, Members).SelectMany(m => Enumerable.Repeat((float)outdoor[Math.Min(m, outdoor.Count - 1)], _air.Support.Count))]);
    }

    public override void Step(Outdoors now)
    {
        Device.Run(_mist.Support, new StepMist(
            _mist.Now, _mist.Next, _hours.Today, _gathered.Now, _cleared.Now, _in.Today, _out.Today, _air.Now,
            now.Each((WeatherHour w) => Math.Max(0, _moist * (w.RelativeHumidity - 0.8))), _share, now.Each(static (WeatherHour w) => w.DryBulb), cooling: 0.5f));
        _mist.Advance();
    }

    public override IEnumerable<Table> Tables(int member)
    {
        double[] hours = _hours.Read(member);
        yield return new("buildings", [new NumberColumn(_hours.Quantity, [.. Simulation.Setup.Territory.Buildings.Select(b => hours[Simulation.Setup.Cells.PlaceOf(b)])])]);
    }

    public override IEnumerable<(Quantity, double)> Indicators(YearTables year) =>
        [(new("mistiest_building", "mm h", "most mist over a building", QuantityKind.Burden), year.Buildings.Rows == 0 ? double.NaN : year.Buildings.Numbers("mist_hours").Max())];

    // What was there or gathered has cleared or is still there; the sums of a day, in float, lose 2e-6.
    public override IEnumerable<Balance> Balances(int member) =>
        [new("mist", "mm", Device.MemberSums(_atStart)[member] + _in.Read(member).Sum(), _out.Read(member).Sum() + Device.MemberSums(_mist)[member], 1e-5)];

    protected override void YearBegins() => _atStart.Write(_mist.ToArray());
}

[CollectionDefinition(nameof(MistTown))]
public sealed class MistTowns : ICollectionFixture<MistTown>;

/// <summary>A town under mist, run with and without the coupling, and without mist at all.</summary>
public sealed class MistTown : IDisposable
{
    private const string Text = """
        name: Misty
        territory: { generate: { inhabitants: 2000, seed: 12 } }
        weather: { zone: H2b, seed: 3 }
        years: 2026-2030
        """;
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-mist-").FullName;

    public MistTown()
    {
        File.WriteAllText(this["plain.yaml"], Text + "\noutputs: [{ table: buildings }, { table: series }]\n");
        Plain = Run("plain.yaml", "plain");
        using IDisposable mist = Simulation.With(Kind);
        File.WriteAllText(this["misty.yaml"], Text + "\ncouplings: { mist_air: false }\noutputs: [{ table: buildings }, { table: series }, { grid: mist.nc, fields: [mist], every: hour, during: 06-01 .. 06-10 }]\n");
        File.WriteAllText(this["coupled.yaml"], "name: Coupled\nextends: misty.yaml\ncouplings: { mist_air: true }\n");
        File.WriteAllText(this["drained.yaml"], "name: Drained\nextends: misty.yaml\nmist: { share: 30 % }\nmeasures: [{ drain: { years: 2027 } }]\n");
        Apart = Run("misty.yaml", "apart");
    }

    public RunRecord Plain { get; }
    public RunRecord Apart { get; }

    public string this[string name] => Path.Combine(_folder, name);

    internal static ProcessKind Kind { get; } = new("mist")
    {
        Make = simulation => new Mist(simulation), Sections = [new("mist", "How mist comes and goes.", typeof(MistParameters))],
        Couplings = [new("mist_air", "Mist cools the air outside buildings.")], Measures = [Drain.Kind],
    };

    public RunRecord Run(string scenario, string results, CancellationToken stop = default, Action<string, double>? progress = null)
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        return runner.Run(runner.Read(this[scenario]), this[results], progress ?? ((_, _) => { }), stop);
    }

    public Table Table(RunRecord record, string results, string table) => ResultReader.Table(this[results], record, table);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

[Collection(nameof(MistTown))]
public sealed class MistTests(MistTown town)
{
    [Fact]
    public void Its_column_series_indicator_and_balance_are_in_the_results()
    {
        Table buildings = town.Table(town.Apart, "apart", "buildings"), series = town.Table(town.Apart, "apart", "series");
        Assert.Equal(town.Apart.Value("mistiest_building"), buildings.Numbers("mist_hours").Max());
        Assert.True(series.Numbers("mist_total").Max() > 0);
        Assert.Contains(town.Apart.Balances, b => b.Name == "mist" && b.In > 0 && b.RelativeError <= b.Tolerance);
        Assert.Equal("mist over the ground in the year", town.Apart.Columns.Single(c => c.Table == "buildings" && c.Name == "mist_hours").Meaning);
        Assert.DoesNotContain(ResultCatalogue.Buildings.Columns, c => c.Name == "mist_hours");
        using IDisposable mist = Simulation.With(MistTown.Kind);
        Assert.Contains(ResultCatalogue.Buildings.Columns, c => c.Name == "mist_hours");
        Assert.Contains("| `mistiest_building` | mm h | burden | most mist over a building |", ResultDocumentation.Columns(), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_section_its_coupling_and_its_measure_are_read_run_and_documented()
    {
        using IDisposable mist = Simulation.With(MistTown.Kind);
        Assert.Contains("\"drain\"", ScenarioSchema.Text(), StringComparison.Ordinal);
        Assert.Contains("`mist.share`", ScenarioDocumentation.Keys(), StringComparison.Ordinal);
        Assert.Contains("`couplings.mist_air`", ScenarioDocumentation.Keys(), StringComparison.Ordinal);
        RunRecord drained = town.Run("drained.yaml", "drained");
        Assert.True(drained.Value("mistiest_building") < 0.8 * town.Apart.Value("mistiest_building"));
        MeasureRecord measure = Assert.Single(drained.Measures);
        Assert.Equal(("fill in waters", 1e6 * measure.Treated, true), (measure.Name, measure.Invested, measure.Treated > 0));
        Assert.Contains("mist.share = 0.3", drained.Settings);
        InputException e = Assert.Throws<InputException>(() => Read("mist: { share: 200 % }"));
        Assert.Contains(e.Faults, f => f.Contains("`mist.share` wants a percentage such as `60 %`; `200 %` is more than 100 %", StringComparison.Ordinal));

        Scenario Read(string line)
        {
            File.WriteAllText(town["refused.yaml"], "name: Refused\nextends: misty.yaml\n" + line + "\n");
            return ScenarioReader.Read(town["refused.yaml"]);
        }
    }

    [Fact]
    public void Its_hours_on_the_grid_add_up_to_its_series()
    {
        NetCdfField field = Assert.Single(NetCdfReader.Read(town["apart/mist.nc"]));
        double[] series = town.Table(town.Apart, "apart", "series").Numbers("mist_total");
        for (int hour = 0; hour < 240; hour += 60) Assert.Equal(series[24 * 151 + hour], field.Read(hour).Values.Sum(v => (double)v), 1e-6 * series.Max());
    }

    [Fact]
    public void Without_its_coupling_every_hour_of_the_others_is_as_without_it()
    {
        Table plain = town.Table(town.Plain, "plain", "series"), apart = town.Table(town.Apart, "apart", "series");
        foreach (NumberColumn column in plain.Columns.OfType<NumberColumn>()) Assert.Equal(column.Values, apart.Numbers(column.Name));
    }

    [Fact]
    public void With_its_coupling_colder_air_asks_for_more_heat_and_heat_pumps_feel_it()
    {
        using IDisposable mist = Simulation.With(MistTown.Kind);
        RunRecord coupled = town.Run("coupled.yaml", "coupled");
        double apart = town.Apart.Value("heating_need"), with = coupled.Value("heating_need");
        Assert.InRange(with / apart, 1.002, 1.1);
        Assert.All(coupled.Balances, b => Assert.True(b.RelativeError <= b.Tolerance, b.Name));
    }

    [Fact]
    public void A_stopped_run_goes_on_to_the_same_bytes()
    {
        using IDisposable mist = Simulation.With(MistTown.Kind);
        town.Run("coupled.yaml", "whole");
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => town.Run("coupled.yaml", "stopped", stop.Token, (_, done) =>
        {
            if (done > 0.43) stop.Cancel();
        }));
        town.Run("coupled.yaml", "stopped");
        Assert.Equal(Runs.TinyTown.Hashes(town["whole"]), Runs.TinyTown.Hashes(town["stopped"]));
    }

    [Fact]
    public void The_viewer_shows_it_live_on_the_ground()
    {
        using IDisposable mist = Simulation.With(MistTown.Kind);
        using Session session = new(RunSource.Open([town["apart"]]), new ViewState { Variable = "hourly/ground/mist", Hour = 24 * 151 + 6 }, static () => { }, "host");
        session.Settle();
        Assert.Equal((VariableKind.HourlyGrid, "mm"), (session.Variable!.Kind, session.Variable.Unit));
        Raster shown = session.Grid(0)!;
        Assert.Equal(NetCdfReader.Read(town["apart/mist.nc"])[0].Read(6).Values, shown.Values);
        Assert.InRange(shown.Values.Max(), session.Scale.Low, session.Scale.High);          // one run alone has the range of its year
        Assert.Contains(session.Variables, v => v.Key == "hourly/ground/misty_air");
        Assert.Contains(session.Variables, v => v.Key == "buildings/mist_hours");
    }
}
