using NetTopologySuite.Geometries;

namespace TerritoryTwin.Files.Formats;

/// <summary>What a column of a GeoPackage holds.</summary>
public enum GeoPackageType
{
    /// <summary>UTF-8 text.</summary>
    Text,
    /// <summary>64-bit float; NaN is stored as missing.</summary>
    Real,
    /// <summary>64-bit integer.</summary>
    Integer,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>A day.</summary>
    Date,
}

/// <summary>A column of a layer to write.</summary>
/// <param name="Name">Lower case with underscores.</param>
/// <param name="Type">What it holds.</param>
public sealed record GeoPackageColumn(string Name, GeoPackageType Type);

/// <summary>An object to write.</summary>
/// <param name="Geometry">Its shape, or null.</param>
/// <param name="Values">One a column: text, a number, bool, <see cref="DateOnly"/> or null.</param>
public readonly record struct GeoPackageRow(Geometry? Geometry, IReadOnlyList<object?> Values);

/// <summary>A layer to write. The rows are asked for once, in order, while the file is written.</summary>
/// <param name="Name">Of the table: letters, digits and underscores.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Crs">Of the geometries; null: undefined Cartesian.</param>
/// <param name="GeometryType"><c>POINT</c>, <c>LINESTRING</c>, <c>POLYGON</c>, <c>MULTIPOLYGON</c>…, or <c>GEOMETRY</c> for any; empty: a table without geometry.</param>
/// <param name="Columns">In the order of the values of each row.</param>
/// <param name="Rows">The objects.</param>
public sealed record GeoPackageLayer(
    string Name, string Description, Crs? Crs, string GeometryType, IReadOnlyList<GeoPackageColumn> Columns, IEnumerable<GeoPackageRow> Rows);
