using TerritoryTwin.Core;

namespace TerritoryTwin.Weather;

/// <summary>Monthly normals of the eight climate zones of the French building regulations, at sea level.</summary>
/// <remarks>How each row was made: docs/physics/weather.md. Rows: daily minimum, mean, daily maximum [°C], global radiation [kWh/m² a day], dew point [°C], wind [m/s].</remarks>
internal static class FrenchZones
{
    private const string Regulation = "monthly means of the RT2012 regulatory weather year (1994-2008, sea level) of the French ministry of construction";
    private const string Approximate = ", made from its neighbours' RT2012 months and long-term monthly mean temperatures 1 K up; an approximation";

    private static readonly MonthlyNormals[] All =
    [
        Make("H1a, Trappes", 48.8, 2.0, Source.Typical, 0.5f, "Trappes" + Approximate,
            [1.8, 1.6, 4.1, 6.6, 9.9, 13.4, 15.4, 14.8, 12.1, 8.7, 5.2, 3.1],
            [4.4, 5.1, 8.6, 11.7, 15.3, 18.5, 20.1, 19.7, 17.0, 12.4, 8.1, 5.3],
            [7.4, 9.0, 13.7, 17.5, 21.4, 24.3, 25.4, 25.3, 22.5, 16.6, 11.3, 7.8],
            [0.93, 1.63, 2.89, 4.26, 5.08, 5.53, 5.07, 4.59, 3.69, 1.7, 1.01, 0.58],
            [2.9, 2.6, 5.0, 7.0, 9.6, 12.7, 13.7, 14.4, 12.7, 9.8, 6.4, 4.3],
            [4.0, 3.9, 3.8, 4.0, 3.5, 3.3, 3.4, 3.0, 3.2, 3.5, 3.5, 3.8]),
        Make("H1b, Nancy", 48.7, 6.2, Source.Derived, 0.8f, Regulation,
            [1.7, 1.9, 1.8, 5.7, 9.3, 12.9, 15.5, 14.5, 10.1, 9.0, 4.1, 1.5],
            [4.5, 5.6, 6.5, 11.3, 15.2, 18.7, 20.6, 19.7, 15.1, 12.9, 7.1, 3.9],
            [7.3, 9.3, 11.3, 16.6, 20.7, 23.8, 25.5, 25.0, 20.6, 16.9, 10.2, 6.2],
            [0.93, 1.63, 2.89, 4.26, 5.08, 5.53, 5.07, 4.59, 3.69, 1.7, 1.01, 0.58],
            [3.0, 3.1, 2.9, 6.5, 9.5, 12.9, 14.2, 14.4, 10.8, 10.4, 5.4, 2.9],
            [3.3, 3.3, 2.9, 3.2, 2.7, 2.7, 2.7, 2.4, 2.6, 2.7, 2.6, 3.0]),
        Make("H1c, Mâcon", 46.3, 4.8, Source.Derived, 0.8f, Regulation,
            [2.0, 3.5, 4.5, 8.0, 12.3, 13.3, 17.1, 16.7, 12.4, 9.1, 4.1, 1.8],
            [4.4, 6.9, 8.9, 12.2, 17.1, 18.3, 22.2, 22.5, 16.7, 13.1, 7.6, 4.5],
            [7.0, 10.9, 13.6, 16.8, 22.2, 23.1, 27.6, 28.7, 21.6, 17.3, 11.0, 7.3],
            [0.91, 1.84, 3.19, 4.06, 4.72, 5.93, 5.94, 5.0, 3.21, 2.05, 1.22, 0.88],
            [2.8, 4.3, 4.9, 7.2, 11.6, 11.6, 15.6, 15.9, 12.4, 10.0, 4.6, 3.2],
            [3.1, 2.9, 3.0, 3.1, 2.7, 2.9, 2.5, 2.3, 2.2, 2.3, 2.6, 2.5]),
        Make("H2a, Rennes", 48.1, -1.7, Source.Typical, 0.5f, "Rennes" + Approximate,
            [2.8, 3.2, 5.4, 7.5, 10.1, 12.1, 14.2, 14.2, 11.4, 9.1, 5.2, 3.4],
            [5.8, 6.3, 8.9, 11.1, 14.1, 17.2, 18.9, 18.8, 16.7, 12.6, 8.8, 6.4],
            [9.2, 9.8, 12.9, 15.1, 18.7, 23.0, 24.2, 24.0, 22.7, 16.6, 12.9, 9.8],
            [1.04, 1.77, 2.99, 4.43, 5.45, 6.13, 5.77, 4.97, 4.14, 2.03, 1.26, 0.76],
            [4.3, 4.2, 5.7, 7.5, 10.3, 10.7, 13.6, 15.2, 12.7, 10.8, 6.3, 5.5],
            [4.0, 3.9, 3.8, 4.0, 3.5, 3.3, 3.4, 3.0, 3.2, 3.5, 3.5, 3.8]),
        Make("H2b, La Rochelle", 46.2, -1.2, Source.Derived, 0.8f, Regulation,
            [4.6, 4.1, 5.6, 7.1, 11.1, 13.4, 15.7, 15.4, 11.6, 11.0, 5.6, 4.4],
            [7.8, 7.2, 9.2, 10.9, 15.3, 19.0, 20.8, 20.3, 16.9, 14.5, 9.3, 7.5],
            [11.0, 10.6, 13.1, 14.7, 19.8, 24.3, 25.6, 25.2, 22.9, 18.6, 13.4, 10.7],
            [1.14, 1.91, 3.09, 4.61, 5.81, 6.73, 6.47, 5.35, 4.59, 2.37, 1.5, 0.93],
            [6.3, 5.1, 6.1, 7.3, 11.5, 12.6, 15.6, 16.6, 12.8, 12.7, 6.8, 6.7],
            [4.6, 4.6, 4.8, 4.8, 4.3, 3.9, 4.1, 3.5, 3.8, 4.2, 4.4, 4.5]),
        Make("H2c, Agen", 44.2, 0.6, Source.Derived, 0.8f, Regulation,
            [2.6, 3.1, 6.0, 5.9, 10.2, 14.4, 15.3, 16.4, 11.0, 10.0, 6.8, 2.9],
            [6.3, 7.1, 11.3, 11.7, 15.3, 19.4, 21.1, 22.2, 16.8, 14.7, 10.1, 5.5],
            [10.4, 11.7, 17.1, 17.5, 20.9, 24.8, 27.0, 28.4, 23.8, 20.4, 14.7, 8.4],
            [1.36, 2.18, 3.58, 4.41, 5.56, 5.96, 5.98, 5.13, 4.3, 2.54, 1.42, 1.01],
            [4.5, 4.2, 6.6, 7.4, 10.2, 14.4, 14.5, 16.4, 11.8, 11.5, 8.4, 4.0],
            [2.5, 3.0, 3.0, 3.0, 2.6, 2.5, 2.2, 2.4, 2.2, 2.8, 2.4, 2.5]),
        Make("H2d, Carpentras", 44.1, 5.0, Source.Derived, 0.8f, Regulation,
            [1.5, 3.6, 4.2, 7.1, 11.7, 14.3, 16.1, 16.0, 13.0, 11.0, 5.1, 1.4],
            [6.1, 8.8, 10.7, 13.7, 18.1, 22.0, 24.0, 23.0, 19.1, 16.3, 9.4, 5.7],
            [11.4, 14.6, 17.9, 20.2, 24.8, 29.3, 31.4, 30.5, 25.6, 22.8, 14.1, 10.9],
            [1.6, 2.52, 4.0, 4.97, 5.91, 7.24, 7.36, 6.05, 4.41, 2.79, 1.77, 1.36],
            [2.8, 3.9, 3.6, 6.2, 10.8, 12.6, 13.3, 14.4, 12.4, 11.6, 5.8, 2.5],
            [2.2, 2.5, 2.9, 2.8, 2.4, 2.4, 2.6, 2.4, 2.4, 1.8, 2.4, 2.1]),
        Make("H3, Nice", 43.7, 7.2, Source.Typical, 0.5f, "Nice" + Approximate,
            [5.0, 6.0, 8.3, 10.8, 14.2, 17.6, 20.2, 20.0, 17.8, 13.5, 9.0, 5.7],
            [8.5, 9.5, 11.8, 14.3, 17.7, 21.1, 23.7, 23.5, 21.3, 17.0, 12.5, 9.2],
            [12.5, 13.5, 15.8, 18.3, 21.7, 25.1, 27.7, 27.5, 25.3, 21.0, 16.5, 13.2],
            [1.6, 2.52, 4.0, 4.97, 5.91, 7.24, 7.36, 6.05, 4.41, 2.79, 1.77, 1.36],
            [6.1, 6.0, 6.7, 8.7, 12.1, 13.1, 15.7, 17.4, 15.9, 13.8, 9.5, 7.1],
            [2.2, 2.5, 2.9, 2.8, 2.4, 2.4, 2.6, 2.4, 2.4, 1.8, 2.4, 2.1]),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(zone => zone.Name[..zone.Name.IndexOf(',', StringComparison.Ordinal)])];

    public static MonthlyNormals? Find(string name) => All.FirstOrDefault(zone => zone.Name.StartsWith(name + ",", StringComparison.OrdinalIgnoreCase));

    private static MonthlyNormals Make(
        string name, double latitude, double longitude, Source source, float confidence, string origin,
        double[] min, double[] mean, double[] max, double[] global, double[] dewPoint, double[] wind) => new(
            name, latitude, longitude, TimeZone: 1, Elevation: 0,
            [.. Enumerable.Range(0, 12).Select(m => new MonthNormal(min[m], mean[m], max[m], global[m], dewPoint[m], wind[m]))],
            source, confidence, origin);
}
