using TerritoryTwin.Core;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Tests.Viewer.App;

public sealed class ViewStateTests
{
    private static readonly ViewState Full = new()
    {
        Layout = Layout.Triple, A = "As it is", B = "Été “2050”", ShowsB = true, Variable = "buildings/bill", Series = "pv", Range = new(0, 12.5), Hour = 4321, Period = TimeZoom.Week, Speed = 24,
        Camera = new(120.5, -40, 900, 210, 55), Layers = new(Roads: false, Labels: false), Language = Language.French, Theme = ThemeName.Contrast, Scale = 1.4,
        ReducedMotion = true, Selection = new("building", 17), Moved = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["prices.electricity"] = 0.3 },
        Added = [new("renovate", new Dictionary<string, string> { ["to"] = "windows" }, ["b3", "b4"], "us")], Choosing = ChosenKind.Roads, Marked = ["b5"], Author = "us",
    };

    [Fact]
    public void A_bookmark_brings_back_what_was_seen()
    {
        ViewState back = ViewState.Parse("b.json", Full.ToJson());
        Assert.Equal(Full with { Moved = back.Moved, Added = back.Added, Marked = back.Marked }, back);
        Assert.Equal(Full.Changes, back.Changes);
        Assert.Equal(Full.Marked, back.Marked);
        Assert.Equal(Full.Moved, back.Moved);
        Assert.Equal(Full.ToJson(), back.ToJson());
    }

    [Fact]
    public void Every_key_of_a_bookmark_is_documented()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "viewer.md"));
        page = page[page.IndexOf("### The bookmark", StringComparison.Ordinal)..page.IndexOf("## Its limits", StringComparison.Ordinal)];
        foreach (string key in System.Text.Json.Nodes.JsonNode.Parse(Full.ToJson())!.AsObject().Select(static k => k.Key)) Assert.Matches($@"(?m)^\|[^|]*`{key}`[^|]*\|", page);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    [InlineData("null", "it is empty")]
    [InlineData("{\"version\": 2}", "version 2; expected 1")]
    [InlineData("{\"hour\": 8760}", "`hour` is 8760; expected 0 to 8759")]
    [InlineData("{\"hour\": -1}", "`hour` is -1")]
    [InlineData("{\"hour\": 1e99}", "cannot be read")]
    [InlineData("{\"layout\": \"spiral\"}", "`layout` is none of `single`, `plan`, `compare`, `triple`, `difference`, `kiosk`")]
    [InlineData("{\"choosing\": \"building\"}", "`choosing` is none of `buildings`, `roads`")]
    [InlineData("{\"layout\": 3}", "cannot be read")]
    [InlineData("{\"camera\": null}", "`camera` is null")]
    [InlineData("{\"camera\": {\"x\": 0, \"y\": 0, \"distance\": -5, \"yaw\": 0, \"pitch\": 40}}", "`camera.distance` is -5")]
    [InlineData("{\"range\": {\"low\": 5, \"high\": 5}}", "`range` is 5 to 5")]
    [InlineData("{\"layers\": null}", "`layers` is null")]
    [InlineData("{\"scale\": 0}", "`scale` is 0")]
    [InlineData("{\"added\": [{\"measure\": \"solar\", \"keys\": {}, \"elements\": []}]}", "`added` is a measure without a name, keys or elements")]
    [InlineData("{\"added\": [null]}", "`added` is a measure without")]
    [InlineData("{\"author\": \"0123456789012345678901234567890123456789012345678901234567890\"}", "`author` is 61 letters long; expected 60 at most")]
    [InlineData("{\"marked\": [null]}", "`marked` is null")]
    [InlineData("{\"colour\": \"red\"}", "cannot be read")]
    public void A_damaged_bookmark_is_refused_in_a_sentence(string json, string expected)
    {
        InputException e = Assert.Throws<InputException>(() => ViewState.Parse("b.json", json));
        Assert.Contains(expected, e.Message);
        Assert.StartsWith("b.json", e.Message);
    }

    [Fact]
    public void A_tour_goes_round_and_is_kept_in_a_file()
    {
        Tour tour = new Tour { Title = "Ce soir" }.With(new("Ici", 4, Full)).With(new("", 2, new ViewState()));
        string path = Path.GetTempFileName();
        try
        {
            tour.Save(path);
            Tour back = Tour.Load(path);
            Assert.Equal(["Ici", ""], back.Stops.Select(s => s.Caption));
            Assert.Equal([0, 0, 1, 0], new[] { 0.0, 3.9, 4.1, 6.1 }.Select(back.StopAt));
            File.WriteAllText(path, "{\"stops\": []}");
            Assert.Contains("0 stops", Assert.Throws<InputException>(() => Tour.Load(path)).Message);
            File.WriteAllText(path, "{\"stops\": [{\"caption\": \"x\", \"seconds\": 0, \"view\": {}}]}");
            Assert.Contains("stop 1", Assert.Throws<InputException>(() => Tour.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
