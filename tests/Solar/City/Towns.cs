using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Solar.City;

/// <summary>Small territories made for a test.</summary>
internal static class Towns
{
    public static Territory Of(params Building[] buildings) => new()
    {
        Name = "Test",
        Epsg = 2154,
        Latitude = 45,
        Longitude = 3,
        Terrain = Flat(-500, -500, 40, 25),
        Buildings = buildings,
    };

    public static Raster Flat(double west, double south, int cells, double size) =>
        new(new Grid(cells, cells, size, west, south), new float[cells * cells]);

    /// <summary>A rectangle of <paramref name="east"/> × <paramref name="north"/> metres about its centre, turned clockwise by an angle [°].</summary>
    public static Building House(
        double x, double y, double east, double north, double height, double turned = 0, RoofShape roof = RoofShape.Flat, double pitch = 0) =>
        Of(Rectangle(x, y, east, north, turned), height, roof, pitch);

    public static Building Of(Polygon footprint, double height, RoofShape roof = RoofShape.Flat, double pitch = 0) => new()
    {
        Id = "b",
        Footprint = footprint,
        Ground = Known<double>.Measured(0),
        Height = Known<double>.Measured(height),
        Use = Known<BuildingUse>.Measured(BuildingUse.Dwelling),
        Built = Known<int>.Measured(1960),
        Floors = Known<int>.Measured(2),
        Dwellings = Known<int>.Measured(1),
        HeatedArea = Known<double>.Measured(100),
        Roof = Known<RoofShape>.Measured(roof),
        RoofPitch = Known<double>.Measured(pitch),
        Heating = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler),
        HotWater = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler),
        Inhabitants = Known<double>.Measured(3),
        Jobs = Known<double>.Measured(0),
    };

    public static Polygon Rectangle(double x, double y, double east, double north, double turned = 0) => new(Ring(x, y, east, north, turned), []);

    public static Ring Ring(double x, double y, double east, double north, double turned = 0)
    {
        double c = Math.Cos(turned * Math.PI / 180), s = Math.Sin(turned * Math.PI / 180);
        double[] u = [-east / 2, east / 2, east / 2, -east / 2], v = [-north / 2, -north / 2, north / 2, north / 2];
        return new Ring([.. u.Zip(v, (a, b) => x + a * c + b * s)], [.. u.Zip(v, (a, b) => y - a * s + b * c)]);
    }
}
