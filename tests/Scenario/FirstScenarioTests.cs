using SkiaSharp;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Tests.Territories;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>What an import leaves beside the territory: a scenario that runs, and a picture.</summary>
public sealed class FirstScenarioTests : IDisposable
{
    private static readonly Territory Town = SmallTerritory.Create();
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private FirstScenario Written(Territory territory, string? weather = null)
    {
        TerritoryFolder.Save(territory, _scratch["town"]);
        return FirstScenario.Write(territory, _scratch["town"] + "/", weather);
    }

    private static string Epw(string city, double latitude, double longitude, double height) =>
        FormattableString.Invariant($"LOCATION,{city},-,FRA,SRC,07000,{latitude},{longitude},1.0,{height}\n");

    [Fact]
    public void It_reads_as_a_scenario_of_the_place_with_the_weather_of_its_zone()
    {
        FirstScenario first = Written(Town with { Name = "Saint-\"Jean\": l’Île", Latitude = 44.35, Longitude = 2.57 });
        Assert.Equal(_scratch["town-as-it-is.yaml"], first.Path);
        Scenario scenario = ScenarioReader.Read(first.Path!);
        Assert.Equal("Saint-\"Jean\": l’Île as it is", scenario.Name);
        Assert.Contains("H2c", first.Said, StringComparison.Ordinal);
        Assert.Contains("zone: H2c", File.ReadAllText(first.Path!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_of_some_weather_files_is_taken_and_its_distance_told()
    {
        _scratch.Write("epw/far.epw", Epw("Brest", 48.45, -4.41, 98));
        _scratch.Write("epw/inner/near.epw", Epw("Rodez", 44.41, 2.48, 578));
        _scratch.Write("epw/none.epw", "no weather\n");
        FirstScenario first = Written(Town with { Latitude = 44.35, Longitude = 2.57 }, _scratch["epw"]);
        Assert.Equal("weather of Rodez, 10 km away at 578 m, the nearest of 2", first.Said);
        Assert.Contains("weather: epw/inner/near.epw\n", File.ReadAllText(first.Path!), StringComparison.Ordinal);
        Assert.Contains("that is far", Written(Town with { Latitude = 43.3, Longitude = 5.4, Name = "M" }, _scratch["epw/inner"]) is var far ? Again(far, _scratch["epw/inner"]).Said : "", StringComparison.Ordinal);

        FirstScenario Again(FirstScenario one, string weather)
        {
            File.Delete(one.Path!);
            return FirstScenario.Write(Town with { Latitude = 43.3, Longitude = 5.4 }, _scratch["town"], weather);
        }
    }

    [Fact]
    public void An_older_one_is_kept_far_away_there_is_none_and_a_folder_without_weather_is_refused()
    {
        File.WriteAllText(_scratch["town-as-it-is.yaml"], "mine");
        Assert.Contains("kept", Written(Town).Said, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_scratch["town-as-it-is.yaml"]));
        File.Delete(_scratch["town-as-it-is.yaml"]);
        _scratch.Write("solar.yaml", "name: Solar\nterritory: town\n");
        Assert.Equal((_scratch["solar.yaml"], "a scenario of this territory lies there already"), Written(Town) is var there ? (there.Path, there.Said) : default);
        File.Delete(_scratch["solar.yaml"]);
        FirstScenario athens = Written(Town with { Latitude = 38, Longitude = 23.7 });
        Assert.Null(athens.Path);
        Assert.Contains("far from France", athens.Said, StringComparison.Ordinal);
        Directory.CreateDirectory(_scratch["empty"]);
        Assert.Contains("found no EPW file", Assert.Throws<InputException>(() => Written(Town, _scratch["empty"])).Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<InputException>(() => Written(Town, _scratch["nowhere"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_shows_homes_and_what_stands_around_the_limit()
    {
        Building home = Town.Buildings.First(static b => b.Use.Value == BuildingUse.Dwelling);
        Territory one = Town with { Buildings = [home], Boundary = Polygon.Disc(home.Footprint.Outer.X[0], home.Footprint.Outer.Y[0], 400) };
        (double x, double y) = home.Footprint.Outer.Middle;
        Territory two = one with { Context = new(300, Polygon.Disc(x, y, 700), [home with { Id = "near", Footprint = Polygon.Disc(x + 30, y, 8) }]) };
        SKColor homes = Rgb(ValueScale.OfClasses(0, ColorMap.Qualitative(6, none: false)).ColorOf(0));
        SKColor[] alone = Pixels(one), with = Pixels(two);
        Assert.True(alone.Contains(homes));
        Assert.Equal(alone.Count(p => p == homes), with.Count(p => p == homes));
        Assert.True(alone.Zip(with).Count(static p => p.First != p.Second) > 50);

        SKColor[] Pixels(Territory territory)
        {
            using Picture sheet = PlaceSheet.Draw(territory);
            sheet.Write(_scratch["map.png"]);
            using SKBitmap bitmap = SKBitmap.Decode(_scratch["map.png"]);
            return bitmap.Pixels;
        }
        static SKColor Rgb(Color c) => c.WithOpacity(1);
    }
}
