using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Territories;

/// <summary>A hamlet of three buildings, by hand.</summary>
internal static class SmallTerritory
{
    public const double West = 660_000, South = 6_360_000;

    public static Territory Create() => new()
    {
        Name = "Hameau: \"l'Église\" #1", Epsg = 2154, Latitude = 44.34, Longitude = 2.55,
        Terrain = new Raster(new Grid(12, 10, 25, West, South), Enumerable.Range(0, 120).Select(n => 500 + n / 8f).ToArray()),
        Buildings =
        [
            House("a", 20, 20, 2) with { Built = Known<int>.Derived(1968, 0.123456f), District = "Bourg" },
            House("b", 60, 20, 3) with { Footprint = WithCourtyard(60, 20) },
            House("c", 100, 20, 0) with { Use = new(BuildingUse.Annex, Source.Guessed, 0.2f), HeatedArea = Known<double>.Derived(0), Heating = Known<HeatingSystem>.Derived(HeatingSystem.None) },
        ],
        Roads = [new Road("r1", [West, West + 120.125], [South + 5, South + 6], Known<RoadClass>.Measured(RoadClass.Residential), "Rue de l'Église")],
        Vegetation = [new Zone("v", Square(150, 100, 30), "Bois", 12, "")],
        Water = [new Zone("w", Square(10, 200, 20), "Mare", 0, "La Mare")],
        Activities = [new Zone("s", Square(100, 200, 40), "Enseignement primaire", 0, "École")],
        Population = [new PopulationSquare("p", Square(0, 0, 200), 7.5, 3, 0.5, double.NaN) { Ages = new(1.5, 4, 2) }, new PopulationSquare("q", Square(200, 0, 200), 2, 1, 0, 21_000)],
        Households = [new Household(0, 2, 31_000.5f, Tenure.Owner, 1), new Household(1, 4, 18_000, Tenure.SocialTenant, 2)],
        Boundary = Square(0, 0, 240),
        Attributions = ["Drawn by hand; no licence needed"],
        Origin = new TerritoryOrigin("imported", "bdtopo-v3", 42, [new TerritoryIssue("no-ground", "buildings", 3, "taken from the terrain", ["a", "b: \\ \"x\""])]),
    };

    public static Polygon Square(double x, double y, double side) =>
        new(new Ring([West + x, West + x + side, West + x + side, West + x], [South + y, South + y, South + y + side, South + y + side]), []);

    public static Building House(string id, double x, double y, int dwellings) => new()
    {
        Id = id, Footprint = Square(x, y, 10), Ground = Known<double>.Measured(501.5), Height = Known<double>.Measured(5.75), Use = Known<BuildingUse>.Measured(BuildingUse.Dwelling),
        Built = Known<int>.Measured(1985), Floors = Known<int>.Derived(2), Dwellings = Known<int>.Measured(dwellings), HeatedArea = Known<double>.Derived(160),
        Roof = Known<RoofShape>.Typical(RoofShape.Gabled), RoofPitch = Known<double>.Typical(18), Heating = Known<HeatingSystem>.Typical(HeatingSystem.GasBoiler),
        HotWater = Known<HeatingSystem>.Typical(HeatingSystem.DirectElectric), Inhabitants = Known<double>.Typical(dwellings * 2.2), Jobs = Known<double>.Typical(0),
    };

    private static Polygon WithCourtyard(double x, double y)
    {
        Ring hole = new([West + x + 4, West + x + 4, West + x + 6, West + x + 6], [South + y + 4, South + y + 6, South + y + 6, South + y + 4]);
        return Square(x, y, 20) with { Holes = [hole] };
    }
}

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("twin-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
