using System.Text;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>Public transport of a territory as rows to write, and their columns.</summary>
internal static class TimetableLayers
{
    /// <summary>What the provenance of a trip names.</summary>
    public static string[] TripAttributes { get; } = ["times", "vehicle"];

    /// <summary>The layers, in the order of the file; none where no timetable is known.</summary>
    public static IEnumerable<GeoPackageLayer> Of(PublicTransport? transport, Crs crs) => transport == null ? [] :
    [
        new("stops", "Where vehicles of public transport halt", crs, "POINT", [Text("id"), Text("name"), Text("station")], transport.Stops.Select(Row)),
        new("lines", "Lines of public transport", null, "", [Text("id"), Text("name")], transport.Lines.Select(static l => new GeoPackageRow(null, [l.Id, l.Name]))),
        new("trips", "Runs of vehicles on a weekday, a Saturday and a Sunday; `line` is an id of the layer lines", null, "",
            [Text("day"), Text("id"), Text("line"), Whole("seats"), Whole("places"), Text("calls"), Text("provenance")], transport.Days.SelectMany(d => d.Day.Trips.Select(t => Row(transport, d.Name, t)))),
        new("changes", "Least times to change that operators state [s]; empty where the change cannot be made", null, "", [Text("from_stop"), Text("to_stop"), Whole("seconds")],
            transport.Changes.Select(c => new GeoPackageRow(null, [transport.Stops[c.From].Id, transport.Stops[c.To].Id, (long?)c.Seconds]))),
    ];

    private static GeoPackageRow Row(TransitStop s) => new(Shapes.Factory.CreatePoint(new Coordinate(s.X, s.Y)), [s.Id, s.Name, s.Station]);

    private static GeoPackageRow Row(PublicTransport transport, string day, TransitTrip trip)
    {
        StringBuilder provenance = new();
        ProvenanceText.Append(provenance, TripAttributes[0], new Known<int>(0, trip.OfTimes.Source, trip.OfTimes.Confidence));
        ProvenanceText.Append(provenance, TripAttributes[1], new Known<int>(0, trip.OfVehicle.Source, trip.OfVehicle.Confidence));
        return new(null, [day, trip.Id, transport.Lines[trip.Line].Id, (long)trip.Vehicle.Seats, (long)trip.Vehicle.Places, CallsText.Of(trip.Calls, transport.Stops), provenance.ToString()]);
    }

    private static GeoPackageColumn Text(string name) => new(name, GeoPackageType.Text);
    private static GeoPackageColumn Whole(string name) => new(name, GeoPackageType.Integer);
}
