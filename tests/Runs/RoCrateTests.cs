using System.Security.Cryptography;
using System.Text.Json;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Tests.Runs;

/// <summary>ro-crate-metadata.json against https://w3id.org/ro/crate/1.1 and the folder that it describes. That it has the same bytes for the same inputs is held where all files of a folder are.</summary>
[Collection(nameof(TinyTown))]
public sealed class RoCrateTests(TinyTown town)
{
    [Fact]
    public void It_describes_every_file_of_the_run_with_its_hash_and_how_it_came_about()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(town["renovated/ro-crate-metadata.json"]));
        Assert.Equal("https://w3id.org/ro/crate/1.1/context", document.RootElement.GetProperty("@context")[0].GetString());
        Dictionary<string, JsonElement> graph = document.RootElement.GetProperty("@graph").EnumerateArray().ToDictionary(e => Text(e, "@id"), StringComparer.Ordinal);

        JsonElement self = graph["ro-crate-metadata.json"], root = graph["./"], run = graph["#run"];
        Assert.Equal(("CreativeWork", "https://w3id.org/ro/crate/1.1", "./"), (Text(self, "@type"), Assert.Single(References(self, "conformsTo")), Assert.Single(References(self, "about"))));
        Assert.Equal(("Dataset", "Chantecourt-sur-Claisse: Renovation and roofs"), (Text(root, "@type"), Text(root, "name")));
        Assert.Equal("Simulated hour by hour: Chantecourt-sur-Claisse, 2028, 2030.", Text(root, "description"));
        Assert.Contains("exists nowhere", Text(graph[Assert.Single(References(root, "license"))], "name"), StringComparison.Ordinal);

        string[] files = [.. Directory.GetFiles(town["renovated"]).Select(f => Path.GetFileName(f)).Where(f => f != "ro-crate-metadata.json").Order(StringComparer.Ordinal)];
        Assert.Equal(files, References(root, "hasPart"));
        Assert.Equal(files, References(run, "result"));
        Dictionary<string, string> formats = new() { [".csv"] = "text/csv", [".gpkg"] = "application/geopackage+sqlite3", [".json"] = "application/json", [".nc"] = "application/netcdf", [".parquet"] = "application/vnd.apache.parquet", [".png"] = "image/png" };
        Assert.All(files, f => Assert.Equal(("File", formats[Path.GetExtension(f)]), (Text(graph[f], "@type"), Text(graph[f], "encodingFormat"))));
        Assert.All(files.Where(f => f != "run.json"), f => Assert.Equal(Sha256(town[$"renovated/{f}"]), Text(graph[f], "sha256")));
        Assert.False(graph["run.json"].TryGetProperty("sha256", out _));

        JsonElement program = graph[Assert.Single(References(run, "instrument"))];
        Assert.Equal(("CreateAction", "SoftwareApplication", "TerritoryTwin", ScenarioRunner.EngineVersion), (Text(run, "@type"), Text(program, "@type"), Text(program, "name"), Text(program, "version")));
        Assert.Equal(
            [("Chantecourt-sur-Claisse", null), ("renovated.yaml", Sha256(town["renovated.yaml"])), ("baseline.yaml", Sha256(town["baseline.yaml"]))],
            References(run, "object").Select(id => (Text(graph[id], "name"), graph[id].TryGetProperty("sha256", out JsonElement sha) ? sha.GetString() : null)));
        Assert.EndsWith(town.RenovatedRecord.TerritorySource.Sha256, Text(graph["#territory"], "identifier"), StringComparison.Ordinal);

        // Flat, with nothing left undescribed.
        IEnumerable<string> named = graph.Values.SelectMany(e => e.EnumerateObject()).Where(p => p.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array).SelectMany(p => References(p.Value));
        Assert.Equal(["https://w3id.org/ro/crate/1.1"], named.Except(graph.Keys));
    }

    [Fact]
    public void Names_are_URI_paths_and_a_list_of_one_is_unpacked()
    {
        RunRecord record = town.BaselineRecord with { Files = [new("été 50 %.csv", "00")], Attributions = [], Question = "Why?" };
        string text = RoCrate.Of(record);
        Assert.Contains("\"@id\": \"été%2050%20%25.csv\"", text, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"été 50 %.csv\"", text, StringComparison.Ordinal);
        Assert.Contains("\"license\": \"The record names neither source nor licence of the data.\"", text, StringComparison.Ordinal);
        Assert.Contains("\"description\": \"Why? Simulated hour by hour: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        Assert.DoesNotContain(town["."].TrimEnd('.'), text, StringComparison.Ordinal);
    }

    private static string Text(JsonElement entity, string key) => entity.GetProperty(key).GetString()!;

    private static IEnumerable<string> References(JsonElement entity, string key) => References(entity.GetProperty(key));

    private static IEnumerable<string> References(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(e => Assert.Single(e.EnumerateObject()).Value.GetString()!) : [Assert.Single(value.EnumerateObject()).Value.GetString()!];

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
