using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>A scenario, read, checked and with its defaults filled in; values are in the engine's units.</summary>
public sealed record Scenario
{
    /// <summary>Shown to people.</summary>
    public required string Name { get; init; }
    /// <summary>What it is to answer; empty when not said.</summary>
    public required string Question { get; init; }
    /// <summary>Name and question in other languages, by the language: <c>fr</c>, <c>en</c>.</summary>
    public required IReadOnlyDictionary<string, Translation> Translations { get; init; }
    /// <summary>The file, as given.</summary>
    public required string Path { get; init; }
    /// <summary>The scenario files read, the given one first, then its bases; results keep their hashes.</summary>
    public required IReadOnlyList<string> Files { get; init; }
    /// <summary>Where.</summary>
    public required TerritoryChoice Territory { get; init; }
    /// <summary>Feed of public transport in the place of the territory's timetable; null: that is taken.</summary>
    public string? Timetable { get; init; }
    /// <summary>Which weather.</summary>
    public required WeatherChoice Weather { get; init; }
    /// <summary>First and last year it speaks of.</summary>
    public required Years Years { get; init; }
    /// <summary>The years that are simulated, rising.</summary>
    public required IReadOnlyList<int> Simulated { get; init; }
    /// <summary>Of all that is drawn by lot.</summary>
    public required ulong Seed { get; init; }
    /// <summary>For all measures together [€]; null when there is no limit.</summary>
    public required Amount? Budget { get; init; }
    /// <summary>Aid for works; null when none is counted.</summary>
    public AidScheme? Aid { get; init; }
    /// <summary>Rate by which money of a later year counts less, 0 to 1; null when no present value is asked.</summary>
    public double? DiscountRate { get; init; }
    /// <summary>Loan for works; null when there is none.</summary>
    public Loan? Loan { get; init; }
    /// <summary>Measured consumption that moves the use of homes; null: none.</summary>
    public CalibrationChoice? Calibration { get; init; }
    /// <summary>Side of the square cells of grids and of processes of the ground [m].</summary>
    public required double CellSize { get; init; }
    /// <summary>What is changed, in the order in which it is paid.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }
    /// <summary>The files of areas that its measures name, of aid and of measured consumption; results keep their hashes.</summary>
    public required IReadOnlyList<string> Areas { get; init; }
    /// <summary>What its sections set, year by year.</summary>
    public required YearlyParameters Parameters { get; init; }
    /// <summary>What its measures are told: as its last simulated year assumes it.</summary>
    internal Survey Assumed(Survey survey) => survey.Assuming(Parameters.In(Simulated[^1]), Seed);
    /// <summary>Which effects act on one another.</summary>
    public required Switches Couplings { get; init; }
    /// <summary>What is written besides the summary.</summary>
    public required IReadOnlyList<OutputRequest> Outputs { get; init; }
    /// <summary>What a viewer offers as sliders.</summary>
    public required IReadOnlyList<Adjustable> Adjustable { get; init; }
    /// <summary>The defaults that were filled in, as <c>key: value</c>.</summary>
    public required IReadOnlyList<string> Defaults { get; init; }
    /// <summary>What should be looked at, though it can be run.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
    /// <summary>What titles say that simulated years take as it is today: <c>climate</c> where no path leads on, and the accounts, such as <c>prices</c>, of which nothing goes by year.</summary>
    public IReadOnlyList<string> AsToday => [.. Weather.Climate == null && !Simulated.All(y => Weather.Years.Any(w => w.Year == y)) ? new[] { "climate" } : [], .. Parameters.Held];
    /// <summary>What a title adds to a year of the future: “with today’s climate, prices and carbon”.</summary>
    public string Today => TodayOf(AsToday);

    internal static string TodayOf(IReadOnlyList<string> held) =>
        held.Count == 0 ? "" : $"with today’s {(held.Count == 1 ? held[0] : $"{string.Join(", ", held.SkipLast(1))} and {held[^1]}")}";
    /// <summary>What a reader of the results must know of its values: what goes by year, and by which source.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
    /// <summary>All values in a fixed order and form, for hashing: equal texts mean equal scenarios, however their files are written.</summary>
    public required string Canonical { get; init; }
    /// <summary>The values that two scenarios must share for their difference to be that of their measures, as <c>key = value</c>.</summary>
    public required IReadOnlyList<string> Settings { get; init; }
}

/// <summary>Measured consumption of homes, and beside which scenario it is laid.</summary>
/// <param name="Files">By carrier.</param> <param name="Years">That count.</param> <param name="Beside">The scenario file whose year is compared.</param>
public sealed record CalibrationChoice(IReadOnlyList<(Carrier Carrier, string Path)> Files, Years Years, string Beside)
{
    /// <summary>Equal texts mean equal calibrations of one territory.</summary>
    internal string Key => $"{Years} {System.IO.Path.GetFullPath(Beside)} {string.Join(' ', Files)}";
}

/// <summary>A loan that is paid back in equal sums.</summary>
/// <param name="Rate">Interest in a year, 0 to 1.</param> <param name="Years">Until it is paid back.</param>
public sealed record Loan(double Rate, int Years);

/// <summary>Words of a scenario in another language.</summary>
/// <param name="Name">Null where it is not translated.</param>
/// <param name="Question">Null where it is not translated.</param>
public sealed record Translation(string? Name, string? Question);

/// <summary>Where a scenario takes place: a folder, or a generated town.</summary>
/// <param name="Folder">Folder of the territory; null when generated.</param>
/// <param name="Inhabitants">Of the generated town; 0 when a folder is given.</param>
/// <param name="Seed">Of the generated town.</param>
public sealed record TerritoryChoice(string? Folder, int Inhabitants, ulong Seed);

/// <summary>Which weather a scenario takes.</summary>
/// <param name="Epw">An EPW file; null when generated.</param>
/// <param name="Zone">Climate zone of the generated year (<c>H2c</c>); null when a file is given.</param>
/// <param name="Seed">Of the generated year.</param>
/// <param name="Elevation">Whether it is corrected for height.</param>
/// <param name="Shift">Added to the temperature of every hour [K].</param>
public sealed record WeatherChoice(string? Epw, string? Zone, ulong Seed, ElevationCorrection Elevation, Amount Shift)
{
    /// <summary>EPW files of single years, in the place of the common one.</summary>
    public IReadOnlyList<WeatherOfYear> Years { get; init; } = [];
    /// <summary>The climate by year; null: that of the weather, in every year.</summary>
    public ClimatePath? Climate { get; init; }
    /// <summary>Warming since 1900–1930 that the weather holds already [K].</summary>
    public double Warming { get; init; }

    /// <summary>A heat wave in each year but those of files of their own; null: none is added.</summary>
    public HeatWave? HeatWave { get; init; }

    /// <summary>Equal texts mean equal weather.</summary>
    internal string Key => string.Create(CultureInfo.InvariantCulture,
        $"{Epw} {Zone} {Seed} {Elevation} {Shift.Low:R} {Shift.High:R} {string.Join(' ', Years)} {string.Join(' ', Climate?.Levels ?? [])} {Warming:R} {HeatWave}");
}

/// <summary>The weather of one simulated year.</summary>
/// <param name="Year">The year.</param> <param name="Epw">Its EPW file.</param>
public sealed record WeatherOfYear(int Year, string Epw);

/// <summary>Something to be written.</summary>
/// <param name="Table">A table; null when it is a grid or a map.</param>
/// <param name="Grid">Name of a NetCDF file; null when it is none.</param>
/// <param name="Map">Name of a picture; null when it is none.</param>
/// <param name="Fields">Names of columns or fields; empty for all.</param>
public sealed record OutputRequest(TableName? Table, string? Grid, string? Map, IReadOnlyList<string> Fields)
{
    /// <summary>Name of a NetCDF file of how people feel; null when it is none.</summary>
    public string? Comfort { get; init; }
    /// <summary>Name of a table of points by the hour; null when it is none.</summary>
    public string? Points { get; init; }
    /// <summary>Its points, in the territory's coordinates [m].</summary>
    public IReadOnlyList<(string Name, double X, double Y)> Places { get; init; } = [];
    /// <summary>The file that grows while the last year passes; null when it is written at the end.</summary>
    public string? ByTheHour => Points ?? Comfort ?? (Every != null ? Grid : null);
    /// <summary>In which hours.</summary>
    public IReadOnlyList<HourText> At { get; init; } = [new(null)];
    /// <summary>Of a grid: how often a field is written; null: one for the year.</summary>
    public OutputStep? Every { get; init; }
    /// <summary>Of a grid by the hour: its days; null: the whole year.</summary>
    public DaysText? During { get; init; }
}

/// <summary>A value that a viewer offers as a slider.</summary>
/// <param name="Parameter">Its name in the scenario.</param>
/// <param name="Label">Shown beside it.</param>
/// <param name="Unit">The engine's unit of the ends and the value.</param>
/// <param name="From">Left end.</param>
/// <param name="To">Right end.</param>
/// <param name="Value">Where the slider stands.</param>
public sealed record Adjustable(string Parameter, string Label, string Unit, double From, double To, double Value)
{
    /// <summary>The label in other languages, by the language: <c>fr</c>, <c>en</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
