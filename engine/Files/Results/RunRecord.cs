using System.Text.Json;
using System.Text.Json.Serialization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Files.Results;

/// <summary>A balance that was checked and closes.</summary>
/// <param name="Name">What goes in and out.</param>
/// <param name="Unit">Of both sides.</param>
/// <param name="Year">The simulated year.</param>
/// <param name="In">One side.</param>
/// <param name="Out">The other.</param>
/// <param name="RelativeError">Their difference over the greater of both.</param>
/// <param name="Tolerance">Greatest relative error that counts as closed.</param>
public sealed record YearBalance(string Name, string Unit, int Year, double In, double Out, double RelativeError, double Tolerance);

/// <summary>A file that a run read.</summary>
/// <param name="Path">As the scenario names it.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
public sealed record InputFileRecord(string Path, string Sha256);

/// <summary>A file that a run wrote.</summary>
/// <param name="Name">In its folder.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
public sealed record ResultFileRecord(string Name, string Sha256);

/// <summary>Seconds spent in one process.</summary>
/// <param name="Process">Which.</param>
/// <param name="Seconds">Elapsed [s].</param>
public sealed record Timing(string Process, double Seconds);

/// <summary>A column of a table of results.</summary>
/// <param name="Table">The file without its extension.</param>
/// <param name="Quantity">What it holds.</param>
public sealed record ColumnRecord(string Table, [property: JsonIgnore] Quantity Quantity)
{
    /// <summary>As records of runs keep it.</summary>
    [JsonConstructor]
    public ColumnRecord(string table, string name, string? unit, string meaning, QuantityKind kind = QuantityKind.Fact) : this(table, new(name, unit ?? "", meaning, kind)) => IsText = unit is null;

    /// <summary>In the first line of the file.</summary>
    public string Name => Quantity.Name;
    /// <summary>As in CF conventions; null for text.</summary>
    public string? Unit => IsText ? null : Quantity.Unit;
    /// <summary>One line for people.</summary>
    public string Meaning => Quantity.Meaning;
    /// <summary>What more of it means.</summary>
    public QuantityKind Kind => Quantity.Kind;
    /// <summary>Whether it holds texts.</summary>
    [JsonIgnore]
    public bool IsText { get; init; }
    /// <summary>All texts that can stand in a column of texts; null for numbers and where any can.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Classes { get; init; }
    /// <summary>Whether the classes rise from the first to the last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Ordered { get; init; }
    /// <summary>Whether all numbers are whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Whole { get; init; }

    /// <summary>As a record keeps a column.</summary>
    public static ColumnRecord Of(string table, Column column) => column is TextColumn text
        ? new(table, text.Quantity) { IsText = true, Classes = text.Classes.Count > 0 ? text.Classes : null, Ordered = text.IsOrdered }
        : new(table, column.Quantity) { Whole = column is NumberColumn { IsWhole: true } };
}

/// <summary>What one measure of a scenario came to.</summary>
/// <param name="Name">Of the measure.</param>
/// <param name="Selected">Buildings, or what else it is done to, that it may reach.</param>
/// <param name="Treated">Of those, how many it did reach, up to the last simulated year.</param>
/// <param name="Amount">How much it did, in its unit: floor area renovated, power of panels.</param>
/// <param name="Unit">Of the amount, as in CF conventions.</param>
/// <param name="Invested">By it, in all [€].</param>
/// <param name="ByYear">Spent in each year of works, in order.</param>
public sealed record MeasureRecord(string Name, int Selected, int Treated, double Amount, string Unit, double Invested, IReadOnlyList<YearSpending> ByYear);

/// <summary>Spent in a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Treated">How many it reached in it.</param>
/// <param name="Invested">In it [€].</param>
public sealed record YearSpending(int Year, int Treated, double Invested);

/// <summary>What works that last equally long have cost.</summary>
/// <param name="Years">That they last; 25 where nobody knows.</param>
/// <param name="Invested">Before aid [€].</param>
public sealed record LifetimeSpending(double Years, double Invested);

/// <summary>How a run counts what works cost whom.</summary>
/// <param name="Aid">Name of the aid that was counted; null when none was.</param>
/// <param name="DiscountRate">By which later money counts less, 0 to 1; null when no present value is asked.</param>
/// <param name="Loan">For works; null when there is none.</param>
/// <param name="Invested">Up to the last simulated year, by how long works last.</param>
public sealed record EconomyRecord(string? Aid, double? DiscountRate, Loan? Loan, IReadOnlyList<LifetimeSpending> Invested);

/// <summary>Where the territory of a run comes from.</summary>
/// <param name="Folder">A territory folder; null when generated.</param>
/// <param name="Inhabitants">Of the generated town.</param>
/// <param name="Seed">Of the generated town.</param>
/// <param name="Sha256">Of what the territory holds.</param>
public sealed record TerritoryRecord(string? Folder, int Inhabitants, ulong Seed, string Sha256);

/// <summary>What a run was and how it went: the file <c>run.json</c>.</summary>
public sealed record RunRecord
{
    /// <summary>Of this file format.</summary>
    public const int CurrentVersion = 3;

    /// <summary>The name of the file.</summary>
    public const string FileName = "run.json";

    private const string FormatName = "territorytwin/run";
    private const long LargestFile = 64_000_000;

    /// <summary>How records are written: names with underscores, a missing number as null.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        Converters = { new MissingAsNull(), new JsonStringEnumConverter<QuantityKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>territorytwin/run</c>.</summary>
    public string Format { get; init; } = FormatName;
    /// <summary>See <see cref="CurrentVersion"/>.</summary>
    public required int Version { get; init; }
    /// <summary>Version and commit of the engine.</summary>
    public required string Engine { get; init; }
    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }
    /// <summary>The question it asks; empty when none.</summary>
    public required string Question { get; init; }
    /// <summary>Name and question in other languages, by the language: <c>fr</c>, <c>en</c>.</summary>
    public IReadOnlyDictionary<string, Translation> Translations { get; init; } = new SortedDictionary<string, Translation>();
    /// <summary>True when the scenario changes nothing: a baseline.</summary>
    public required bool ChangesNothing { get; init; }
    /// <summary>Name of the territory.</summary>
    public required string Territory { get; init; }
    /// <summary>Where it comes from.</summary>
    public required TerritoryRecord TerritorySource { get; init; }
    /// <summary>EPSG code of the coordinates.</summary>
    public required int Epsg { get; init; }
    /// <summary>By which clock and holidays the hours were lived.</summary>
    public required CalendarRules Calendar { get; init; }
    /// <summary>Every file that was read.</summary>
    public required IReadOnlyList<InputFileRecord> Inputs { get; init; }
    /// <summary>Every file that was written but the record and <c>ro-crate-metadata.json</c>, which follows from it; empty in records of earlier programs.</summary>
    public IReadOnlyList<ResultFileRecord> Files { get; init; } = [];
    /// <summary>Full path of the results when they were written; null in records of earlier programs.</summary>
    public string? Folder { get; init; }
    /// <summary>Of the random streams.</summary>
    public required ulong Seed { get; init; }
    /// <summary>What computed.</summary>
    public required string Device { get; init; }
    /// <summary>Simulated years, in order; tables and maps hold the last.</summary>
    public required IReadOnlyList<int> Years { get; init; }
    /// <summary>Weather, behaviour, couplings, prices and carbon that the run was given, as <c>key = value</c>.</summary>
    public required IReadOnlyList<string> Settings { get; init; }
    /// <summary>What titles say that simulated years take as it is today: <c>climate</c> where no path leads on, and <c>prices</c>.</summary>
    public IReadOnlyList<string> AsToday { get; init; } = [];
    /// <summary>What each measure came to.</summary>
    public required IReadOnlyList<MeasureRecord> Measures { get; init; }
    /// <summary>Aid, discount rate and loan; null where the scenario asks for none of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EconomyRecord? Economy { get; init; }
    /// <summary>What measured consumption moved; null where the scenario names none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CalibrationRecord? Calibration { get; init; }
    /// <summary>Every value that the scenario left to its default.</summary>
    public required IReadOnlyList<string> Defaults { get; init; }
    /// <summary>What a reader of the results must know: filled gaps, warnings, limits of the models.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
    /// <summary>Sources and licences of the data.</summary>
    public required IReadOnlyList<string> Attributions { get; init; }
    /// <summary>Units and meanings of the columns of the tables.</summary>
    public required IReadOnlyList<ColumnRecord> Columns { get; init; }
    /// <summary>Figures for the whole territory, by year.</summary>
    public required IReadOnlyList<Indicator> Indicators { get; init; }
    /// <summary>On which buildings and guessed values the figures of the last simulated year hang; empty in records of earlier programs.</summary>
    public IReadOnlyList<Dominance> Dominating { get; init; } = [];
    /// <summary>All closed; a run with an open balance ends without results.</summary>
    public required IReadOnlyList<YearBalance> Balances { get; init; }
    /// <summary>Seconds by process.</summary>
    public required IReadOnlyList<Timing> Timings { get; init; }
    /// <summary>What the run itself used.</summary>
    public required FootprintReading Footprint { get; init; }

    /// <summary>What a title adds to a year of the future: “with today's climate, prices and carbon”; empty where nothing is.</summary>
    [JsonIgnore]
    public string Today => Scenarios.Scenario.TodayOf(AsToday);

    /// <summary>The name of the scenario in a language, where it has one there.</summary>
    public string NameIn(Texts.Words words) => Translations.GetValueOrDefault(words.Code)?.Name ?? Scenario;

    /// <summary>The same run under another name, in every language.</summary>
    public RunRecord Called(Func<string, string> name) => this with
    {
        Scenario = name(Scenario),
        Translations = Translations.ToDictionary(t => t.Key, t => t.Value with { Name = t.Value.Name is { } translated ? name(translated) : null }),
    };

    /// <summary>Writes the record into a folder.</summary>
    public void Write(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Options) + "\n");

    /// <summary>Reads the record of a result folder.</summary>
    /// <exception cref="InputException">There is none, it is damaged, or another version wrote it.</exception>
    public static RunRecord Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InputException($"{folder} is no result folder: it has no {FileName}; give the folder that `twin run` wrote");
        try
        {
            if (new FileInfo(path).Length > LargestFile) throw new InputException($"{path} is larger than {LargestFile / 1_000_000} MB, which no run writes; run the scenario again");
            string text = File.ReadAllText(path);
            RequireVersion(path, text);
            RunRecord record = JsonSerializer.Deserialize<RunRecord>(text, Options) ?? throw new JsonException("it is empty");
            record.RequireWhole(path);
            return record;
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}(line {e.LineNumber + 1 ?? 1}): cannot be read: {e.Message}; run the scenario again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>The figure of that name in the last simulated year; NaN when there is none.</summary>
    /// <param name="indicator">Its name.</param>
    /// <param name="unit">Only a figure in that unit counts; null for any.</param>
    public double Value(string indicator, string? unit = null) =>
        Indicators.FirstOrDefault(i => i.Name == indicator && i.Year == Years[^1] && (unit == null || i.Unit == unit))?.Value ?? double.NaN;

    // Before anything else is asked of it: another version lacks what this one needs.
    private static void RequireVersion(string path, string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("version", out JsonElement found)
            && found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out int version) && version != CurrentVersion)
            throw new InputException($"{path}: format version {version}; this program reads {CurrentVersion}. {(version > CurrentVersion ? "Update the program." : "Run the scenario again.")}");
    }

    private void RequireWhole(string path)
    {
        if (Format != FormatName) throw new InputException($"{path}: found the format `{Format}`; expected `{FormatName}`. Give the folder that `twin run` wrote.");
        if (Years.Count == 0) throw new InputException($"{path}: no simulated year; run the scenario again");
        if (Years.Any(y => y is < 2 or > 9998)) throw new InputException($"{path}: a simulated year is none of the calendar's; run the scenario again");
        if (!(Math.Abs(Calendar.StandardOffset) <= 14)) throw new InputException($"{path}: `calendar` has clocks {Calendar.StandardOffset} h from UTC; expected −14 to 14. Run the scenario again.");
        if (Economy is { } economy && (!(economy.DiscountRate is null or (>= 0 and < 1)) || economy.Loan is { Years: <= 0 } or { Rate: not (>= 0 and < 1) } || economy.Invested.Any(static i => i is not { Years: > 0 })))
            throw new InputException($"{path}: `economy` has a rate or years that nobody can reckon with; expected rates from 0 to below 1, and years above 0. Run the scenario again.");
        IEnumerable<object?>[] lists = [Calibration?.Rows ?? [], Inputs, Files, Settings, AsToday, Measures, Defaults, Notes, Attributions, Columns, Indicators, Dominating, Balances, Timings];
        if (Translations.Values.Any(t => t is null) || lists.Concat(Columns.Select(c => c?.Classes ?? [])).Any(l => l.Any(e => e is null))) throw new InputException($"{path}: a list holds nothing where an entry should be; run the scenario again");
        if (Files.FirstOrDefault(f => f.Name.Length == 0 || Path.GetFileName(f.Name) != f.Name || f.Name.Contains('\0', StringComparison.Ordinal)) is { } elsewhere) throw new InputException($"{path}: `files` names `{elsewhere.Name}`; expected a file of the folder. Run the scenario again.");
    }
}

/// <summary>JSON has no NaN: a number that is missing is null.</summary>
internal sealed class MissingAsNull : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteNullValue();
    }
}
