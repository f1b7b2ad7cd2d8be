using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;

namespace TerritoryTwin.Tests.Viewer.App;

[Collection("gl")]
public sealed class BadRunsTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    [Fact]
    public void A_run_of_a_later_version_is_refused() =>
        Assert.Contains("Update the program", Refusal(folder => Edit(folder, "run.json", t => t.Replace($"\"version\": {RunRecord.CurrentVersion}", "\"version\": 9", StringComparison.Ordinal))));

    [Fact]
    public void A_folder_without_a_run_is_refused() => Assert.Contains("no result folder", Refusal(folder => File.Delete(Path.Combine(folder, "run.json"))));

    [Fact]
    public void A_folder_that_is_not_there_is_refused() => Assert.Contains("no result folder", Assert.Throws<InputException>(() => RunSource.Open(["/nowhere/at/all"])).Message);

    [Fact]
    public void A_run_of_a_territory_that_changed_is_refused() =>
        Assert.Contains("has changed since", Refusal(folder => Edit(folder, "run.json", t => t.Replace("\"seed\": 4", "\"seed\": 5", StringComparison.Ordinal))));

    [Fact]
    public void A_table_cut_short_is_refused() =>
        Assert.Contains("one a building", Refusal(folder => Edit(folder, "buildings.csv", t => t[..t.IndexOf('\n', t.Length / 2)] + "\n")));

    [Fact]
    public void A_word_where_a_number_belongs_is_refused_with_its_line() =>
        Assert.Contains("expected a number", Refusal(folder => Edit(folder, "series.csv", t => t.Replace("\n3,", "\nthree,", StringComparison.Ordinal))));

    [Fact]
    public void A_damaged_file_of_the_ground_is_told_and_the_rest_is_shown()
    {
        string folder = runs.CopyOf(runs.Base);
        File.WriteAllText(Path.Combine(folder, GroundWorks.FileName), "no GeoPackage");
        RunSource source = RunSource.Open([folder]);
        Assert.Empty(source.Runs[0].Ground);
        Assert.Contains(source.Notes, n => n.Contains(GroundWorks.FileName, StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_of_two_territories_are_not_compared()
    {
        string other = runs.CopyOf(runs.Renovated);
        Edit(other, "run.json", t => t.Replace("\"sha256\": \"" , "\"sha256\": \"0", StringComparison.Ordinal));
        Assert.Contains("compare runs of one territory", Assert.Throws<InputException>(() => RunSource.Open([runs.Base, other])).Message);
    }

    [Fact]
    public void A_run_without_tables_is_shown_without_them_and_says_so()
    {
        string folder = runs.CopyOf(runs.Base);
        File.Delete(Path.Combine(folder, "buildings.csv"));
        File.Delete(Path.Combine(folder, "series.csv"));
        File.WriteAllBytes(Path.Combine(folder, "grids.nc"), [.. "CDF"u8, 2, 0, 0, 0, 0, 0, 0, 0, 10, 0x7f, 0xff, 0xff, 0xff]);
        RunSource source = RunSource.Open([folder]);
        Assert.Equal(3, source.Notes.Count);
        using Session session = new(source, new ViewState(), static () => { }, "host");
        Assert.Null(session.Variable);
        Assert.All(session.Values(0), v => Assert.True(float.IsNaN(v)));
        Assert.Equal((0, 1), (session.Scale.Low, session.Scale.High));
    }

    [Fact]
    public void A_territory_that_is_not_there_any_more_is_named() =>
        Assert.Contains("/nowhere/at/all", Refusal(folder => Edit(folder, "run.json", t => t.Replace("\"folder\": null", "\"folder\": \"/nowhere/at/all\"", StringComparison.Ordinal))));

    [Fact]
    public void A_run_without_anything_but_its_record_is_drawn_in_every_layout_and_size()
    {
        string folder = runs.CopyOf(runs.Base);
        foreach (string file in Directory.EnumerateFiles(folder).Where(f => !f.EndsWith("run.json", StringComparison.Ordinal))) File.Delete(file);
        using IGraphicsContext context = Headless.Open();
        using TerritoryTwin.Viewer.App.Viewer viewer = new(new Session(RunSource.Open([folder]), new ViewState { ReducedMotion = true }, static () => { }, "host"), new ViewerSettings());
        using Painter painter = new(context.Gl, viewer);
        foreach ((int width, int height) in new[] { (320, 200), (1, 1) })
            foreach (Layout layout in Enum.GetValues<Layout>())
            {
                viewer.Session.Change(s => s with { Layout = layout, Selection = new("building", 0), Layers = new(Shadows: false) });
                Assert.Equal(3 * width * height, Pictures.Draw(viewer, painter, width, height).Length);
            }
        viewer.Session.Change(s => s with { Layout = Layout.Single, Variable = "hourly/air_temperature" });
        viewer.Session.Settle();
        Assert.Contains(viewer.Session.Values(0), v => v > 10);         // hours need none of the tables
    }

    [Fact]
    public void Missing_values_stay_missing()
    {
        string folder = runs.CopyOf(runs.Base);
        Edit(folder, "buildings.csv", t =>
        {
            int column = Array.IndexOf(t.Split('\n')[0].Split(','), "heating_need");
            return string.Join('\n', t.Split('\n').Select((line, k) => k == 0 || line.Length == 0 ? line : Blanked(line, column)));
        });
        using Session session = new(RunSource.Open([folder]), new ViewState { Variable = "buildings/heating_need" }, static () => { }, "host");
        Assert.All(session.Values(0), v => Assert.True(float.IsNaN(v)));
        Assert.True(session.Scale.High > session.Scale.Low);
    }

    [Fact]
    public void A_table_of_chosen_columns_is_compared_with_a_whole_one()
    {
        string folder = runs.CopyOf(runs.Renovated);
        Edit(folder, "buildings.csv", t =>
        {
            int[] kept = [.. t.Split('\n')[0].Split(',').Index().Where(c => c.Item is "id" or "heating_need").Select(c => c.Index)];
            return string.Join('\n', t.Split('\n').Select(line => line.Length == 0 ? line : string.Join(',', kept.Select(k => line.Split(',')[k]))));
        });
        using Session whole = new(RunSource.Open([runs.Base, runs.Renovated]), new ViewState { Variable = "buildings/heating_need" }, static () => { }, "host");
        using Session chosen = new(RunSource.Open([runs.Base, folder]), new ViewState { Variable = "buildings/heating_need" }, static () => { }, "host");
        using Session alone = new(RunSource.Open([folder]), new ViewState { Variable = "buildings/heating_need" }, static () => { }, "host");
        Assert.Equal(whole.Values(1), chosen.Values(1));
        Assert.Equal(whole.Values(1), alone.Values(0));
        Assert.Equal("kWh m-2 year-1", alone.Variable!.Unit);
    }

    private static string Blanked(string line, int column) => string.Join(',', line.Split(',').Select((cell, k) => k == column ? "" : cell));

    private string Refusal(Action<string> damage)
    {
        string folder = runs.CopyOf(runs.Base);
        damage(folder);
        return Assert.Throws<InputException>(() => RunSource.Open([folder])).Message;
    }

    private static void Edit(string folder, string file, Func<string, string> edit)
    {
        string path = Path.Combine(folder, file);
        File.WriteAllText(path, edit(File.ReadAllText(path)));
    }
}
