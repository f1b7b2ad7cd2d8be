using System.Globalization;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Files.Formats;
using Polygon = TerritoryTwin.Core.Polygon;
using Shape = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Territories;

/// <summary>Reads one row of a layer and notes each fault with layer, row, column, what was found and what was expected.</summary>
internal readonly struct RowReader(string layer, Feature row, List<string> faults, Correction? correction = null)
{
    /// <summary>Beyond this no projected coordinate of the Earth lies [m].</summary>
    private const double FarthestCoordinate = 3e7;

    /// <summary>Notes a fault.</summary>
    public void Fault(string column, string message)
    {
        string id = row.Attributes.TryGetValue("id", out object? value) && value is string { Length: > 0 and < 100 } text ? $" (id {text})" : "";
        faults.Add($"{(correction?.Values.ContainsKey(column) == true ? correction.Place : row.Place)}, layer {layer}{id}, column {column}: {message}");
    }

    /// <summary>A text; empty when missing.</summary>
    public string Text(string column) => Value(column) switch
    {
        null => "",
        string text => text,
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        { } other => other.ToString() ?? "",
    };

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string column)
    {
        string text = Text(column);
        if (text.Length == 0) Fault(column, "found nothing; expected a text. Fill it in.");
        return text;
    }

    /// <summary>A number that must be there, within bounds.</summary>
    public double Number(string column, double low, double high, string unit)
    {
        double? number = Value(column) switch { double d => d, long l => l, int i => i, _ => null };
        if (number is { } value && value >= low && value <= high) return value;
        Fault(column, $"found {Shown(column)}; expected a number from {low:R} to {high:R}{(unit.Length > 0 ? " " : "")}{unit}. Correct it.");
        return low;
    }

    /// <summary>A number, NaN when missing.</summary>
    public double NumberOrMissing(string column, double low, double high, string unit) => Value(column) == null ? double.NaN : Number(column, low, high, unit);

    /// <summary>A whole number that must be there, within bounds; 3.0 counts as one.</summary>
    public int Whole(string column, int low, int high)
    {
        if (Value(column) is var value && (value is long l ? l : value is double d && d == Math.Floor(d) ? d : double.NaN) is var number && number >= low && number <= high)
            return (int)number;
        Fault(column, $"found {Shown(column)}; expected a whole number from {low} to {high}. Correct it.");
        return low;
    }

    /// <summary>One of the words of an enum.</summary>
    public T Choice<T>(string column) where T : struct, Enum
    {
        string text = Text(column);
        if (CodeWords<T>.TryParse(text, out T member)) return member;
        Fault(column, $"found {Shown(column)}; expected {Expected<T>(text)}.");
        return default;
    }

    /// <summary>Yes or no.</summary>
    public bool YesNo(string column)
    {
        string text = Text(column);
        if (text is not ("yes" or "no")) Fault(column, $"found {Shown(column)}; expected yes or no.");
        return text == "yes";
    }

    /// <summary>Rules of turning; none where nothing is said.</summary>
    public IReadOnlyList<TurnRule> Turns(string column)
    {
        (IReadOnlyList<TurnRule> rules, string fault) = TurnText.Read(Text(column));
        if (fault.Length > 0) Fault(column, fault);
        return rules;
    }

    private static string Expected<T>(string word) where T : struct, Enum
    {
        string all = string.Join(", ", CodeWords<T>.All);
        return Spelling.Nearest(word, CodeWords<T>.All) is { } near ? $"one of {all}; did you mean `{near}`?" : $"one of {all}";
    }

    /// <summary>The provenance of the attributes of the row.</summary>
    public void Provenance(string[] attributes, (Source, float)[] into)
    {
        if (ProvenanceText.Read(Text("provenance"), attributes, into) is { } fault) Fault("provenance", fault + ".");
    }

    /// <summary>A polygon; null, with a fault, when there is none that can be used.</summary>
    public Polygon? Area()
    {
        Shape? shape = row.Geometry switch
        {
            Shape single => single,
            MultiPolygon { NumGeometries: 1 } multi => (Shape)multi.GetGeometryN(0),
            _ => null,
        };
        if (shape == null) Fault("geom", $"found {Found(row.Geometry)}; expected one polygon. Split it, or remove the row.");
        else if (!InReach(shape)) Fault("geom", "has coordinates that lie nowhere on Earth; expected metres in the system of `epsg`. Reproject the layer.");
        else if (!shape.IsValid) Fault("geom", $"is not a valid polygon: {Why(shape)}. Repair it, in QGIS with *Fix geometries*.");
        else return Shapes.ToPolygon(shape);
        return null;
    }

    /// <summary>A line of two points or more; null, with a fault, when there is none.</summary>
    public LineString? Line()
    {
        LineString? line = row.Geometry switch
        {
            LineString single => single,
            MultiLineString { NumGeometries: 1 } multi => (LineString)multi.GetGeometryN(0),
            _ => null,
        };
        if (line == null || line.NumPoints < 2) Fault("geom", $"found {Found(row.Geometry)}; expected one line. Split it, or remove the row.");
        else if (!InReach(line)) Fault("geom", "has coordinates that lie nowhere on Earth; expected metres in the system of `epsg`. Reproject the layer.");
        else return line;
        return null;
    }

    /// <summary>A point; null, with a fault, when there is none.</summary>
    public Point? Point()
    {
        if (row.Geometry is not Point { IsEmpty: false } point) Fault("geom", $"found {Found(row.Geometry)}; expected a point. Draw it, or remove the row.");
        else if (!InReach(point)) Fault("geom", "has coordinates that lie nowhere on Earth; expected metres in the system of `epsg`. Reproject the layer.");
        else return point;
        return null;
    }

    private static bool InReach(Geometry shape)
    {
        Envelope box = shape.EnvelopeInternal;
        return !box.IsNull && box.MinX > -FarthestCoordinate && box.MaxX < FarthestCoordinate && box.MinY > -FarthestCoordinate && box.MaxY < FarthestCoordinate;
    }

    private static string Why(Shape shape)
    {
        NetTopologySuite.Operation.Valid.IsValidOp check = new(shape);
        return check.ValidationError is { } error ? $"{error.Message.ToLowerInvariant()} near {error.Coordinate?.X:0.##}, {error.Coordinate?.Y:0.##}" : "it is empty";
    }

    private static string Found(Geometry? shape) => shape == null || shape.IsEmpty ? "no geometry" : $"a {shape.GeometryType} of {shape.NumGeometries} parts";

    private object? Value(string column) => row.Attributes.GetValueOrDefault(column);

    private string Shown(string column)
    {
        string text = Text(column);
        return text.Length == 0 ? "nothing" : $"`{(text.Length > 60 ? text[..60] + "…" : text)}`";
    }
}
