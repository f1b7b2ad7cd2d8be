using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>A scenario as its file writes it. The schema and docs/scenario.md are made from these records.</summary>
internal sealed record ScenarioFile
{
    [Description("Shown to people: in tables, on maps. Not inherited.")]
    public string? Name { get; init; }

    [Description("What the scenario is to answer, in one sentence. Not inherited.")]
    public string? Question { get; init; }

    [Description("`name` and `question` in French, for viewers that speak it, where they are written in another language. Not inherited.")]
    public TranslationFile? Fr { get; init; }

    [Description("The same in English.")]
    public TranslationFile? En { get; init; }

    [Description("Another scenario file, beside this one or by a relative path. Its measures come before those of this file; of {sections} single keys are replaced; any other key is replaced whole.")]
    public RelativePath? Extends { get; init; }

    [Description("Where: the folder of a territory, or a town to be generated.")]
    public TerritoryFile? Territory { get; init; }

    [Description("Which public transport, where mobility is on: a GTFS feed (zip), relative to this file, in the place of the timetable that the territory holds. Without it: that of the territory; where it holds none, what `mobility.headway` says.")]
    public RelativePath? Timetable { get; init; }

    [Description("Which weather: an EPW file, or a year generated for a climate zone.")]
    public WeatherFile? Weather { get; init; }

    [Description("First and last year that the scenario speaks of."), DefaultValue("2026-2050")]
    public YearsText? Years { get; init; }

    [Description("The years that are simulated, hour by hour. Without it: the last year.")]
    [Range(1900, 2200)]
    public IReadOnlyList<int>? Simulate { get; init; }

    [Description("Of all that is drawn by lot. Scenarios that are compared share it, so that a difference is the measure's, not the dice's."), DefaultValue("1")]
    public ulong? Seed { get; init; }

    [Description("For all measures and years together. Year by year and, in a year, in the order of the measures, it pays works until the next no longer fits. Without it: no limit.")]
    [Unit(Dimension.Money), Between("0 €", "1000000 M€")]
    public Amount? Budget { get; init; }

    [Description("What works cost whom: aid, the rate at which later money counts less, and loans. It changes accounts, and nothing that is simulated.")]
    public EconomyFile? Economy { get; init; }

    [Description("Measured consumption of homes by district (IRIS), which moves how much they heat and what their appliances take, within bounds. It is laid beside a year of a scenario before any measure; scenarios that extend it have the same factors. docs/physics/calibration.md says how. Without it: nothing is moved.")]
    public CalibrationFile? Calibration { get; init; }

    [Description("Side of the square cells on which grids and processes of the ground are computed."), DefaultValue("50 m")]
    [Unit(Dimension.Length), Between("5 m", "500 m")]
    public Amount? Cells { get; init; }

    [Description("What is changed, each entry one measure. Without any, the scenario is the territory as it stands."), DefaultValue("[]")]
    public IReadOnlyList<MeasureFile>? Measures { get; init; }

    [Description("Which effects act on one another; switch one off to see what it is worth."), DefaultValue("{}")]
    public Dictionary<string, bool>? Couplings { get; init; }

    [Description("What is written besides the summary."), DefaultValue("[]")]
    public IReadOnlyList<OutputFile>? Outputs { get; init; }

    [Description("Values that a viewer offers as sliders."), DefaultValue("[]")]
    public IReadOnlyList<AdjustableFile>? Adjustable { get; init; }

    /// <summary>The records of the sections, by key.</summary>
    public Dictionary<string, object> Sections { get; } = new(StringComparer.Ordinal);
}

/// <summary>Words of a scenario in another language.</summary>
internal sealed record TranslationFile
{
    [Description("`name` in that language.")]
    public string? Name { get; init; }

    [Description("`question` in that language.")]
    public string? Question { get; init; }
}

/// <summary>Where.</summary>
[ShortForm(nameof(Folder))]
internal sealed record TerritoryFile
{
    [Description("Folder with `territory.yaml`, relative to this file. `territory: olemps` is short for it.")]
    public RelativePath? Folder { get; init; }

    [Description("A believable French town that exists nowhere.")]
    public GenerateFile? Generate { get; init; }
}

/// <summary>Aid, discount rate and loan.</summary>
internal sealed record EconomyFile
{
    [Description("Public aid that homes get for works: `maprimerenov-2025`, which comes with the program, or a file of the same keys, relative to this file. docs/catalogue.md says what it pays and to whom. Without it: none is counted.")]
    public RelativePath? Aid { get; init; }

    [Description("With `aid`: whose incomes hold. Without it: those of `elsewhere`; near Île-de-France it must be given.")]
    public AidRegion? Region { get; init; }

    [Description("Rate by which money of a later year counts less, beyond inflation: comparisons then tell the net present value of works over their lifetimes. Without it: none is told.")]
    [Unit(Dimension.Share), Between("0 %", "20 %")]
    public Amount? DiscountRate { get; init; }

    [Description("Loan for what works cost after aid: comparisons and reports then tell what is paid back in a year beside the bill. Without it: none.")]
    public LoanFile? Loan { get; init; }
}

/// <summary>A loan that is paid back in equal sums.</summary>
internal sealed record LoanFile
{
    [Description("Interest in a year; 0 % of the éco-prêt à taux zéro."), Unit(Dimension.Share), Between("0 %", "20 %")]
    public required Amount Rate { get; init; }

    [Description("Years in which it is paid back."), Range(1, 50)]
    public required int Years { get; init; }
}

/// <summary>A generated town.</summary>
internal sealed record GenerateFile
{
    [Description("How many people live there."), Range(2_000, 500_000)]
    public required int Inhabitants { get; init; }

    [Description("Each seed gives another town."), DefaultValue("1")]
    public ulong? Seed { get; init; }
}

/// <summary>Weather.</summary>
[ShortForm(nameof(Epw))]
internal sealed record WeatherFile
{
    [Description("EPW file (also `.gz`), relative to this file. `weather: rodez.epw` is short for it.")]
    public RelativePath? Epw { get; init; }

    [Description("Climate zone of the French building code, whose plausible year is generated.")]
    public ClimateZone? Zone { get; init; }

    [Description("Each seed gives another year of the zone."), DefaultValue("1")]
    public ulong? Seed { get; init; }

    [Description("Whether temperature and pressure are corrected from the station's height to the territory's: `auto`, or `none`."), DefaultValue("auto")]
    public ElevationCorrection? Elevation { get; init; }

    [Description("Added to the temperature of every hour."), DefaultValue("0 °C")]
    [Unit(Dimension.TemperatureDifference), Between("-20 K", "20 K")]
    public Amount? Shift { get; init; }

    [Description("A heat wave in each simulated year, made from the weather's own hottest days; `shift` and `climate` warm it too. Without it: the weather's own summer.")]
    public HeatWaveFile? HeatWave { get; init; }

    [Description("A climate path: warming of metropolitan France since 1900–1930, by year, such as the reference path for adaptation, `+2 K by 2030, +2.7 K by 2050, +4 K by 2100`; straight from 1.7 K in 2020, constant after the last. Each simulated year is warmer than the weather by what the path has beyond `warming`, summers more than winters. Without it: the climate of the weather in every year.")]
    public ClimateText? Climate { get; init; }

    [Description("With `climate`: warming since 1900–1930 that the weather holds already; about 1.2 K for means of 1991–2020, 1.5 K for typical years of 2007–2021."), DefaultValue("1.5 K")]
    [Unit(Dimension.TemperatureDifference), Between("-1 K", "5 K")]
    public Amount? Warming { get; init; }

    [Description("EPW files of single simulated years, in the place of the common weather; neither `shift` nor `climate` changes them, `heat_wave` does."), DefaultValue("[]")]
    public IReadOnlyList<WeatherOfYearFile>? Years { get; init; }
}

/// <summary>Measured consumption.</summary>
internal sealed record CalibrationFile
{
    [Description("CSV file of electricity by IRIS, year and sector, such as those of Enedis, Agence ORE or SDES, relative to this file. In this file and the next ones the code of the IRIS must be the `district` of buildings.")]
    public RelativePath? Electricity { get; init; }

    [Description("The same of gas; one file may hold both, told apart by `FILIERE`.")]
    public RelativePath? Gas { get; init; }

    [Description("The same of heat networks.")]
    public RelativePath? DistrictHeat { get; init; }

    [Description("Measured years that count. The weather of each stands under `weather.years`; of one that is not there, heating is not corrected.")]
    public required YearsText Years { get; init; }

    [Description("The scenario whose year is compared, of the same territory, relative to this file. Without it: the one whose file holds this key.")]
    public RelativePath? Beside { get; init; }
}

/// <summary>A heat wave.</summary>
[ShortForm(nameof(Profile))]
internal sealed record HeatWaveFile
{
    [Description("`hottest_days`: 7 days as hot as the weather's own hottest three; `paris2003`: 9 days, up to 39.5 °C, warmest night 25.5 °C (4 to 12 August 2003); `paris2019`: 6 days, up to 42.6 °C, warmest night 25 °C (21 to 26 July 2019), both Paris-Montsouris, Météo-France. `heat_wave: paris2003` is short for it."), DefaultValue("hottest_days")]
    public HeatWaveProfile? Profile { get; init; }

    [Description("How many days; a day before and a day after lead in and out. Without it: those of the profile."), Range(1, 60)]
    public int? Days { get; init; }

    [Description("Afternoon of its hottest day; the first day is 2 K colder. Without it: that of the profile."), Unit(Dimension.Temperature), Between("20 °C", "50 °C")]
    public Amount? Highest { get; init; }

    [Description("Lowest temperature of its warmest night. Without it: that of the profile."), Unit(Dimension.Temperature), Between("5 °C", "40 °C")]
    public Amount? WarmestNight { get; init; }

    [Description("Its first day, such as `08-04`, within 30 days of the weather's own hottest. Without it: around those.")]
    public DaysText? From { get; init; }
}

/// <summary>The weather of a year.</summary>
internal sealed record WeatherOfYearFile
{
    [Description("The simulated year."), Range(1900, 2200)]
    public required int Year { get; init; }

    [Description("Its EPW file (also `.gz`), relative to this file.")]
    public required RelativePath Epw { get; init; }
}

/// <summary>One measure: exactly one of the kinds that the engine declares.</summary>
internal sealed record MeasureFile
{
    /// <summary>By the key of its kind.</summary>
    public Dictionary<string, Measure> Entries { get; } = new(StringComparer.Ordinal);
}

/// <summary>A point whose hours are written.</summary>
internal sealed record PlaceFile
{
    [Description("By which the table names it.")]
    public required string Name { get; init; }

    [Description("Its easting in the territory's coordinates, whole metres."), Range(-100_000_000, 100_000_000)]
    public required int X { get; init; }

    [Description("Its northing, whole metres."), Range(-100_000_000, 100_000_000)]
    public required int Y { get; init; }
}

/// <summary>One output: exactly one of table, grid, map, comfort and points.</summary>
internal sealed record OutputFile
{
    [Description("A table: `series` has one row an hour, `months` one a month, any other one row an element.")]
    public TableName? Table { get; init; }

    [Description("Name of a NetCDF file, such as `roofs.nc`.")]
    public string? Grid { get; init; }

    [Description("Name of a picture, such as `need.png`; `.pdf` and `.svg` hold shapes and text, to be printed at any size.")]
    public string? Map { get; init; }

    [Description("Name of a NetCDF file, such as `comfort.nc`: mean radiant temperature and thermal index of a person in every cell of the surface, 2 m or so, in the hours of `at`.")]
    public string? Comfort { get; init; }

    [Description("Name of a CSV file, such as `squares.csv`: `fields` at `places`, one row an hour of the last simulated year and a place.")]
    public string? Points { get; init; }

    [Description("Of points: where; each takes the value of the cell it lies in.")]
    public IReadOnlyList<PlaceFile>? Places { get; init; }

    [Description("Of comfort: which hours of the last simulated year, `hottest` or such as `08-11T15`, 24 at most. Without it: the hottest.")]
    public IReadOnlyList<HourText>? At { get; init; }

    [Description("Names of the columns or fields, as docs/results.md lists them; a map shows one. Without it: all columns of a table, the main ones on a grid, the heating need on a map.")]
    public IReadOnlyList<string>? Fields { get; init; }

    [Description("Of a grid: a field for every hour of the last simulated year (`hour`) instead of one for the year; `fields` names which.")]
    public OutputStep? Every { get; init; }

    [Description("Of a grid by the hour, and of points: its days, by month and day in standard time, both ends included. Without it: the whole year.")]
    public DaysText? During { get; init; }
}

/// <summary>A slider.</summary>
internal sealed record AdjustableFile
{
    [Description("Which value of this scenario, such as `budget`, or a percentage of the first measure: `measures[0].` with its name and key.")]
    public required string Parameter { get; init; }

    [Description("Left end of the slider, with the unit of the value.")]
    public required string From { get; init; }

    [Description("Right end of the slider.")]
    public required string To { get; init; }

    [Description("Shown beside the slider. Without it: the name of the value.")]
    public string? Label { get; init; }

    [Description("The same in French, where it is written in another language.")]
    public string? Fr { get; init; }

    [Description("The same in English.")]
    public string? En { get; init; }
}
