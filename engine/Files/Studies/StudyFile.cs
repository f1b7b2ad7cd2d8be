using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>How variants are spread over the parameters.</summary>
public enum SamplingMethod
{
    /// <summary>A low-discrepancy sequence: the parameters filled evenly.</summary>
    Sobol,
    /// <summary>Each parameter in equal strata, one variant in each.</summary>
    LatinHypercube,
    /// <summary>Every combination of levels.</summary>
    Grid,
    /// <summary>Trajectories that move one parameter at a time: which matter at all, cheaply.</summary>
    Morris,
    /// <summary>Pairs of points that differ in one parameter: first-order and total indices.</summary>
    Saltelli,
}

/// <summary>A study as its file writes it. docs/studies.md is made from these records.</summary>
internal sealed record StudyFile
{
    [Description("Shown to people.")]
    public required string Name { get; init; }

    [Description("What the study is to answer, in one sentence.")]
    public string? Question { get; init; }

    [Description("`name` and `question` in French.")]
    public TranslationFile? Fr { get; init; }

    [Description("The same in English.")]
    public TranslationFile? En { get; init; }

    [Description("Scenario files, relative to this one. Each is run with the same parameters, chance and weather; the first is the one that the others are compared with.")]
    public required IReadOnlyList<RelativePath> Scenarios { get; init; }

    [Description("What varies.")]
    public IReadOnlyList<StudyParameterFile>? Parameters { get; init; }

    [Description("Whether the values that the scenarios give as ranges, such as `15 % .. 30 %`, vary too, evenly; else each run takes their middle."), DefaultValue("true")]
    public bool? Ranges { get; init; }

    [Description("How variants are spread over the parameters.")]
    public SamplingFile? Sampling { get; init; }

    [Description("Names the sampling. Other seeds of the same study are other samples of the same thing."), DefaultValue("1")]
    public ulong? Seed { get; init; }

    [Description("Seeds of the scenario: chance of who renovates first, who lives how. Every point is run under each. Without it: that of the scenario.")]
    public IReadOnlyList<ulong>? Seeds { get; init; }

    [Description("Seeds of a generated year of weather (`weather.zone`). Every point is run under each. Without it: that of the scenario.")]
    public IReadOnlyList<ulong>? WeatherSeeds { get; init; }

    [Description("What is kept besides the figures of the territory.")]
    public StudyOutputsFile? Outputs { get; init; }
}

/// <summary>One parameter of a study.</summary>
internal sealed record StudyParameterFile
{
    [Description("Which value, by its path in the scenario file: `weather.shift`, `measures[0].` with the name of the measure and its key.")]
    public required string Vary { get; init; }

    [Description("Of its column in tables: lower case with underscores. Without it: the last part of the path.")]
    public string? As { get; init; }

    [Description("Shown to people. Without it: the name of the column.")]
    public string? Label { get; init; }

    [Description("The same in French.")]
    public string? Fr { get; init; }

    [Description("Least value. With `to` alone: even between both; with `likely`: a triangle; with `mean` or `median`: cut off there.")]
    public string? From { get; init; }

    [Description("Greatest value.")]
    public string? To { get; init; }

    [Description("The most likely value, of a triangle from `from` to `to`.")]
    public string? Likely { get; init; }

    [Description("Mean of a normal distribution.")]
    public string? Mean { get; init; }

    [Description("Its standard deviation.")]
    public string? Deviation { get; init; }

    [Description("Median of a lognormal distribution.")]
    public string? Median { get; init; }

    [Description("Two thirds of a lognormal distribution lie between the median over this factor and the median times it."), Range(1, 100)]
    public double? Factor { get; init; }

    [Description("Some values, all as likely, in the place of a distribution: quantities, words, years, files.")]
    public IReadOnlyList<string>? Values { get; init; }

    [Description("Of a `grid`: how many values of a distribution are taken, in the middle of as many equal parts of it."), Range(2, 100)]
    public int? Levels { get; init; }
}

/// <summary>How variants are spread.</summary>
internal sealed record SamplingFile
{
    [Description("`sobol` and `latin_hypercube` fill the space of the parameters; `grid` takes every combination; `morris` finds which parameters matter at all; `saltelli` tells how much of the spread each explains."), DefaultValue("sobol")]
    public SamplingMethod? Method { get; init; }

    [Description("Points: of `morris` trajectories (each 1 + parameters runs), of `saltelli` base points (each 2 + parameters runs). A `grid` has as many as there are combinations."), Range(2, 1_000_000)]
    public int? Points { get; init; }

    [Description("Of `morris`: even number of levels of each parameter."), Range(2, 100), DefaultValue("4")]
    public int? Levels { get; init; }
}

/// <summary>What a study keeps.</summary>
internal sealed record StudyOutputsFile
{
    [Description("Figures of the territory that pictures and sensitivities are made of, by their names in `years.csv`. Without it: energy, carbon, bills and investment. Tables hold all.")]
    public IReadOnlyList<string>? Indicators { get; init; }

    [Description("Columns of numbers of `buildings.csv`, of which every building gets mean, spread and quantiles over the variants.")]
    public IReadOnlyList<string>? Buildings { get; init; }

    [Description("The same of `roads.csv`, where mobility is on.")]
    public IReadOnlyList<string>? Roads { get; init; }

    [Description("The same of cells: columns of grids.")]
    public IReadOnlyList<string>? Cells { get; init; }

    [Description("The same of hours: columns of `series.csv`.")]
    public IReadOnlyList<string>? Series { get; init; }

    [Description("Values whose passing is counted: the probability that a building, road, cell or hour is above.")]
    public IReadOnlyList<ThresholdFile>? Thresholds { get; init; }
}

/// <summary>A threshold.</summary>
internal sealed record ThresholdFile
{
    [Description("A column that stands in `buildings`, `roads`, `cells` or `series`.")]
    public required string Of { get; init; }

    [Description("In the unit of the column, as docs/results.md has it."), Range(-1e15, 1e15)]
    public required double Above { get; init; }
}
