using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Viewer;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Text;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>A run with mobility in the viewer: roads by the hour, and why a road has its traffic.</summary>
public sealed class RoadTrafficTests : IDisposable
{
    private const int MorningOfWeekday = 24 * 132 + 7;           // 13 May 2026, a Wednesday, 8 h in summer time
    private readonly string _folder = Directory.CreateTempSubdirectory("roads-").FullName;

    private string Run()
    {
        string scenario = Path.Combine(_folder, "moves.yaml"), results = Path.Combine(_folder, "moves");
        File.WriteAllText(scenario, "name: moves\nterritory: { generate: { inhabitants: 2000, seed: 4 } }\nweather: { zone: H2b }\nyears: 2026-2026\nmobility: { on: true }\noutputs: [{ table: buildings }, { table: roads }]\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        runner.Run(runner.Read(scenario), results, static (_, _) => { }, CancellationToken.None);
        return results;
    }

    [Fact]
    public void Traffic_of_roads_is_shown_by_the_hour_and_a_road_that_is_chosen_says_why()
    {
        string run = Run();
        using Session session = new(RunSource.Open([run]), new ViewState { ReducedMotion = true, Variable = "hourly/roads/road_flow", Hour = MorningOfWeekday }, static () => { }, "host");
        Assert.Equal(VariableKind.HourlyRoad, session.Variable!.Kind);
        Assert.Equal(["Greenhouse gas of buildings", "Greenhouse gas of traffic"], Figures.Cards(session.A, null, 4, Words.English).Select(static c => c.Name).Where(static n => n.StartsWith("Greenhouse", StringComparison.Ordinal)));
        session.Settle();
        float[] morning = session.Values(0);
        Assert.Equal(session.Source.Territory.Roads.Count, morning.Length);
        int busiest = Array.IndexOf(morning, morning.Max());
        Assert.True(morning[busiest] > 50, $"{morning[busiest]} vehicles an hour");
        Assert.True(session.Scale.High >= 0.5 * morning[busiest]);
        double[] ofDay = ((NumberColumn)session.Shown.Roads!.Columns.First(c => c.Name == "vehicles_of_weekday")).Values;
        Assert.True(morning[busiest] < ofDay[busiest]);

        session.Change(s => s with { Selection = new Chosen("road", busiest) });
        session.Settle();
        Explanation why = session.Why(0)!;
        Assert.Equal(morning[busiest], why.Total!.Value, 1e-3);
        Assert.Equal(why.Total.Value, why.Terms.Sum(t => t.Value), 1e-4 * why.Total.Value);

        session.Change(s => s with { Hour = MorningOfWeekday - 5 });
        Assert.Null(session.Why(0));
        session.Settle();
        Assert.True(session.Values(0)[busiest] < morning[busiest] / 2);
        Assert.True(session.Why(0)!.Total!.Value < why.Total.Value / 2);
    }

    [Fact]
    public void The_card_of_a_road_fits_in_both_languages()
    {
        using Viewing viewer = new(new Session(RunSource.Open([Run()]), new ViewState { ReducedMotion = true, Variable = "hourly/roads/road_flow", Hour = MorningOfWeekday }, static () => { }, "host"), new ViewerSettings());
        viewer.Session.Settle();
        int busiest = Array.IndexOf(viewer.Session.Values(0), viewer.Session.Values(0).Max());
        viewer.Session.Change(s => s with { Selection = new Chosen("road", busiest) });
        viewer.Session.Settle();
        foreach ((int width, int height) in new[] { (1280, 720), (1920, 1080) })
            foreach (Language language in Enum.GetValues<Language>())
            {
                viewer.Session.Change(s => s with { Language = language });
                for (int k = 0; k < 6; k++) viewer.Frame(width, height, 0);
                Assert.True(viewer.Hud.Canvas.Overflows.Count == 0, $"{width}×{height} {language}: {string.Join("; ", viewer.Hud.Canvas.Overflows)}");
                Assert.Empty(viewer.Hud.Canvas.Atlas.Missing);
            }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
