using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of places on maps.</summary>
internal static class MapKinds
{
    public static CaseKind Projection { get; } = new(
        "projection", "From longitude and latitude to the coordinates of a map, and back.",
        [("epsg", "code of the map, such as 2154"), ("longitude", "[°], east positive"), ("latitude", "[°]; with longitude, or `x` and `y`"), ("x", "easting [m]"), ("y", "northing [m]")],
        [("x", "easting [m]; from longitude and latitude"), ("y", "northing [m]"), ("longitude", "[°]; from x and y"), ("latitude", "[°]")],
        inputs =>
        {
            int epsg = inputs.Whole("epsg", 1, 1_000_000);
            bool forward = inputs.Section.Node("longitude") != null;
            double first = forward ? inputs.Number("longitude", -360, 360) : inputs.Number("x", -1e8, 1e8), second = forward ? inputs.Number("latitude", -90, 90) : inputs.Number("y", -1e8, 1e8);
            inputs.ThrowIfFaulty();
            Crs crs = Crs.FromEpsg(epsg);
            if (forward)
            {
                (double x, double y) = crs.Forward(first, second);
                return new Dictionary<string, double> { ["x"] = x, ["y"] = y };
            }
            (double longitude, double latitude) = crs.Inverse(first, second);
            return new Dictionary<string, double> { ["longitude"] = longitude, ["latitude"] = latitude };
        });
}
