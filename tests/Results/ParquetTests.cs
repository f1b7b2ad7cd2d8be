using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Tests.Formats;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Results;

/// <summary>The Parquet files of results, as DuckDB reads them, against the CSV files beside them.</summary>
[Collection(nameof(TinyTown))]
public sealed class ParquetTests(TinyTown town) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Tables => ["years", "buildings", "series"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Tables))]
    public void Every_value_is_that_of_the_CSV_and_null_where_its_cell_is_empty(string table) => RequireSame(Path.Combine(town["renovated"], table));

    [Fact]
    public void A_comparison_has_the_values_of_its_CSV()
    {
        TableFiles.Write(_folder["."], new Comparison([town.BaselineRecord, town.RenovatedRecord]).ToTable(Words.English));
        RequireSame(_folder["comparison"]);
    }

    [Theory, MemberData(nameof(Tables))]
    public void Columns_have_the_declared_types_units_and_meanings(string table)
    {
        string path = Quoted(Path.Combine(town["renovated"], table + ".parquet"));
        ColumnRecord[] declared = [.. town.RenovatedRecord.Columns.Where(c => c.Table == table)];
        Assert.Equal(
            declared.Select(c => (c.Name, c.Unit is null ? "VARCHAR" : c.Whole ? "BIGINT" : "DOUBLE")),
            Rows($"describe select * from {path}").Select(r => ((string)r[0]!, (string)r[1]!)));
        string told = (string)Assert.Single(Rows($"select decode(value) from parquet_kv_metadata({path}) where decode(key) = 'columns'"))[0]!;
        Assert.Equal(JsonSerializer.Serialize(declared, RunRecord.Options), JsonSerializer.Serialize(JsonSerializer.Deserialize<ColumnRecord[]>(told, RunRecord.Options), RunRecord.Options));
        if (table == "years") Assert.Contains(declared, c => c is { Name: "year", Whole: true });
    }

    [Fact]
    public void Least_and_greatest_values_are_declared_and_filters_that_use_them_agree_with_the_values()
    {
        string path = Path.Combine(town["renovated"], "buildings.parquet");
        double[] bills = [.. Numbers(path, "bill")];
        object?[] declared = Assert.Single(Rows($"select stats_min_value, stats_max_value, stats_null_count from parquet_metadata({Quoted(path)}) where path_in_schema = 'bill'"));
        Assert.Equal(bills.Min(), double.Parse((string)declared[0]!, CultureInfo.InvariantCulture));
        Assert.Equal(bills.Max(), double.Parse((string)declared[1]!, CultureInfo.InvariantCulture));
        Assert.Equal(0L, declared[2]);
        foreach (double limit in new[] { bills.Min() - 1, bills.Min(), bills.Average(), bills.Max(), bills.Max() + 1 })
            Assert.Equal((long)bills.Count(v => v > limit), Assert.Single(Rows($"select count(*) from {Quoted(path)} where bill > {limit.ToString("R", CultureInfo.InvariantCulture)}"))[0]);
    }

    [Fact]
    public void Texts_zeros_and_gaps_of_all_kinds_come_back()
    {
        Table table = new("t",
        [
            new TextColumn(new("name, or so", "", ""), ["plain", "with \"quotes\"", "two\nlines", "élan", "", "z", "\U0001D11E", "\uFF5E"]),
            new NumberColumn(new("value", "kWh", ""), [0.1, -0.0, 1e-300, double.NaN, 123456789.123456789, double.MinValue, 2, 2]),
            new NumberColumn(new("count", "1", ""), [0, -1, double.NaN, 9007199254740992, 3, 3, 3, 3]) { IsWhole = true },
            new TextColumn(new("nothing", "", ""), ["", "", "", "", "", "", "", ""]),
            new NumberColumn(new("no_number", "1", ""), [.. Enumerable.Repeat(double.NaN, 8)]),
        ]);
        TableFiles.Write(_folder["."], table);
        RequireSame(_folder["t"]);
        Assert.Equal(["t.csv", "t.parquet"], _folder.Files);
        string path = Quoted(_folder["t.parquet"]);
        foreach (string name in table.Texts("name, or so").Where(n => n.Length > 0))
            Assert.Equal(1L, Assert.Single(Rows($"select count(*) from {path} where \"name, or so\" = {Quoted(name)}"))[0]);
        Assert.Equal("0.0", Assert.Single(Rows($"select cast(value as varchar) from {path} where value = 0"))[0]);
        Assert.Null(Assert.Single(Rows($"select min(no_number) from {path}"))[0]);
        Assert.Equal(8L, Assert.Single(Rows($"select count(*) from {path} where nothing is null and no_number is null"))[0]);
    }

    [Fact]
    public void A_table_without_rows_has_its_columns()
    {
        TableFiles.Write(_folder["."], ResultCatalogue.Comparison);
        Assert.Empty(Rows($"select * from {Quoted(_folder["comparison.parquet"])}"));
        Assert.Equal(ResultCatalogue.Comparison.Columns.Select(c => c.Name), Rows($"describe select * from {Quoted(_folder["comparison.parquet"])}").Select(r => (string)r[0]!));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1e300)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_whole_is_refused_where_whole_ones_are_declared(double value)
    {
        Table table = new("t", [new NumberColumn(new("floors", "1", "storeys"), [1, value]) { IsWhole = true }]);
        Assert.Contains("`floors` is declared whole", Assert.Throws<ArgumentException>(() => ParquetFile.Write(_folder["t.parquet"], table, new Dictionary<string, string>())).Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Columns_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => TableFiles.Write(_folder["."], new Table("t", [new NumberColumn(new("a", "1", ""), [1]), new NumberColumn(new("b", "1", ""), [])])));

    [Fact]
    public void The_questions_of_the_page_are_answered()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "results.md"));
        string[] questions = Regex.Match(page, "(?s)```sql\n(?<sql>.*?)\n```").Groups["sql"].Value.Split('\n');
        Assert.Equal(2, questions.Length);
        Assert.All(questions, sql => Assert.NotEmpty(Rows(sql.Replace("out/demo/both", town["renovated"], StringComparison.Ordinal).Replace("out/demo", town["."], StringComparison.Ordinal))));
    }

    private static void RequireSame(string table)
    {
        CsvTable csv = Csv.Read(table + ".csv");
        IReadOnlyList<object?[]> rows = Rows($"select * from {Quoted(table + ".parquet")}");
        Assert.Equal(csv.Columns, Rows($"describe select * from {Quoted(table + ".parquet")}").Select(r => (string)r[0]!));
        Assert.Equal(csv.Rows.Count, rows.Count);
        for (int row = 0; row < rows.Count; row++)
            Assert.Equal(csv.Rows[row], rows[row].Select(Cell));
    }

    // As a cell of a CSV file; a NaN would be told apart from a null.
    private static string Cell(object? value) => value switch
    {
        null => "",
        IFormattable number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static IEnumerable<double> Numbers(string path, string column) => Rows($"select {column} from {Quoted(path)}").Select(r => (double)r[0]!);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static IReadOnlyList<object?[]> Rows(string sql)
    {
        using DuckDBConnection db = new("DataSource=:memory:");
        db.Open();
        using DuckDBCommand command = db.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(k => reader.IsDBNull(k) ? null : reader.GetValue(k))]);
        return rows;
    }
}
