using System.Globalization;

namespace TerritoryTwin.Buildings;

/// <summary>The months of the French label in one of its eight climates, at one of its three heights: the same in whatever weather a run lives.</summary>
/// <remarks>3CL-DPE 2021, arrêté of 31 March 2021, monthly conditions for heating to 19 °C and coefficients of orientation; zones by département.</remarks>
public sealed class LabelClimate
{
    private const double Reach = 120;                            // of the chief town of a département [km]
    private static readonly string[] Zones = ["H1a", "H1b", "H1c", "H2a", "H2b", "H2c", "H2d", "H3"], Quarters = ["north", "east", "south", "west"];
    private static readonly Lazy<LabelClimate[]> All = new(Read);
    private readonly Month[][] _months;                          // below 400 m, to 800 m, above
    private readonly double[][] _walls;                          // of each quarter, by month

    private LabelClimate(string zone, Month[][] months, double[][] walls) => (Zone, _months, _walls) = (zone, months, walls);

    private readonly record struct Month(double Sun, double DegreeHours, double Hours, double ColdWater);

    /// <summary>The climate of a place; null where no chief town of a French département lies within 120 km.</summary>
    /// <param name="latitude">[°].</param> <param name="longitude">[°].</param>
    public static LabelClimate? At(double latitude, double longitude)
    {
        (double distance, string zone) = ChiefTowns.Select(t => (Distance(t.Latitude, t.Longitude), t.Zone)).Min();
        return distance <= Reach ? Of(zone) : null;

        double Distance(double lat, double lon)
        {
            double north = 111.2 * (lat - latitude), east = 111.2 * Math.Cos(latitude * Math.PI / 180) * (lon - longitude);
            return Math.Sqrt(north * north + east * east);
        }
    }

    /// <summary>The climate of a zone.</summary>
    /// <param name="zone">H1a to H3.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such zone.</exception>
    public static LabelClimate Of(string zone) =>
        Array.IndexOf(Zones, zone) is >= 0 and int index ? All.Value[index] : throw new ArgumentOutOfRangeException(nameof(zone), zone, $"expected one of {string.Join(", ", Zones)}");

    /// <summary>H1a to H3.</summary>
    public string Zone { get; }

    /// <summary>Sun on the south in the hours of heating of a month [kWh/m²].</summary>
    internal double Sun(double ground, int month) => Months(ground)[month - 1].Sun;
    /// <summary>Degree-hours below 19 °C of a month [K h].</summary>
    internal double DegreeHours(double ground, int month) => Months(ground)[month - 1].DegreeHours;
    /// <summary>Hours of heating of a month.</summary>
    internal double Hours(double ground, int month) => Months(ground)[month - 1].Hours;
    /// <summary>Water of the mains, mean of the months [°C].</summary>
    internal double ColdWater(double ground) => Months(ground).Average(static m => m.ColdWater);

    /// <summary>Sun on a wall over that on the south: between two quarters of the sky, what lies between their two.</summary>
    /// <param name="azimuth">Where it faces, from north through east [°].</param> <param name="month">1 to 12.</param>
    internal double OnWall(double azimuth, int month)
    {
        double quarters = (azimuth % 360 + 360) % 360 / 90;
        int from = (int)quarters % 4;
        double along = quarters - Math.Floor(quarters);
        return (1 - along) * _walls[from][month - 1] + along * _walls[(from + 1) % 4][month - 1];
    }

    // Above 800 m the table is empty where a zone has no such ground: the row below holds.
    private Month[] Months(double ground) => _months[ground > 800 && _months[2][0].DegreeHours > 0 ? 2 : ground > 400 ? 1 : 0];

    private static LabelClimate[] Read()
    {
        using StreamReader reader = new(typeof(LabelClimate).Assembly.GetManifestResourceStream("label-climate.csv")!);
        _ = reader.ReadLine();
        Dictionary<(string Quantity, string Above, int Month), double[]> table = [];
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            table[(cells[0], cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture))] = [.. cells[3..].Select(static c => double.Parse(c, CultureInfo.InvariantCulture))];
        }
        int[] months = [.. Enumerable.Range(1, 12)];
        return [.. Zones.Select((zone, z) => new LabelClimate(zone,
            [.. new[] { "0", "400", "800" }.Select(above => months.Select(m => new Month(table[("e", above, m)][z], table[("dh19", above, m)][z], table[("nref19", above, m)][z], table[("tefs", above, m)][z])).ToArray())],
            [.. Quarters.Select(quarter => months.Select(m => table[(quarter, "", m)][z]).ToArray())]))];
    }

    private static readonly (string Zone, double Latitude, double Longitude)[] ChiefTowns =
    [
        ("H1c", 46.205, 5.228), ("H1a", 49.564, 3.624), ("H1c", 46.566, 3.333), ("H2d", 44.092, 6.236), ("H1c", 44.559, 6.079), ("H3", 43.710, 7.262), ("H2d", 44.735, 4.599),
        ("H1b", 49.762, 4.726), ("H2c", 42.965, 1.605), ("H1b", 48.297, 4.074), ("H3", 43.213, 2.351), ("H2c", 44.350, 2.575), ("H3", 43.297, 5.381), ("H1a", 49.183, -0.371),
        ("H1c", 44.926, 2.440), ("H2b", 45.649, 0.156), ("H2b", 46.160, -1.151), ("H2b", 47.081, 2.399), ("H1c", 45.267, 1.771), ("H3", 41.927, 8.737), ("H3", 42.697, 9.451),
        ("H1c", 47.322, 5.041), ("H2a", 48.514, -2.765), ("H1c", 46.171, 1.871), ("H2c", 45.184, 0.721), ("H1c", 47.238, 6.024), ("H2d", 44.933, 4.892), ("H1a", 49.024, 1.151),
        ("H1a", 48.447, 1.489), ("H2a", 47.996, -4.102), ("H3", 43.837, 4.360), ("H2c", 43.605, 1.444), ("H2c", 43.646, 0.586), ("H2c", 44.838, -0.579), ("H3", 43.611, 3.877),
        ("H2a", 48.117, -1.678), ("H2b", 46.810, 1.691), ("H2b", 47.394, 0.685), ("H1c", 45.188, 5.725), ("H1c", 46.674, 5.554), ("H2c", 43.894, -0.500), ("H2b", 47.586, 1.331),
        ("H1c", 45.440, 4.387), ("H1c", 45.043, 3.885), ("H2b", 47.218, -1.554), ("H1b", 47.903, 1.909), ("H2c", 44.447, 1.441), ("H2c", 44.203, 0.616), ("H2d", 44.518, 3.501),
        ("H2b", 47.478, -0.563), ("H2a", 49.116, -1.090), ("H1b", 48.957, 4.364), ("H1b", 48.111, 5.139), ("H2b", 48.070, -0.770), ("H1b", 48.692, 6.184), ("H1b", 48.773, 5.160),
        ("H2a", 47.658, -2.760), ("H1b", 49.120, 6.176), ("H1b", 46.990, 3.159), ("H1a", 50.629, 3.057), ("H1a", 49.430, 2.081), ("H1a", 48.433, 0.091), ("H1a", 50.291, 2.778),
        ("H1c", 45.777, 3.087), ("H2c", 43.295, -0.371), ("H2c", 43.233, 0.078), ("H3", 42.689, 2.895), ("H1b", 48.573, 7.752), ("H1b", 48.079, 7.358), ("H1c", 45.764, 4.836),
        ("H1b", 47.620, 6.155), ("H1c", 46.306, 4.829), ("H2b", 48.006, 0.200), ("H1c", 45.564, 5.918), ("H1c", 45.899, 6.129), ("H1a", 48.857, 2.352), ("H1a", 49.443, 1.100),
        ("H1a", 48.540, 2.660), ("H1a", 48.804, 2.134), ("H2b", 46.324, -0.465), ("H1a", 49.894, 2.302), ("H2c", 43.929, 2.148), ("H2c", 44.018, 1.355), ("H3", 43.124, 5.928),
        ("H2d", 43.949, 4.806), ("H2b", 46.670, -1.426), ("H2b", 46.580, 0.340), ("H1c", 45.834, 1.262), ("H1b", 48.172, 6.450), ("H1b", 47.798, 3.573), ("H1b", 47.638, 6.863),
        ("H1a", 48.629, 2.440), ("H1a", 49.051, 2.100),
    ];
}
