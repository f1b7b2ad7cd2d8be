using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of the radiation of a person: crowns with the space under them, and measured sites.</summary>
internal static class RadiantKinds
{
    private const double Far = 1e8;

    private static readonly (string, string)[] Crown =
    [
        ("cell_size", "[m]"), ("inner_radius", "of the ring that the crown fills; 0 a full crown [m]; optional, 0"), ("outer_radius", "[m]"),
        ("crown_bottom", "height of the crown's lower edge [m]"), ("crown_top", "height of its top [m]"),
    ];

    public static CaseKind CrownView { get; } = new(
        "crown-view", "What a person at 1.1 m sees of the sky, and of crowns with free space under them, in the middle of a round crown or of a round clearing.",
        [.. Crown, ("directions", "azimuths of the scan, a multiple of 8; optional, 32")],
        [("sky_view", "sky view factor, crowns opaque"), ("crown_view", "view factor of the crowns")],
        inputs =>
        {
            int directions = inputs.Whole("directions", 8, 360, RadiantParameters.Default.Directions);
            RadiantPlace place = Clearing(inputs, out int middle, out double radius);
            using HostDevice device = new();
            using RadiantScene scene = new(place, RadiantParameters.Default with { Directions = directions, Reach = 2 * radius }, device);
            return new Dictionary<string, double> { ["sky_view"] = scene.SkyView.ToArray()[middle], ["crown_view"] = scene.CrownView.ToArray()[middle] };
        });

    public static CaseKind CrownShadow { get; } = new(
        "crown-shadow", "Whether the sun from the south reaches a person at 1.1 m north of the middle of a crown with free space under it.",
        [.. Crown, ("north", "distance from the middle of the crown [m]"), ("sun_elevation", "[°]"), ("transmissivity", "of the crown, 0 to 1")],
        [("light", "share of the sun's beam")],
        inputs =>
        {
            double north = inputs.Number("north", 0, 1000), elevation = inputs.Number("sun_elevation", 1, 89), through = inputs.Number("transmissivity", 0, 1);
            RadiantPlace place = Clearing(inputs, out int middle, out _);
            int at = middle + (int)Math.Round(north / place.Grid.CellSize) * place.Grid.Columns;
            if (at >= place.Grid.Count) inputs.Told("north", $"is {north}; expected at most twice the crown's radius and five times its height", 0);
            inputs.ThrowIfFaulty();
            double up = Math.Sin(elevation * Math.PI / 180);
            Sky sky = new(0, -Math.Sqrt(1 - up * up), up, 180, elevation, 800, 0, 800 * up, 0, 0);
            using HostDevice device = new();
            using RadiantScene scene = new(place, RadiantParameters.Default with { Directions = 8 }, device);
            scene.Hour(new RadiantHour(new WeatherHour(0, 20, 10, 0.5, 101325, 800 * up, 800, 0, 350, 1, 0), sky, 12, 6, elevation, 1, through));
            return new Dictionary<string, double> { ["light"] = scene.Light.ToArray()[at] };
        });

    public static CaseKind Site { get; } = new(
        "radiant-site", "Mean radiant temperature and radiation of a person over a day, beside what was measured. Rasters, weather and measurements as UMEP keeps them.",
        [
            ("solid", "raster of ground and roofs [m]"), ("ground", "raster of the ground [m]"), ("crowns", "raster of crowns' heights above the ground [m]"), ("covers", "raster of UMEP's covers of the ground"),
            ("weather", "UMEP weather file"), ("measurements", "table with hour, Tmrt, Kdown, Kup, Ldown, Lup, and date where it holds several days"), ("day", "value of its column date; optional"), ("stamps_end", "whether its hours are ends of hours, where those of the weather are beginnings; optional, false"),
            ("x", "of the instruments, in the coordinates of the rasters [m]"), ("y", "[m]"), ("latitude", "[°]"), ("longitude", "[°]"), ("time_zone", "hours ahead of UTC"), ("transmissivity", "of crowns, 0 to 1"),
        ],
        [
            ("radiant_rmse", "of the mean radiant temperature [K]"), ("radiant_bias", "ours less measured [K]"), ("radiant_r2", "square of the correlation"),
            ("short_down_rmse", "[W/m²]"), ("short_down_bias", "[W/m²]"), ("long_down_rmse", "[W/m²]"), ("long_down_bias", "[W/m²]"), ("long_up_rmse", "[W/m²]"), ("long_up_bias", "[W/m²]"),
        ],
        inputs =>
        {
            (string solid, string ground, string crowns, string covers) = (inputs.RequiredPath("solid"), inputs.RequiredPath("ground"), inputs.RequiredPath("crowns"), inputs.RequiredPath("covers"));
            (string weather, string measurements, string? day) = (inputs.RequiredPath("weather"), inputs.RequiredPath("measurements"), inputs.Text("day"));
            double x = inputs.Number("x", -Far, Far), y = inputs.Number("y", -Far, Far), latitude = inputs.Number("latitude", -90, 90), longitude = inputs.Number("longitude", -180, 180);
            double zone = inputs.Number("time_zone", -12, 14), through = inputs.Number("transmissivity", 0, 1);
            inputs.ThrowIfFaulty();
            using HostDevice device = new();
            IReadOnlyList<SiteHour> hours = RadiantSite.Read(solid, ground, crowns, covers, x, y, latitude, longitude, zone).Compare(weather, measurements, day, through, inputs.Flag("stamps_end", false), device);
            Agreement radiant = Agreement.Of(hours, f => f.Radiant), shortDown = Agreement.Of(hours, f => f.ShortDown), longDown = Agreement.Of(hours, f => f.LongDown), longUp = Agreement.Of(hours, f => f.LongUp);
            return new Dictionary<string, double>
            {
                ["radiant_rmse"] = radiant.Rmse, ["radiant_bias"] = radiant.Bias, ["radiant_r2"] = radiant.R2, ["short_down_rmse"] = shortDown.Rmse, ["short_down_bias"] = shortDown.Bias,
                ["long_down_rmse"] = longDown.Rmse, ["long_down_bias"] = longDown.Bias, ["long_up_rmse"] = longUp.Rmse, ["long_up_bias"] = longUp.Bias,
            };
        });

    /// <summary>A level field with a crown, or a ring of crowns, about its middle cell.</summary>
    private static RadiantPlace Clearing(CaseInputs inputs, out int middle, out double outer)
    {
        double cell = inputs.Number("cell_size", 0.05, 10), inner = inputs.Number("inner_radius", 0, 500, 0), bottom = inputs.Number("crown_bottom", 0, 100), top = inputs.Number("crown_top", 0.1, 100);
        outer = inputs.Number("outer_radius", 0.1, 500);
        if (bottom >= top) bottom = inputs.Told("crown_bottom", $"is {bottom}; expected below crown_top", 0.0);
        int half = (int)Math.Ceiling((2 * outer + 5 * top) / cell), side = 2 * half + 1;
        if (side > 4001) inputs.Told("cell_size", $"gives {side} cells a side; expected 4001 at most", 0);
        inputs.ThrowIfFaulty();
        Grid grid = Grid.Square(side, cell);
        float[] crowns = new float[grid.Count];
        for (int n = 0; n < crowns.Length; n++)
        {
            double away = cell * Math.Sqrt(Math.Pow(n % side - half, 2) + Math.Pow(n / side - half, 2));
            if (away >= inner && away <= outer) crowns[n] = (float)top;
        }
        middle = half * side + half;
        Raster level = new(grid, new float[grid.Count]);
        return RadiantPlace.Of(level, level, new Raster(grid, crowns), null, bottom / top);
    }
}
