using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Results;

/// <summary>
/// What a result folder holds and how it came about, for catalogues and repositories of research data: RO-Crate 1.1, which is JSON-LD in the words of schema.org. It follows from the record alone
/// and names neither time nor machine, so the same inputs and version give the same bytes.
/// </summary>
/// <remarks>https://w3id.org/ro/crate/1.1. It also asks when the results were published: they are not yet, so whoever publishes them adds <c>datePublished</c>.</remarks>
internal static class RoCrate
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "ro-crate-metadata.json";

    private const string Root = "./", Action = "#run", Software = "#territorytwin", Place = "#territory", Sha256 = "sha256", Specification = "https://w3id.org/ro/crate/1.1";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file into a folder.</summary>
    public static void Write(string folder, RunRecord record) => AtomicFile.WriteText(Path.Combine(folder, FileName), Of(record) + "\n");

    /// <summary>The content of the file.</summary>
    /// <param name="record">With <see cref="RunRecord.Files"/>.</param>
    internal static string Of(RunRecord record)
    {
        // The record itself tells times, so its hash would be another every time.
        JsonObject[] files = [.. record.Files.Select(f => File(f.Name, f.Sha256)).Append(File(RunRecord.FileName, null)).OrderBy(Id, StringComparer.Ordinal)];
        JsonObject[] inputs = [Territory(record), .. record.Inputs.DistinctBy(i => i.Sha256).Select(Input)];
        JsonObject[] sources = [.. record.Attributions.Select(Source)];
        string years = string.Join(", ", record.Years.Select(y => y.ToString(CultureInfo.InvariantCulture)));
        JsonArray graph =
        [
            Entity(FileName, "CreativeWork", ("conformsTo", Reference(Specification)), ("about", Reference(Root))),
            Entity(Root, "Dataset",
                ("name", $"{record.Territory}: {record.Scenario}"),
                ("description", $"{(record.Question.Length > 0 ? record.Question + " " : "")}Simulated hour by hour: {record.Territory}, {years}."),
                ("license", sources.Length > 0 ? References(sources) : "The record names neither source nor licence of the data."),
                ("hasPart", References(files)),
                ("mentions", Reference(Action))),
            .. files,
            Entity(Action, "CreateAction", ("name", $"Simulation of {record.Scenario}"), ("instrument", Reference(Software)), ("object", References(inputs)), ("result", References(files))),
            Entity(Software, "SoftwareApplication", ("name", "TerritoryTwin"), ("version", record.Engine), ("license", "MIT")),
            .. inputs, .. sources,
        ];
        return new JsonObject { ["@context"] = new JsonArray(Specification + "/context", new JsonObject { [Sha256] = "https://schema.org/sha256" }), ["@graph"] = graph }.ToJsonString(Options);
    }

    private static JsonObject File(string name, string? sha256)
    {
        JsonObject file = Entity(PathOf(name), "File", ("name", name), ("encodingFormat", FormatOf(name)));
        if (sha256 != null) file[Sha256] = sha256;
        return file;
    }

    // Not a File: those lie in the folder or can be fetched. Without its path, which is another on every machine.
    private static JsonObject Input(InputFileRecord input)
    {
        string name = Path.GetFileName(input.Path);
        return Entity($"#{Sha256}-{input.Sha256}", "CreativeWork", ("name", name), ("encodingFormat", FormatOf(name)), (Sha256, input.Sha256));
    }

    private static JsonObject Territory(RunRecord record) => Entity(Place, "CreativeWork",
        ("name", record.Territory),
        ("description", record.TerritorySource is { Folder: null } town ? string.Create(CultureInfo.InvariantCulture, $"A generated town of {town.Inhabitants} inhabitants, seed {town.Seed}.") : "A territory folder."),
        ("identifier", $"SHA-256 of its content: {record.TerritorySource.Sha256}"));

    private static JsonObject Source(string text, int index) =>
        Entity(string.Create(CultureInfo.InvariantCulture, $"#source-{index + 1}"), "CreativeWork", ("name", text), ("description", "Source and licence of data that the results follow from."));

    private static JsonObject Entity(string id, string type, params ReadOnlySpan<(string Key, JsonNode? Value)> properties)
    {
        JsonObject entity = new() { ["@id"] = id, ["@type"] = type };
        foreach ((string key, JsonNode? value) in properties) entity[key] = value;
        return entity;
    }

    private static string Id(JsonObject entity) => (string)entity["@id"]!;

    private static JsonObject Reference(string id) => new() { ["@id"] = id };

    // As the specification has it: a list of one is unpacked.
    private static JsonNode References(JsonObject[] entities) => entities.Length == 1 ? Reference(Id(entities[0])) : new JsonArray([.. entities.Select(e => Reference(Id(e)))]);

    // A URI path; letters beyond ASCII stay as they are.
    private static string PathOf(string name) => string.Concat(name.Select(c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '~') ? Uri.HexEscape(c) : $"{c}"));

    private static string FormatOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".csv" or ".epw" => "text/csv",
        ".geojson" => "application/geo+json",
        ".gpkg" => "application/geopackage+sqlite3",
        ".gz" => "application/gzip",
        ".json" => "application/json",
        ".nc" => "application/netcdf",
        ".parquet" => "application/vnd.apache.parquet",
        ".pdf" => "application/pdf",
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        ".tif" => "image/tiff",
        ".yaml" or ".yml" => "application/yaml",
        ".zip" => "application/zip",
        _ => "application/octet-stream",
    };
}
