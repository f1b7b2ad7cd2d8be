using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Studies;

/// <summary>Statistics of every building, road, cell or hour over the runs of each scenario, and of its difference to the first scenario in pairs of runs.</summary>
internal sealed class StudyElements
{
    private const int KeptBatches = 2;
    private readonly StudyFolder _folder;
    private readonly Study _study;
    private readonly List<Kept> _kept;
    private readonly List<(int Batch, IReadOnlyList<VariantResult> Results)> _base = [];

    public StudyElements(StudyFolder folder)
    {
        (_folder, _study) = (folder, folder.Study);
        _kept = [.. _study.Tables.SelectMany(t => t.Columns.Select(c => new Kept(t.Table, c, [.. _study.Thresholds.Where(h => h.Table == t.Table && h.Column == c).Select(h => h.Above)], _study.Scenarios.Count)))];
    }

    /// <summary>Takes the values of a run.</summary>
    public void Add(VariantResult result)
    {
        if (_kept.Count == 0) return;
        StudyVariant variant = _study[result.Index];
        IReadOnlyList<float[]>? before = variant.Scenario > 0 ? BaseOf(variant) : null;
        for (int k = 0; k < _kept.Count; k++)
        {
            _kept[k].Add(variant.Scenario, result.Values[k]);
            if (before != null) _kept[k].AddDifference(variant.Scenario, result.Values[k], before[k]);
        }
    }

    /// <summary>A table of results with its statistics: a row an element and scenario.</summary>
    /// <param name="table">Of the study.</param> <param name="territory">Before any measure.</param>
    public Table ToTable(StudyTable table, Territory territory)
    {
        Table[] each = [.. Enumerable.Range(0, _study.Scenarios.Count).Select(s => OfScenario(table, s, territory))];
        TextColumn scenarios = new(new("scenario", "", "scenario"), [.. each.SelectMany((t, s) => Enumerable.Repeat(_study.Scenarios[s].Name, t.Rows))]);
        return new(table.Table, [scenarios, .. each[0].Columns.Select((column, c) => Stacked(column, [.. each.Select(t => t.Columns[c])]))]);
    }

    /// <summary>The same of one scenario: a row an element.</summary>
    /// <param name="table">Of the study.</param> <param name="scenario">Its index.</param> <param name="territory">Before any measure.</param>
    public Table OfScenario(StudyTable table, int scenario, Territory territory)
    {
        Kept[] kept = [.. _kept.Where(k => k.Table == table.Table)];
        return new(table.Table, [.. Keys(table.Table, territory, kept[0].Elements), .. kept.SelectMany(k => k.Columns(QuantityOf(k), scenario))]);
    }

    // Of the run of the first scenario that differs in nothing else; null where it has none.
    private IReadOnlyList<float[]>? BaseOf(StudyVariant variant)
    {
        int index = variant.Index - variant.Scenario * _study.Repeats * _study.Design.Count, batch = index / _folder.Plan.BatchSize;
        if (_base.FindIndex(b => b.Batch == batch) is var at && at < 0)
        {
            if (!_folder.Has(batch)) return null;
            if (_base.Count == KeptBatches) _base.RemoveAt(0);
            _base.Add((batch, ReadOr(batch)));
            at = _base.Count - 1;
        }
        return _base[at].Results.FirstOrDefault(r => r.Index == index) is { Fault.Length: 0 } found ? found.Values : null;
    }

    private IReadOnlyList<VariantResult> ReadOr(int batch)
    {
        try
        {
            return _folder.Read(batch);
        }
        catch (InputException)
        {
            return [];                          // told where the batch itself is read
        }
    }

    /// <summary>The cells of the study.</summary>
    public Grid CellsOver(Territory territory) => Relief.CellsOver(territory, _study.Scenarios[0].CellSize);

    private IReadOnlyList<Column> Keys(string table, Territory territory, int elements)
    {
        if (table == TableName.Series) return [Whole("hour", "h", "hour of the year in standard time, 0 begins at midnight on 1 January", k => k)];
        if (table == TableName.Buildings) return [new TextColumn(new("id", "", "identifier in the source"), [.. territory.Buildings.Select(b => b.Id)])];
        if (table == TableName.Roads) return [new TextColumn(new("id", "", "identifier in the source"), [.. territory.Roads.Select(r => r.Id)])];
        Grid grid = CellsOver(territory);
        return
        [
            new NumberColumn(new("x", "m", "easting of the middle of the cell"), [.. Enumerable.Range(0, elements).Select(k => grid.West + (k % grid.Columns + 0.5) * grid.CellSize)]),
            new NumberColumn(new("y", "m", "northing of the middle of the cell"), [.. Enumerable.Range(0, elements).Select(k => grid.South + (k / grid.Columns + 0.5) * grid.CellSize)]),
        ];

        NumberColumn Whole(string name, string unit, string meaning, Func<int, double> of) => new(new(name, unit, meaning), [.. Enumerable.Range(0, elements).Select(of)]) { IsWhole = true };
    }

    private static Column Stacked(Column first, IReadOnlyList<Column> all) => first switch
    {
        TextColumn text => text with { Values = [.. all.SelectMany(c => ((TextColumn)c).Values)] },
        NumberColumn number => number with { Values = [.. all.SelectMany(c => ((NumberColumn)c).Values)] },
        _ => throw new ArgumentException($"a column of {first.GetType().Name}", nameof(first)),
    };

    private static Quantity QuantityOf(Kept kept) => kept.Table == StudyOutputs.Cells ? ResultCatalogue.Grids.First(c => c.Name == kept.Column).Quantity
        : ResultCatalogue.Tables.First(t => t.Name == kept.Table).Columns.First(c => c.Name == kept.Column).Quantity;

    /// <summary>One column of results.</summary>
    private sealed class Kept(string table, string column, double[] thresholds, int scenarios)
    {
        private readonly ElementStatistics?[] _differences = new ElementStatistics?[scenarios];

        public string Table => table;
        public string Column => column;
        public ElementStatistics?[] Of { get; } = new ElementStatistics?[scenarios];
        public int Elements => Of.FirstOrDefault(s => s != null)?.Elements ?? 0;

        public void Add(int scenario, float[] values) => (Of[scenario] ??= new(values.Length, [.. thresholds.Select(t => (float)t)])).Add(values);

        public void AddDifference(int scenario, float[] values, float[] before)
        {
            float[] difference = new float[values.Length];
            for (int e = 0; e < difference.Length; e++) difference[e] = values[e] - before[e];
            (_differences[scenario] ??= new(values.Length, [0, -float.Epsilon])).Add(difference);
        }

        public IEnumerable<Column> Columns(Quantity quantity, int scenario)
        {
            yield return Each(Of, "mean", "mean over the runs", static (s, e) => s.Mean(e));
            yield return Each(Of, "deviation", "standard deviation over the runs", static (s, e) => Math.Sqrt(s.Variance(e)), QuantityKind.Fact);
            foreach (int percent in new[] { 5, 50, 95 }) yield return Each(Of, StudyTables.QuantileName(percent), $"{StudyTables.QuantileMeaning(percent)} over the runs", (s, e) => s.Quantile(e, percent / 100.0));
            for (int t = 0; t < thresholds.Length; t++)
            {
                int threshold = t;
                yield return Each(Of, string.Create(CultureInfo.InvariantCulture, $"above_{thresholds[t]}").Replace('.', '_').Replace("-", "minus_", StringComparison.Ordinal), string.Create(CultureInfo.InvariantCulture, $"share of the runs above {thresholds[t]}"), (s, e) => s.Passing(e, threshold), QuantityKind.Chance);
            }
            if (scenarios == 1) yield break;
            yield return Each(_differences, "difference_mean", "mean difference to the first scenario", static (s, e) => s.Mean(e), QuantityKind.Change);
            foreach (int percent in new[] { 5, 95 }) yield return Each(_differences, $"difference_{StudyTables.QuantileName(percent)}", $"{StudyTables.QuantileMeaning(percent)} of the differences", (s, e) => s.Quantile(e, percent / 100.0), QuantityKind.Change);
            yield return Each(_differences, "rises", "share of pairs of runs in which it is above the first scenario", static (s, e) => s.Passing(e, 0), QuantityKind.Chance);
            yield return Each(_differences, "falls", "share of pairs of runs in which it is below the first scenario", static (s, e) => 1 - s.Passing(e, 1), QuantityKind.Chance);

            NumberColumn Each(ElementStatistics?[] of, string name, string meaning, Func<ElementStatistics, int, double> value, QuantityKind? kind = null) => new(
                new($"{quantity.Name}_{name}", kind == QuantityKind.Chance ? "1" : quantity.Unit, $"{quantity.Meaning}: {meaning}", kind ?? quantity.Kind),
                [.. Enumerable.Range(0, Elements).Select(e => of[scenario] is { } s ? value(s, e) : double.NaN)]);
        }
    }
}
