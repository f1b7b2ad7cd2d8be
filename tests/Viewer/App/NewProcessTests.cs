using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Viewer;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Scene;
using TerritoryTwin.Viewer.Text;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>A process that does not exist yet writes what it found through the engine's own writers; the viewer, which has never heard of it, shows it.</summary>
public sealed class NewProcessTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private static readonly Crs Lambert93 = Crs.FromEpsg(2154);

    private static Session Open(string[] folders, ViewState state) => new(RunSource.Open(folders), state, static () => { }, "host");

    [Fact]
    public void Flows_of_roads_are_coloured_compared_and_told()
    {
        string quiet = runs.CopyOf(runs.Base), busy = runs.CopyOf(runs.Renovated);
        int roads = RunSource.Open([quiet]).Territory.Roads.Count;
        WriteRoads(quiet, [.. Enumerable.Range(0, roads).Select(k => k % 10 / 10.0)]);
        WriteRoads(busy, [.. Enumerable.Range(0, roads).Select(k => k % 10 / 10.0 + (k % 2 == 0 ? 0.3 : 0))]);
        using Session session = Open([quiet, busy], new ViewState { Variable = "roads/saturation" });
        Variable variable = session.Variable!;
        Assert.Equal((VariableKind.Road, "1", "flow over capacity in the busiest hour"), (variable.Kind, variable.Unit, variable.Meaning));
        Assert.Same(ColorMap.Traffic, session.Scale.Map);
        Assert.Equal(0.7f, session.Values(0)[7]);
        Assert.Equal(0.3f, session.Differences()[4], 1e-6f);
        Assert.Equal(-session.DifferenceScale.Low, session.DifferenceScale.High);
        Assert.Equal(["", "busy", "quiet"], session.Variables.Single(v => v.Key == "roads/state").Classes.OrderBy(c => c.Length));
    }

    [Fact]
    public void A_road_is_drawn_in_the_colour_of_its_value_and_says_it_where_it_is_pointed_at()
    {
        string folder = runs.CopyOf(runs.Base);
        Territory territory = RunSource.Open([folder]).Territory;
        int longest = Enumerable.Range(0, territory.Roads.Count).Where(k => territory.Roads[k].Class.Value == RoadClass.Primary).MaxBy(k => LengthOf(territory.Roads[k]));
        WriteRoads(folder, [.. territory.Roads.Select((_, k) => k == longest ? 1.0 : 0.05)]);
        Road road = territory.Roads[longest];
        int at = road.X.Length / 2;
        double x = (road.X[at - 1] + road.X[at]) / 2, y = (road.Y[at - 1] + road.Y[at]) / 2;
        using IGraphicsContext context = GraphicsContext.OpenHeadless();
        ViewState state = new() { ReducedMotion = true, Variable = "roads/saturation", Layout = Layout.Plan, Layers = new(Buildings: false, Shadows: false, Labels: false, Charts: false) };
        using Viewing viewer = new(new Session(RunSource.Open([folder]), state, static () => { }, "host"), new ViewerSettings());
        using Painter painter = new(context.Gl, viewer);
        SceneModel model = SceneModel.Of(territory);
        viewer.Session.Change(s => s with { Camera = new(x - model.Origin.X, y - model.Origin.Y, 60, 0, 90) });
        byte[] picture = Pictures.Draw(viewer, painter, 640, 400);
        (int seen, int right) = (0, 0);
        Color expected = viewer.Session.Scale.ColorOf(1);
        for (int py = 60; py < 340; py += 2)
            for (int px = 330; px < 620; px += 2)
            {
                if (painter.Pick(px + 0.5f, py + 0.5f) is not { Kind: "road" } picked || picked.Index != longest) continue;
                seen++;
                int p = 3 * (py * 640 + px);
                if (Math.Abs(picture[p] - expected.R) <= 3 && Math.Abs(picture[p + 1] - expected.G) <= 3 && Math.Abs(picture[p + 2] - expected.B) <= 3) right++;
            }
        Assert.True(seen > 100, $"{seen} points of the road are seen");
        Assert.True(right > 0.5 * seen, $"{right} of {seen} points of the road have the colour of their value");
    }

    [Fact]
    public void A_field_by_the_hour_is_read_hour_by_hour_for_the_hour_shown()
    {
        string folder = runs.CopyOf(runs.Base);
        WriteHours(folder, cell: 50, hours: 48, (hour, cell) => 10 + hour + cell % 7);
        using Session session = Open([folder], new ViewState { Variable = "street/air_temperature", Hour = 5 });
        Assert.Equal((VariableKind.HourlyGrid, "degC"), (session.Variable!.Kind, session.Variable.Unit));
        Assert.Same(ColorMap.Magma, session.Variable.Map);
        Assert.Equal(15 + 3, session.Grid(0)![3, 0]);
        int before = session.DataRevision;
        session.Change(s => s with { Hour = 30 });
        Assert.NotEqual(before, session.DataRevision);
        Assert.Equal(40 + 3, session.Grid(0)![3, 0]);
        Assert.InRange(session.Scale.Low, 5, 15);
        Assert.InRange(session.Scale.High, 60, 70);
        session.Change(s => s with { Hour = 48 });
        Assert.Null(session.Grid(0));
    }

    [Fact]
    public void Only_the_field_that_is_shown_is_read()
    {
        string folder = runs.CopyOf(runs.Base);
        WriteHours(folder, cell: 5, hours: 400, (hour, cell) => hour);
        string path = Path.Combine(folder, "street.nc");
        long before = GC.GetAllocatedBytesForCurrentThread();
        NetCdfField field = Assert.Single(NetCdfReader.Read(path));
        Raster at = field.Read(399);
        long used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(399, at[0, 0]);
        Assert.True(used < new FileInfo(path).Length / 20, $"{used} bytes for one of 400 fields in {new FileInfo(path).Length}");
    }

    [Fact]
    public void Fields_on_other_cells_are_shown_side_by_side_and_their_difference_is_refused_with_a_sentence()
    {
        string one = runs.CopyOf(runs.Base), other = runs.CopyOf(runs.Renovated);
        WriteHours(one, cell: 50, hours: 24, (_, _) => 20);
        WriteHours(other, cell: 40, hours: 24, (_, _) => 21);
        ViewState state = new() { Variable = "street/air_temperature", Hour = 3, Layout = Layout.Triple, ReducedMotion = true };
        using (Session session = Open([one, other], state))
        {
            Assert.Contains(session.TakeNews(), n => n.Contains("lies on other cells"));
            Assert.Equal((20f, 21f), (session.Grid(0)!.Values[0], session.Grid(1)!.Values[0]));
        }
        using IGraphicsContext context = GraphicsContext.OpenHeadless();
        using Viewing viewer = new(Open([one, other], state), new ViewerSettings());
        using Painter painter = new(context.Gl, viewer);
        Assert.Equal(3 * 640 * 400, Pictures.Draw(viewer, painter, 640, 400).Length);
    }

    [Fact]
    public void A_file_that_a_new_run_replaced_is_told_and_nothing_fails()
    {
        string folder = runs.CopyOf(runs.Base);
        WriteHours(folder, cell: 50, hours: 24, (_, _) => 20);
        using Session session = Open([folder], new ViewState { Variable = "street/air_temperature", Hour = 3 });
        Assert.NotNull(session.Grid(0));
        WriteHours(folder, cell: 50, hours: 30, (_, _) => 22);
        session.Change(s => s with { Hour = 4 });
        Assert.Null(session.Grid(0));
        Assert.Contains(session.TakeNews(), n => n.Contains("was replaced while it was shown"));
        File.Delete(Path.Combine(folder, "street.nc"));
        session.Change(s => s with { Hour = 5 });
        Assert.Null(session.Grid(0));
        Assert.NotEmpty(session.TakeNews());
    }

    [Theory]
    [InlineData("hours since yesterday", "its time is in `hours since yesterday`")]
    [InlineData("fortnights since 2050-01-01", "its time is in `fortnights since 2050-01-01`")]
    public void A_time_that_nobody_understands_is_told(string unit, string expected)
    {
        string folder = runs.CopyOf(runs.Base);
        WriteHours(folder, cell: 50, hours: 2, (_, _) => 20, unit);
        Assert.Contains(RunSource.Open([folder]).Notes, n => n.Contains(expected));
    }

    [Fact]
    public void A_table_of_roads_with_other_rows_than_roads_is_refused()
    {
        string folder = runs.CopyOf(runs.Base);
        WriteRoads(folder, [0.1, 0.2]);
        Assert.Contains("roads.csv has 2 rows; expected", Assert.Throws<InputException>(() => RunSource.Open([folder])).Message);
    }

    [Fact]
    public void A_series_of_a_name_never_heard_of_is_charted_with_its_variable_or_when_it_is_chosen()
    {
        string folder = runs.CopyOf(runs.Base);
        RunRecord record = RunRecord.Read(folder);
        Table series = Files.Runs.ResultReader.Table(folder, record, "series");
        NumberColumn strange = new(new("saturation", "1", "flow over capacity of all roads", QuantityKind.Load), [.. Enumerable.Range(0, Simulation.HoursOfYear).Select(h => h % 24 / 24.0)]);
        Table more = series with { Columns = [.. series.Columns, strange] };
        Csv.Write(Path.Combine(folder, "series.csv"), more);
        (record with { Columns = [.. record.Columns.Where(c => c.Table != "series"), .. ResultCatalogue.Records(more)] }).Write(folder);
        WriteRoads(folder, [.. RunSource.Open([folder]).Territory.Roads.Select(_ => 0.5)]);
        Run run = RunSource.Open([folder]).Runs[0];
        Variable roads = run.Variables().Single(v => v.Key == "roads/saturation"), sun = run.Variables().Single(v => v.Key == "buildings/roof_irradiation");
        Assert.Equal("saturation", Figures.SeriesOf(run, roads, "")!.Name);
        Assert.Equal("saturation", Figures.SeriesOf(run, sun, "saturation")!.Name);
        Assert.Equal("pv", Figures.SeriesOf(run, sun, "")!.Name);
        using Viewing viewer = new(Open([folder], new ViewState { Variable = "roads/saturation", ReducedMotion = true }), new ViewerSettings());
        for (int k = 0; k < 6; k++) viewer.Frame(1920, 1080, 0);
        Assert.Contains("series.choose", viewer.Hud.Rectangles.Keys);
    }

    [Fact]
    public void Classes_have_names_colours_counts_and_steps()
    {
        using Session session = Open([runs.Base, runs.Renovated], new ViewState { Variable = "buildings/label_class" });
        Assert.Equal(["A", "B", "C", "D", "E", "F", "G"], session.Variable!.Classes);
        Assert.Equal((-0.5, 6.5), (session.Scale.Low, session.Scale.High));
        string[] letters = session.A.Buildings!.Texts("label_class");
        float[] values = session.Values(0);
        Assert.All(Enumerable.Range(0, letters.Length), b => Assert.Equal(letters[b].Length == 0 ? float.NaN : letters[b][0] - 'A', values[b]));
        Assert.Equal(ColorMap.Ordered(7).At(0.5 / 7), session.Scale.ColorOf(0));
        Assert.Equal(ColorMap.Ordered(7).At(6.5 / 7), session.Scale.ColorOf(6));
        Assert.Contains(session.Differences(), d => d < 0);
        session.Change(s => s with { Variable = "buildings/renovation" });
        Assert.Equal(["", "bbc_renovation"], session.Variable!.Classes.Order());
        Color same = session.DifferenceScale.ColorOf(0);
        float[] change = session.Differences();
        Assert.Contains(change, d => d != 0 && session.DifferenceScale.ColorOf(d) != same);
        Assert.DoesNotContain(session.Variables, v => v.Key == "buildings/id");
    }

    [Theory]
    [InlineData("buildings/label_class")]
    [InlineData("buildings/heating")]
    [InlineData("buildings/renovation")]
    public void Classes_fit_in_each_layout_language_and_size(string variable)
    {
        using Viewing viewer = new(Open([runs.Base, runs.Renovated], new ViewState { Variable = variable, ReducedMotion = true, Selection = new Chosen("building", 3) }), new ViewerSettings());
        foreach ((int width, int height) in new[] { (1280, 720), (1920, 1080), (3840, 2160) })
            foreach (Language language in Enum.GetValues<Language>())
                foreach (Layout layout in Enum.GetValues<Layout>())
                {
                    viewer.Session.Change(s => s with { Layout = layout, Language = language });
                    for (int k = 0; k < 6; k++) viewer.Frame(width, height, 0);
                    Assert.True(viewer.Hud.Canvas.Overflows.Count == 0, $"{width}×{height} {language} {layout}: {string.Join("; ", viewer.Hud.Canvas.Overflows)}");
                    Assert.Empty(viewer.Hud.Canvas.Atlas.Missing);
                }
    }

    [Theory]
    [InlineData("roads/saturation", Layout.Single)]
    [InlineData("roads/saturation", Layout.Difference)]
    [InlineData("roads/state", Layout.Compare)]
    [InlineData("buildings/heating", Layout.Single)]
    [InlineData("buildings/label_class", Layout.Difference)]
    public void A_sheet_shows_it_too(string variable, Layout layout)
    {
        string folder = runs.CopyOf(runs.Base);
        WriteRoads(folder, [.. RunSource.Open([folder]).Territory.Roads.Select((_, k) => k % 10 / 10.0)]);
        using Session session = Open([folder, runs.Renovated], new ViewState { Variable = variable, Layout = layout });
        string path = runs.Scratch(Path.GetRandomFileName() + ".png");
        Assert.True(Pictures.SaveSheet(session, path));
        Assert.True(new FileInfo(path).Length > 50_000);
    }

    [Fact]
    public void Everything_that_a_run_writes_has_a_name_in_both_languages()
    {
        RunRecord record = RunRecord.Read(runs.Base);
        IEnumerable<string> names = record.Columns.Select(c => c.Name).Concat(record.Indicators.Select(i => i.Name)).Concat(ResultCatalogue.Grids.Select(g => g.Name)).Concat(Simulation.Declared.Shown.Select(s => s.Quantity.Name));
        Assert.All(names.Distinct(), name => Assert.All(new[] { Words.English, Words.French }, words => Assert.Contains("name." + name, words.Keys)));
        Assert.All(record.Columns.SelectMany(c => c.Classes ?? []).Distinct().Where(c => c.Length > 1), c => Assert.All(new[] { Words.English, Words.French }, words => Assert.Contains("class." + c, words.Keys)));
    }

    private static void WriteRoads(string folder, double[] saturation)
    {
        Table table = new("roads",
        [
            new TextColumn(new("id", "", "identifier in the source"), [.. saturation.Select((_, k) => $"r{k}")]),
            new NumberColumn(new("saturation", "1", "flow over capacity in the busiest hour", QuantityKind.Load), saturation),
            new TextColumn(new("state", "", "how it flows"), [.. saturation.Select(v => v > 0.8 ? "busy" : v > 0.1 ? "quiet" : "")]) { Classes = ["quiet", "busy"] },
        ]);
        Csv.Write(Path.Combine(folder, "roads.csv"), table);
        RunRecord record = RunRecord.Read(folder);
        (record with { Columns = [.. record.Columns, .. ResultCatalogue.Records(table)] }).Write(folder);
    }

    private static void WriteHours(string folder, double cell, int hours, Func<int, int, float> value, string unit = "hours since 2050-01-01T00:00:00Z")
    {
        Territory territory = ResultTerritory(folder);
        Raster terrain = territory.Terrain;
        Grid grid = new((int)(terrain.Grid.Rows * terrain.Grid.CellSize / cell / 4), (int)(terrain.Grid.Columns * terrain.Grid.CellSize / cell / 4), cell, terrain.Grid.West, terrain.Grid.South);
        using NetCdfWriter writer = new(Path.Combine(folder, "street.nc"));
        (int time, int times) = writer.Time(unit);
        NetCdfGrid axes = writer.Grid(grid, Lambert93);
        int field = writer.Field(new("air_temperature", "degC", "air of the street", QuantityKind.Temperature), axes, time);
        for (int hour = 0; hour < hours; hour++)
        {
            writer.Put<double>(times, hour, hour);
            writer.PutField(field, hour, grid, [.. Enumerable.Range(0, grid.Count).Select(c => value(hour, c))]);
        }
        writer.Complete();
    }

    private static readonly Dictionary<string, Territory> Territories = [];

    private static Territory ResultTerritory(string folder)
    {
        string sha = RunRecord.Read(folder).TerritorySource.Sha256;
        lock (Territories) return Territories.TryGetValue(sha, out Territory? known) ? known : Territories[sha] = RunSource.Open([folder]).Territory;
    }

    private static double LengthOf(Road road) => Enumerable.Range(1, road.X.Length - 1).Sum(k => Math.Sqrt(Math.Pow(road.X[k] - road.X[k - 1], 2) + Math.Pow(road.Y[k] - road.Y[k - 1], 2)));
}
