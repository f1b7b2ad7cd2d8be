using System.Globalization;
using System.Xml.Linq;
using Microsoft.Data.Sqlite;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Results;

/// <summary>Tables for spreadsheets and QGIS: months, whole numbers, a style inside.</summary>
[Collection(nameof(TinyTown))]
public sealed class LayerStyleTests(TinyTown town)
{
    [Fact]
    public void Months_are_sums_of_their_hours_in_kWh_and_means_of_temperatures()
    {
        Table series = ResultReader.Table(town["baseline"], town.BaselineRecord, "series"), months = ResultReader.Table(town["baseline"], town.BaselineRecord, "months");
        Assert.Equal(Enumerable.Range(1, 12).Select(m => (double)m), months.Numbers("month"));
        Assert.Equal("kWh", months.Columns.First(c => c.Name == "electricity_bought").Unit);
        int[] days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        foreach (NumberColumn hours in series.Columns.OfType<NumberColumn>().Where(c => c.Name != "hour"))
        {
            Assert.Contains(hours.Unit, new[] { "kW", "degC" });
            int first = 0;
            for (int m = 0; m < 12; first += 24 * days[m++])
            {
                double sum = hours.Values.Skip(first).Take(24 * days[m]).Sum();
                Assert.Equal(hours.Unit == "kW" ? sum : sum / (24 * days[m]), months.Numbers(hours.Name)[m], 1e-9 * Math.Max(1, Math.Abs(sum)));
            }
        }
    }

    [Fact]
    public void A_GeoPackage_holds_whole_numbers_as_such_and_one_style_for_QGIS()
    {
        string path = Path.Combine(town["renovated"], "buildings.gpkg");
        using SqliteConnection db = new($"Data Source={path};Mode=ReadOnly;Pooling=False");
        db.Open();
        string Text(string sql)
        {
            using SqliteCommand command = db.CreateCommand();
            command.CommandText = sql;
            return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
        }
        foreach (string whole in new[] { "built", "floors", "dwellings", "renovation_year", "renovation_rank" })
        {
            Assert.Equal("INTEGER", Text($"select type from pragma_table_info('buildings') where name = '{whole}'"));
            Assert.Equal("0", Text($"select count(*) from buildings where typeof({whole}) not in ('integer', 'null')"));
        }
        Assert.Equal("REAL", Text("select type from pragma_table_info('buildings') where name = 'bill'"));
        Assert.Equal("buildings geom 1", Text("select f_table_name || ' ' || f_geometry_column || ' ' || useAsDefault from layer_styles"));
        XElement renderer = XDocument.Parse(Text("select styleQML from layer_styles")).Root!.Element("renderer-v2")!;
        Assert.Equal("CASE WHEN \"heated_area\" > 0 THEN \"heating_need\" / \"heated_area\" END", renderer.Attribute("attr")!.Value);
        (double Low, double High)[] ranges = [.. renderer.Element("ranges")!.Elements().Select(static r => ((double)r.Attribute("lower")!, (double)r.Attribute("upper")!))];
        Assert.Equal(renderer.Element("symbols")!.Elements().Count(), ranges.Length);
        Assert.All(ranges.Zip(ranges.Skip(1)), static p => Assert.Equal(p.First.High, p.Second.Low));
        Table buildings = ResultReader.Table(town["renovated"], town.RenovatedRecord, "buildings");
        double[] shown = [.. buildings.Numbers("heating_need").Zip(buildings.Numbers("heated_area"), static (n, a) => n / a).Where(double.IsFinite)];
        Assert.All(shown, v => Assert.InRange(v, ranges[0].Low, ranges[^1].High));
        Assert.Equal(buildings.Rows, VectorReader.Read(path).Features.Count);          // one layer to whoever reads it without naming one
    }
}
