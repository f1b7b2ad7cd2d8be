using NetTopologySuite.Geometries;

namespace TerritoryTwin.Files.Formats;

/// <summary>One object of a layer.</summary>
/// <param name="Geometry">Its shape; null where the file has none.</param>
/// <param name="Attributes">By column: text, double, long, bool, <see cref="DateOnly"/> or null.</param>
/// <param name="Place">File and record, for messages.</param>
public sealed record Feature(Geometry? Geometry, IReadOnlyDictionary<string, object?> Attributes, string Place);

/// <summary>A layer of objects as its file has it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Crs">Its coordinate reference system; null where the file does not say.</param>
/// <param name="Columns">Names of the attributes, in the order of the file.</param>
/// <param name="Features">In the order of the file; of a window, those whose boxes meet it, and those without a shape.</param>
/// <param name="Notes">What was found odd and how it was read, one sentence each.</param>
/// <param name="Total">Objects in the file, those outside a window included.</param>
public sealed record VectorLayer(string Path, Crs? Crs, IReadOnlyList<string> Columns, IReadOnlyList<Feature> Features, IReadOnlyList<string> Notes, int Total);
