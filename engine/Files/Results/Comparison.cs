using System.Globalization;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Texts;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Files.Results;

/// <summary>One indicator in all runs.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="Values">One a run, the base first; NaN where a run lacks it.</param>
public sealed record ComparedIndicator(Quantity Quantity, IReadOnlyList<double> Values)
{
    /// <summary>In result files.</summary>
    public string Name => Quantity.Name;
    /// <summary>As in CF conventions.</summary>
    public string Unit => Quantity.Unit;
    /// <summary>One line for people.</summary>
    public string Meaning => Quantity.Meaning;

    /// <summary>Variant minus base.</summary>
    public double Difference(int run) => Values[run] - Values[0];

    /// <summary>Variant minus base over base; NaN when the base is 0.</summary>
    public double Share(int run) => Values[0] == 0 ? double.NaN : Difference(run) / Math.Abs(Values[0]);
}

/// <summary>Runs beside each other, always against doing nothing.</summary>
public sealed class Comparison
{
    /// <summary>Years over which an investment is spread where its cost is set against carbon: panels last 25, envelopes 30.</summary>
    public const double YearsOfWorks = 25;

    /// <summary>Compares the last simulated year of runs of one territory.</summary>
    /// <param name="runs">The base first.</param>
    /// <exception cref="InputException">Fewer than two runs, or runs of different territories or years.</exception>
    public Comparison(IReadOnlyList<RunRecord> runs)
    {
        if (runs.Count < 2) throw new InputException("`twin compare` wants at least two result folders: the base first, then its variants");
        string[] faults = [.. runs.Skip(1).Select(run => WhyNot(runs[0], run)).OfType<string>()];
        if (faults.Length > 0) throw new InputException(faults);
        Runs = runs;
        Indicators = [.. runs[0].Indicators.Where(i => i.Year == runs[0].Years[^1])
            .Select(i => new ComparedIndicator(i.Quantity, [.. runs.Select(r => r.Value(i.Name, i.Unit))]))];
        Indicators = [.. Indicators, .. OnlyCompared(Indicators, runs).Where(c => runs[0].Years.Count > 1 || !c.Name.EndsWith(Summed, StringComparison.Ordinal))];
    }

    /// <summary>Why a run cannot be compared with a base; null where it can.</summary>
    public static string? WhyNot(RunRecord first, RunRecord other)
    {
        if (other.TerritorySource.Sha256 != first.TerritorySource.Sha256) return $"`{other.Scenario}` ran on another territory ({other.Territory}) than `{first.Scenario}` ({first.Territory}); compare runs of one territory";
        return other.Years.SequenceEqual(first.Years) ? null
            : $"`{other.Scenario}` simulates {string.Join(", ", other.Years)}, `{first.Scenario}` {string.Join(", ", first.Years)}; compare runs of the same years";
    }

    /// <summary>Of the emissions of the base: where less is avoided, what a tonne costs is not told.</summary>
    public const double LeastAvoidedShare = 0.01;
    /// <summary>The same in a year [tCO2e].</summary>
    public const double LeastAvoided = 1;

    private const double Noticed = 1e-3;          // of energy or bills: less is no effect on buildings
    internal const string Summed = "_cumulated";          // what a name ends with that sums years

    /// <summary>The rows that no single run has.</summary>
    internal static IReadOnlyList<ComparedIndicator> OnlyCompared(IReadOnlyList<ComparedIndicator> indicators, IReadOnlyList<RunRecord> runs) =>
        [.. Cumulated.Select(c => new ComparedIndicator(c with { Name = c.Name + Summed }, [.. runs.Select(r => c.Name == "co2" && TellOfRoads(runs) ? Sum(r, c.Name) + Sum(r, "road_carbon") / 1000 : Sum(r, c.Name))])), .. Appraisals(indicators, runs)];

    /// <summary>Whether all runs tell of traffic: then greenhouse gas of all years is that of buildings and roads.</summary>
    internal static bool TellOfRoads(IReadOnlyList<RunRecord> runs) => runs.Count > 0 && runs.All(static r => double.IsFinite(r.Value("road_carbon")));

    // In which order measures come shows in what is summed over the years, not in the last one.
    private static readonly Quantity[] Cumulated =
    [
        new("energy_bought", "MWh", "energy bought from the first to the last simulated year", QuantityKind.Burden),
        new("co2", "tCO2e", "greenhouse gas of buildings, and of roads where all runs tell of them, from the first to the last simulated year", QuantityKind.Burden),
        new("bill", "EUR", "energy bills from the first to the last simulated year", QuantityKind.Burden),
    ];

    // The years between two simulated ones lie on a line between them.
    private static double Sum(RunRecord run, string indicator)
    {
        double[] values = [.. run.Years.Select(y => run.Indicators.FirstOrDefault(i => i.Name == indicator && i.Year == y)?.Value ?? double.NaN)];
        double sum = values[0];
        for (int k = 1; k < values.Length; k++)
        {
            int span = run.Years[k] - run.Years[k - 1];
            for (int year = 1; year <= span; year++) sum += values[k - 1] + (values[k] - values[k - 1]) * year / span;
        }
        return sum;
    }

    /// <summary>The base first.</summary>
    public IReadOnlyList<RunRecord> Runs { get; }
    /// <summary>In the order of the base; then those that only a comparison has.</summary>
    public IReadOnlyList<ComparedIndicator> Indicators { get; }

    /// <summary>What a reader must know about the comparison itself.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            List<string> warnings = [];
            if (!Runs[0].ChangesNothing) warnings.Add($"the base `{Runs[0].Scenario}` is not doing nothing: it has measures of its own");
            if (Runs.Any(r => r.Engine != Runs[0].Engine)) warnings.Add("the runs come from different versions of the engine");
            if (Runs.Select(static r => r.Economy?.DiscountRate).OfType<double>().Distinct().Count() > 1) warnings.Add("the runs have different discount rates: each present value is by that of its own run");
            if (Runs.Select(static r => r.Economy?.Loan).OfType<Scenarios.Loan>().Distinct().Count() > 1) warnings.Add("the runs have different loans: what each pays back is by its own");
            if (Runs.Select(static r => r.Economy?.Aid).OfType<string>().Distinct().Count() > 1) warnings.Add("the runs count different aid");
            if (Runs.Any(r => r.Seed != Runs[0].Seed)) warnings.Add("the runs have different seeds: a part of their differences is chance");
            foreach (RunRecord run in Runs.Skip(1))
            {
                if (OtherSettings(Runs[0], run) is { Count: > 0 } others)
                    warnings.Add($"`{run.Scenario}` differs from `{Runs[0].Scenario}` in more than its measures, and a part of the differences comes from that: {string.Join(", ", others)}");
                if (!HaveOneCalibration(Runs[0], run))
                    warnings.Add($"`{run.Scenario}` and `{Runs[0].Scenario}` are not calibrated by the same measurements, and a part of the differences comes from that");
            }
            return warnings;
        }
    }

    /// <summary>The settings of a run that its base has not, and the names of those that the base has and it leaves as they are.</summary>
    public static IReadOnlyList<string> OtherSettings(RunRecord basis, RunRecord run)
    {
        HashSet<string> named = [.. run.Settings.Select(Key)];
        return [.. run.Settings.Except(basis.Settings), .. basis.Settings.Select(Key).Where(k => !named.Contains(k)).Distinct()];

        static string Key(string setting) => setting.Split(" = ")[0];
    }

    /// <summary>Whether measured consumption moved the homes of both alike, or of neither.</summary>
    public static bool HaveOneCalibration(RunRecord basis, RunRecord run) => (basis.Calibration?.Rows ?? []).SequenceEqual(run.Calibration?.Rows ?? []);

    /// <summary>The indicator of that name; without values when the runs have none.</summary>
    public ComparedIndicator Of(string name) =>
        Named(Indicators, name, Runs.Count);

    /// <summary>The column that shows best what changes: the heat that rooms need, or vehicles where that changes nowhere and roads are known.</summary>
    public string TellingMap => Runs.All(static r => r.Columns.Any(static c => c.Table == "roads")) && Enumerable.Range(1, Runs.Count - 1).All(run => Math.Abs(Of("heating_need").Share(run)) <= Noticed) ? "vehicles_of_weekday" : "heating_need";

    /// <summary>As a table: indicator, unit, the base, then value, difference and share of each variant, all by the names of the scenarios.</summary>
    /// <param name="words">In whose language scenarios are named, where they have names in it.</param>
    public Table ToTable(Words words)
    {
        Table columns = Columns([.. Runs.Select(r => r.NameIn(words))], words);
        Func<int, double>[] values =
        [
            i => Indicators[i].Values[0],
            .. Enumerable.Range(1, Runs.Count - 1).SelectMany(run => new Func<int, double>[] { i => Indicators[i].Values[run], i => Indicators[i].Difference(run), i => Indicators[i].Share(run) }),
        ];
        IEnumerable<NumberColumn> numbers = columns.Columns.OfType<NumberColumn>()
            .Select((column, k) => column with { Values = [.. Enumerable.Range(0, Indicators.Count).Select(values[k])] });
        return columns with
        {
            Columns =
            [
                (TextColumn)columns.Columns[0] with { Values = [.. Indicators.Select(i => i.Name)] },
                (TextColumn)columns.Columns[1] with { Values = [.. Indicators.Select(i => i.Unit)] },
                .. numbers,
            ],
        };
    }

    /// <summary>The columns of <see cref="ToTable"/>, without a row.</summary>
    internal static Table Columns(IReadOnlyList<string> scenarios, Words words)
    {
        string ofDifference = " " + words["report.table.difference"], ofShare = " " + words["report.table.share"];
        HashSet<string> taken = ["indicator", "unit"];
        string[] names = [.. scenarios.Select(Own)];
        return new("comparison",
        [
            new TextColumn(new("indicator", "", "name of the indicator"), []),
            new TextColumn(new("unit", "", "unit of the indicator"), []),
            new NumberColumn(new(names[0], "", "value of the base"), []),
            .. names.Skip(1).SelectMany(name => new[]
            {
                new NumberColumn(new(name, "", "value of the variant"), []),
                new NumberColumn(new(name + ofDifference, "", $"the variant minus {names[0]}"), []),
                new NumberColumn(new(name + ofShare, "1", $"difference over the size of {names[0]}"), []),
            }),
        ]);

        // Scenarios may share a name, or have that of another column.
        string Own(string name)
        {
            string own = name;
            for (int k = 2; new[] { own, own + ofDifference, own + ofShare }.Any(taken.Contains); k++) own = $"{name} ({k})";
            taken.UnionWith([own, own + ofDifference, own + ofShare]);
            return own;
        }
    }

    // Of each variant against the base; missing where it has no meaning. What aid, rates and loans come to is told where a run has some.
    private static IReadOnlyList<ComparedIndicator> Appraisals(IReadOnlyList<ComparedIndicator> indicators, IReadOnlyList<RunRecord> runs)
    {
        bool all = runs.Count == 0, aided = all || runs.Any(static r => double.IsFinite(r.Value(ResultCatalogue.Aid.Name))), baseTold = all || double.IsFinite(runs[0].Value(ResultCatalogue.Aid.Name));
        return
        [
            new(new("payback", "year", "investment over what bills fall by in the last simulated year", QuantityKind.Burden), Each((_, invested, saved, _) => invested > 0 && saved > 0 ? invested / saved : double.NaN)),
            new(new("avoidance_cost", "EUR tCO2e-1", "investment spread over 25 years without interest, less what bills fall by, per greenhouse gas avoided in buildings and on roads; missing where that is under 1 % of the emissions or under 1 t a year", QuantityKind.Burden),
                Each((_, invested, saved, avoided) => invested > 0 && IsMuch(avoided, Emitted(indicators)) ? (invested / YearsOfWorks - saved) / avoided : double.NaN)),
            .. !aided || baseTold ? [] : new ComparedIndicator[] { new(ResultCatalogue.Aid, Of(Aid)) },
            .. !aided ? [] : new ComparedIndicator[]
            {
                new(new("investment_after_aid", "EUR", "invested in measures so far, less aid"), Of(run => Find("investment").Values[run] - Aid(run))),
                new(new("payback_after_aid", "year", "investment less aid, over what bills fall by in the last simulated year", QuantityKind.Burden), Each((run, invested, saved, _) => invested > 0 && saved > 0 ? Math.Max(0, invested - MoreAid(run)) / saved : double.NaN)),
                new(new("aid_per_tonne", "EUR tCO2e-1", "aid spread over 25 years without interest, per greenhouse gas avoided in buildings and on roads; missing where that is under 1 % of the emissions or under 1 t a year", QuantityKind.Burden),
                    Each((run, _, _, avoided) => MoreAid(run) > 0 && IsMuch(avoided, Emitted(indicators)) ? MoreAid(run) / YearsOfWorks / avoided : double.NaN)),
            },
            .. !all && runs.All(static r => r.Economy?.DiscountRate is null) ? [] : new ComparedIndicator[] { new(new("npv", "EUR", "net present value of what bills fall by, less works before aid, each renewed at its end, over the longest of their lifetimes", QuantityKind.Benefit), Each((run, _, saved, _) => PresentValue(run, saved))) },
            .. !all && (!aided || runs.All(static r => r.Economy?.DiscountRate is null)) ? [] : new ComparedIndicator[] { new(new("npv_after_aid", "EUR", "the same with aid, which is got once", QuantityKind.Benefit), Each((run, _, saved, _) => PresentValue(run, saved) + MoreAid(run))) },
            .. !all && runs.All(static r => r.Economy?.Loan is null) ? [] : new ComparedIndicator[]
            {
                new(new("instalment", "EUR year-1", "paid back in a year of a loan for all that was invested, less aid", QuantityKind.Burden), Of(Instalment)),
                new(new("bill_with_instalment", "EUR year-1", "energy bills of all buildings and what is paid back of the loan", QuantityKind.Burden), Of(run => Find("bill").Values[run] + Instalment(run))),
            },
        ];

        double[] Of(Func<int, double> of) => [.. Enumerable.Range(0, runs.Count).Select(of)];
        double[] Each(Func<int, double, double, double, double> of) => Of(run => run == 0 ? double.NaN
            : of(run, Change("investment", run), -(HasTraffic(run) && !(Math.Abs(Find("bill").Share(run)) > Noticed) ? 0 : Change("bill", run)), AvoidedBy(indicators, run)));

        ComparedIndicator Find(string name) => Named(indicators, name, runs.Count);
        double Change(string name, int run) => Find(name).Difference(run);
        bool HasTraffic(int run) => double.IsFinite(Change("road_carbon", run));
        double Aid(int run) => runs[run].Value(ResultCatalogue.Aid.Name) is var aid && double.IsFinite(aid) ? aid : 0;
        double MoreAid(int run) => Aid(run) - Aid(0);

        // The loan of another run where this one has none: that of doing nothing is no loan.
        double Instalment(int run) => (runs[run].Economy?.Loan ?? runs.Select(static r => r.Economy?.Loan).First(static l => l is not null)) is { } loan ? (Find("investment").Values[run] - Aid(run)) * Annuity.Of(loan.Rate, loan.Years) : double.NaN;

        double PresentValue(int run, double saved)
        {
            if (runs[run].Economy is not { DiscountRate: { } rate, Invested.Count: > 0 } economy || Invested(0) is not { } before) return double.NaN;
            return Annuity.PresentValue(rate, saved, [.. economy.Invested.Select(static i => (i.Years, i.Invested)), .. before.Select(static i => (i.Years, -i.Invested))]);
        }

        IReadOnlyList<LifetimeSpending>? Invested(int run) => runs[run].ChangesNothing ? [] : runs[run].Economy?.Invested;
    }

    /// <summary>Greenhouse gas of buildings, and of roads where they are simulated, that a run avoids against the base in the last simulated year [tCO2e].</summary>
    public double Avoided(int run) => AvoidedBy(Indicators, run);

    /// <summary>Whether a run invests and avoids so little that what a tonne costs would be a figure of no use.</summary>
    public bool AvoidsLittle(int run) => Of("investment").Difference(run) > 0 && !IsMuch(Avoided(run), Emitted(Indicators));

    private static bool IsMuch(double avoided, double emitted) => avoided >= LeastAvoided && avoided >= LeastAvoidedShare * emitted;

    private static double Emitted(IReadOnlyList<ComparedIndicator> indicators) => WithRoads(Named(indicators, "co2", 1).Values[0], Named(indicators, "road_carbon", 1).Values[0]);

    private static double AvoidedBy(IReadOnlyList<ComparedIndicator> indicators, int run) =>
        -WithRoads(Named(indicators, "co2", run + 1).Difference(run), Named(indicators, "road_carbon", run + 1).Difference(run));

    // Of buildings in tonnes, of roads in kilograms, which may not be simulated.
    private static double WithRoads(double buildings, double roads) => buildings + (double.IsFinite(roads) ? roads / 1000 : 0);

    private static ComparedIndicator Named(IReadOnlyList<ComparedIndicator> indicators, string name, int runs) =>
        indicators.FirstOrDefault(i => i.Name == name) ?? new(new(name, "1", name), [.. Enumerable.Repeat(double.NaN, runs)]);

    /// <summary>All figures as JSON.</summary>
    /// <param name="sentences">What they come to.</param>
    public string ToJson(IReadOnlyList<string> sentences) => JsonSerializer.Serialize(
        new
        {
            @base = Runs[0].Scenario,
            variants = Runs.Skip(1).Select(r => r.Scenario),
            warnings = Warnings,
            indicators = Indicators.Select(i => new
            {
                name = i.Name, unit = i.Unit, meaning = i.Meaning, @base = Finite(i.Values[0]),
                variants = Enumerable.Range(1, Runs.Count - 1).Select(k => new { value = Finite(i.Values[k]), difference = Finite(i.Difference(k)), share = Finite(i.Share(k)) }),
            }),
            sentences,
        },
        new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>Numbers and units as people read them.</summary>
public static class People
{
    private static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = "\u202F", NumberDecimalSeparator = "." };

    /// <summary>Three significant figures or whole thousands.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "–";
        double size = Math.Abs(value);
        string format = size >= 100 || size == 0 ? "#,0" : size >= 10 ? "0.0" : size >= 1 ? "0.00" : size >= 0.1 ? "0.000" : size >= 0.001 ? "0.0000" : "0.0e0";
        return value.ToString(format, Spaced).Replace('-', '−');
    }

    /// <summary>With its sign.</summary>
    public static string Signed(double value) => double.IsNaN(value) ? "–" : Math.Abs(value) < 1e-12 ? "0" : (value > 0 ? "+" : "") + Number(value);

    /// <summary>A share as a percentage with its sign.</summary>
    public static string SignedPercent(double share) =>
        double.IsNaN(share) ? "–" : (share > 0 ? "+" : "") + (100 * share).ToString("0.0", Spaced).Replace('-', '−') + " %";

    /// <summary>A CF unit as people write it.</summary>
    public static string Unit(string unit) => unit switch
    {
        "1" or "count" => "",
        "EUR" => "€",
        "EUR year-1" => "€/year",
        "EUR tCO2e-1" => "€/tCO₂e",
        "year" => "years",
        "m2" => "m²",
        "kWh m-2" => "kWh/m²",
        "kWh m-2 year-1" => "kWh/m²/year",
        "W m-2" => "W/m²",
        "ug m-3" => "µg/m³",
        "degC" => "°C",
        "kgCO2e" => "kgCO₂e",
        "tCO2e" => "tCO₂e",
        _ => unit,
    };
}
