using System.Globalization;
using DuckDB.NET.Data;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Tests.Studies;

/// <summary>What is gathered, against the runs themselves as DuckDB reads and counts them.</summary>
[Collection(nameof(TinyStudy))]
public sealed class StudyTablesTests(TinyStudy study)
{
    [Fact]
    public void Every_run_has_its_row_of_parameters_and_figures()
    {
        IReadOnlyList<object?[]> rows = Sql("select variant, scenario, point, seed, weather_seed, electricity_price, share, panels, rebound, fault, bill from 'variants.parquet' order by variant");
        Assert.Equal(24, rows.Count);
        for (int k = 0; k < rows.Count; k++)
        {
            StudyVariant variant = study.Study[k];
            Assert.Equal(new object?[] { (long)k + 1, k < 12 ? "As it is" : "Renovation", (long)(k % 6) + 1, 1L, k / 6 % 2 == 0 ? 3L : 4L }, rows[k][..5]);
            Assert.Equal(study.Study.NumbersOf(variant), rows[k][5..9].Select(v => (double)v!));
            Assert.Null(rows[k][9]);
            Assert.Equal(study.Folder.Read(k / 16).First(r => r.Index == k).Indicators.First(i => i.Name == "bill").Value, (double)rows[k][10]!);
        }
        Assert.All(rows, r => Assert.InRange((double)r[5]!, 0.15, 0.45));
        Assert.All(rows, r => Assert.InRange((double)r[6]!, 0.2, 0.8));
        Assert.Equal([0.3, 0.6, 0.9], rows.Select(r => (double)r[7]!).Distinct().Order());
        Assert.All(rows, r => Assert.InRange((double)r[8]!, 0.1, 0.3));         // a range of the scenario
        Assert.Equal(24L, Sql("select count(*) from 'effort.parquet' where seconds > 0 or energy = 0")[0][0]);
    }

    [Fact]
    public void Statistics_and_differences_are_those_that_DuckDB_counts()
    {
        foreach (object?[] row in Sql("""
            select v.scenario, s.mean, avg(v.bill), s.deviation, stddev_samp(v.bill), s.least, min(v.bill), s.greatest, max(v.bill), s.p25, quantile_disc(v.bill, 0.25), s.runs, count(*)
            from 'variants.parquet' v join 'statistics.parquet' s on s.scenario = v.scenario and s.indicator = 'bill' group by all
            """))
        {
            for (int k = 1; k < row.Length; k += 2) Assert.Equal(Convert.ToDouble(row[k + 1], CultureInfo.InvariantCulture), Convert.ToDouble(row[k], CultureInfo.InvariantCulture), 1e-9 * Convert.ToDouble(row[k], CultureInfo.InvariantCulture));
        }
        object?[] pairs = Assert.Single(Sql("""
            with d as (select b.bill - a.bill as d from 'variants.parquet' a join 'variants.parquet' b on a.point = b.point and a.weather_seed = b.weather_seed where a.scenario = 'As it is' and b.scenario = 'Renovation')
            select t.mean, avg(d), t.falls, avg(case when d < 0 then 1.0 else 0.0 end), t.median, quantile_disc(d, 0.5), t.pairs, count(*), t.verdict
            from d, 'differences.parquet' t where t.indicator = 'bill' group by all
            """));
        for (int k = 0; k < 8; k += 2) Assert.Equal(Convert.ToDouble(pairs[k + 1], CultureInfo.InvariantCulture), Convert.ToDouble(pairs[k], CultureInfo.InvariantCulture), 1e-6);
        Assert.Equal("falls", pairs[8]);
    }

    [Fact]
    public void Every_building_cell_and_hour_has_statistics_of_its_values()
    {
        IReadOnlyList<object?[]> buildings = Sql("select bill_mean, bill_deviation, bill_p05, bill_median, bill_p95, bill_above_2000, bill_difference_mean, bill_rises, scenario, id, bill_falls from 'buildings.parquet'");
        VariantResult[] all = [.. Enumerable.Range(0, study.Folder.Plan.Batches).SelectMany(study.Folder.Read)];
        int count = all[0].Values[0].Length;
        Assert.Equal(2 * count, buildings.Count);
        foreach (int building in new[] { 0, 7, count / 2, count - 1 })
        {
            for (int scenario = 0; scenario < 2; scenario++)
            {
                double[] values = [.. all.Skip(12 * scenario).Take(12).Select(r => (double)r.Values[0][building])], sorted = [.. values.Order()];
                object?[] row = buildings[scenario * count + building];
                Assert.Equal(values.Average(), (double)row[0]!, 1e-9 * (1 + Math.Abs(values.Average())));
                Assert.Equal(Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / 11), (double)row[1]!, 1e-6 * (1 + Math.Abs(values.Average())));
                Assert.Equal([sorted[0], sorted[5], sorted[11]], row[2..5].Select(v => (double)v!));
                Assert.Equal(values.Count(v => v > 2000) / 12.0, (double)row[5]!, 1e-12);
                if (scenario == 0) Assert.Null(row[6]);
                else
                {
                    double[] differences = [.. values.Select((v, k) => (double)((float)v - all[k].Values[0][building]))];
                    Assert.Equal(differences.Average(), (double)row[6]!, 1e-6 * (1 + Math.Abs(differences.Average())));
                    Assert.Equal(differences.Count(d => d > 0) / 12.0, (double)row[7]!, 1e-12);
                    Assert.Equal(differences.Count(d => d < 0) / 12.0, (double)row[10]!, 1e-12);
                }
            }
        }
        Assert.Equal(2 * 8760L, Sql("select count(*) from 'series.parquet'")[0][0]);
        object?[] cells = Sql("select sum(pv_mean), count(*), count(distinct x) * count(distinct y) from 'cells.parquet' where scenario = 'Renovation'")[0];
        Assert.Equal(all.Skip(12).Average(r => r.Values[2].Sum(v => (double)v)), Convert.ToDouble(cells[0], CultureInfo.InvariantCulture), 1);
        Assert.Equal(cells[1], cells[2]);
    }

    [Fact]
    public void What_decides_and_what_does_not_is_named()
    {
        object?[][] influence = [.. Sql("select parameter, influence, matters, measure from 'sensitivity.parquet' where scenario = 'Renovation' and against is null and indicator = 'bill'")];
        Assert.Equal(["chance", "electricity_price", "panels", "rebound", "share"], influence.Select(r => (string)r[0]!).Order(StringComparer.Ordinal));
        Assert.Equal("share_of_chance", influence.First(r => (string)r[0]! == "chance")[3]);
        Assert.Contains(study.Gathered.Findings, f => f.StartsWith("energy bills of all buildings of “Renovation” against it: lower in 100 % of the runs, by ", StringComparison.Ordinal));
        Assert.Contains("tornado-bill.svg", study.Gathered.Files);
        System.Xml.Linq.XDocument svg = System.Xml.Linq.XDocument.Load(Path.Combine(study.Folder.FullPath, "tornado-bill.svg"));
        Assert.Equal(4, svg.Descendants().Count(e => e.Name.LocalName == "rect") - 1);
        Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "text" && e.Value == "renovated homes");
    }

    private IReadOnlyList<object?[]> Sql(string sql)
    {
        using DuckDBConnection db = new("DataSource=:memory:");
        db.Open();
        using DuckDBCommand command = db.CreateCommand();
        command.CommandText = System.Text.RegularExpressions.Regex.Replace(sql, @"'(\w+\.parquet)'", m => $"'{Path.Combine(study.Folder.FullPath, m.Groups[1].Value)}'");
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(k => reader.IsDBNull(k) ? null : reader.GetValue(k))]);
        return rows;
    }
}
