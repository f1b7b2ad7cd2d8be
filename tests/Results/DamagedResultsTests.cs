using System.Text.Json.Nodes;
using TerritoryTwin.Tests.Cli;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Results;

/// <summary>Results that were cut, edited or mixed up are refused in words.</summary>
[Collection(nameof(ConsoleText))]
public sealed class DamagedResultsTests : IClassFixture<ComparedTown>
{
    private readonly ComparedTown _town;

    public DamagedResultsTests(ComparedTown town) => _town = town;

    [Fact]
    public void Sound_results_are_compared_in_text_table_picture_and_json()
    {
        string sheet = _town["sheet"];
        Assert.Equal(0, ConsoleText.Run("compare", _town.Base, _town.Variant, "--out", sheet).Code);
        Assert.Equal(["comparison.csv", "comparison.parquet", "comparison.png", "comparison.txt"], Directory.GetFiles(sheet).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        (int code, string said, _) = ConsoleText.Run("compare", _town.Base, _town.Variant, "--json");
        JsonNode payback = JsonNode.Parse(said)!["indicators"]!.AsArray().Single(i => (string)i!["name"]! == "payback")!;
        Assert.Equal(0, code);
        Assert.Null(payback["base"]);
        Assert.True((double)payback["variants"]![0]!["value"]! > 1);
    }

    [Theory]
    [InlineData("an empty record", "")]
    [InlineData("nothing", "null")]
    [InlineData("a list", "[]")]
    [InlineData("an empty object", "{}")]
    [InlineData("deep nesting", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("noise", "\u0001\u0002{\"years\": [")]
    public void A_record_that_is_none_is_refused(string what, string text) => Refused(what, folder => File.WriteAllText(Record(folder), text));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(9000)]
    public void A_record_that_ends_early_is_refused(int length) => Refused("a truncated record", folder => File.WriteAllText(Record(folder), File.ReadAllText(Record(folder))[..length]));

    [Theory]
    [InlineData("version", "99")]
    [InlineData("version", "0")]
    [InlineData("version", "\"one\"")]
    [InlineData("version", "1e300")]
    [InlineData("format", "\"other\"")]
    [InlineData("years", "[]")]
    [InlineData("years", "null")]
    [InlineData("years", "[1999]")]
    [InlineData("years", "[0]")]
    [InlineData("calendar", "null")]
    [InlineData("calendar", "{}")]
    [InlineData("calendar", "{\"standard_offset\":null,\"summer_time\":true,\"french_holidays\":true}")]
    [InlineData("calendar", "{\"standard_offset\":99,\"summer_time\":true,\"french_holidays\":true}")]
    [InlineData("indicators", "[null]")]
    [InlineData("columns", "[null]")]
    [InlineData("columns", "[]")]
    [InlineData("columns", "{}")]
    [InlineData("territory_source", "null")]
    [InlineData("territory_source", "{\"folder\":null,\"inhabitants\":-5,\"seed\":1,\"sha256\":\"a\"}")]
    [InlineData("epsg", "\"Lambert\"")]
    [InlineData("footprint", "7")]
    public void A_record_with_a_wrong_entry_is_refused(string key, string value) => Refused($"{key}: {value}", folder =>
    {
        JsonNode record = JsonNode.Parse(File.ReadAllText(Record(folder)))!;
        record[key] = JsonNode.Parse(value);
        File.WriteAllText(Record(folder), record.ToJsonString());
    });

    [Fact]
    public void Figures_without_values_or_of_another_unit_are_shown_as_missing()
    {
        string folder = _town.Copy("variant");
        JsonNode record = JsonNode.Parse(File.ReadAllText(Record(folder)))!;
        foreach (JsonNode? indicator in record["indicators"]!.AsArray()) indicator!["value"] = null;
        File.WriteAllText(Record(folder), record.ToJsonString());
        Assert.Equal(0, ConsoleText.Run("compare", _town.Base, folder, "--json").Code);
        record["indicators"] = new JsonArray();
        File.WriteAllText(Record(folder), record.ToJsonString());
        Assert.Equal(0, ConsoleText.Run("compare", _town.Base, folder, "--out", _town["missing"]).Code);
        Assert.Equal(0, ConsoleText.Run("compare", folder, _town.Base, "--out", _town["missing"]).Code);
    }

    [Theory]
    [InlineData("no table")]
    [InlineData("an empty table")]
    [InlineData("a header alone")]
    [InlineData("half of the rows")]
    [InlineData("a row cut short")]
    [InlineData("a word for a number")]
    [InlineData("no number")]
    [InlineData("infinity")]
    [InlineData("an unknown column")]
    [InlineData("a column twice")]
    [InlineData("buildings in another order")]
    [InlineData("bytes")]
    public void A_damaged_table_is_refused_where_a_map_needs_it(string what) => Refused(what, folder =>
    {
        string path = Path.Combine(folder, "buildings.csv");
        string[] lines = File.ReadAllLines(path);
        switch (what)
        {
            case "no table": File.Delete(path); break;
            case "an empty table": File.WriteAllText(path, ""); break;
            case "a header alone": File.WriteAllLines(path, lines[..1]); break;
            case "half of the rows": File.WriteAllLines(path, lines[..(lines.Length / 2)]); break;
            case "a row cut short": File.WriteAllLines(path, [.. lines[..5], "b,c"]); break;
            case "a word for a number": Replace("warm"); break;
            case "no number": Replace("NaN"); break;
            case "infinity": Replace("1e999"); break;
            case "an unknown column": File.WriteAllLines(path, [lines[0].Replace("heating_need", "heating_greed"), .. lines[1..]]); break;
            case "a column twice": File.WriteAllLines(path, [lines[0].Replace("cooling_need", "heating_need"), .. lines[1..]]); break;
            case "buildings in another order": File.WriteAllLines(path, [lines[0], .. lines[1..].Reverse()]); break;
            default: File.WriteAllBytes(path, [.. Enumerable.Range(0, 9999).Select(i => (byte)(i * 131))]); break;
        }

        void Replace(string word)
        {
            string[] cells = lines[3].Split(',');
            cells[Array.IndexOf(lines[0].Split(','), "heating_need")] = word;
            File.WriteAllLines(path, [.. lines[..3], string.Join(',', cells), .. lines[4..]]);
        }
    });

    [Theory]
    [InlineData(1, "Run the scenario again.")]
    [InlineData(99, "Update the program.")]
    public void Results_of_another_version_are_refused_for_that_alone(int version, string remedy)
    {
        string folder = _town.Copy("variant");
        File.WriteAllText(Record(folder), $$"""{ "format": "territorytwin/run", "version": {{version}} }""");
        (int code, _, string error) = ConsoleText.Run("compare", _town.Base, folder, "--out", _town["never"]);
        Assert.Equal(2, code);
        Assert.Contains($"format version {version}; this program reads 3. {remedy}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_in_another_order_are_found_by_name()
    {
        string folder = _town.Copy("variant"), path = Path.Combine(folder, "series.csv");
        Assert.Equal(["electricity_bought", "hour"], TerritoryTwin.Files.Runs.ResultReader.Table(folder, Swapped(path), "series").Columns.Take(2).Select(c => c.Name));

        TerritoryTwin.Files.Results.RunRecord Swapped(string file)
        {
            File.WriteAllText(file, "electricity_bought,hour\n5,0\n");
            return TerritoryTwin.Files.Results.RunRecord.Read(folder);
        }
    }

    private static string Record(string folder) => Path.Combine(folder, "run.json");

    private void Refused(string what, Action<string> damage)
    {
        string folder = _town.Copy("variant");
        damage(folder);
        (int code, string said, string error) = ConsoleText.Run("compare", _town.Base, folder, "--out", _town["never"]);
        Assert.True(code == 2, $"{what}: exit code {code}, {error}");
        Assert.NotEqual("", error.Trim());
        Assert.DoesNotContain("   at ", said + error);
        Assert.False(Directory.Exists(_town["never"]), $"{what}: files were left");
    }
}

/// <summary>Two runs to compare, and copies to damage.</summary>
public sealed class ComparedTown : IDisposable
{
    private readonly TinyTown _town = new();
    private int _copies;

    public string Base => _town["baseline"];
    public string Variant => _town["renovated"];
    public string this[string name] => _town[name];

    public string Copy(string name)
    {
        string copy = Directory.CreateDirectory(_town[$"{name}-{_copies++}"]).FullName;
        foreach (string file in Directory.GetFiles(Variant).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".json", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => _town.Dispose();
}
