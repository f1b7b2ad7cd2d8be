using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Tests.Formats;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Results;

/// <summary>Tables of results are read from Parquet where it surely says what the CSV file says, and from the CSV file in any doubt.</summary>
[Collection(nameof(TinyTown))]
public sealed class BinaryTablesTests(TinyTown town) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Tables => ["years", "buildings", "series"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Tables))]
    public void Both_files_give_the_same_table(string table)
    {
        Copy(table);
        Assert.NotNull(TableFiles.Read(_folder["."], table));
        Table binary = Read(table);
        File.Delete(_folder[table + ".parquet"]);
        Assert.Null(TableFiles.Read(_folder["."], table));
        RequireSame(Read(table), binary);
    }

    [Fact]
    public void A_value_that_was_edited_in_the_CSV_file_is_shown_however_old_the_file_says_it_is()
    {
        Copy("series");
        string csv = _folder["series.csv"];
        string[] lines = File.ReadAllLines(csv), cells = lines[5].Split(',');
        int column = Array.IndexOf(lines[0].Split(','), "electricity");
        cells[column] = "12345";
        lines[5] = string.Join(',', cells);
        File.WriteAllText(csv, string.Join('\n', lines) + "\n");
        File.SetLastWriteTimeUtc(csv, File.GetLastWriteTimeUtc(_folder["series.parquet"]).AddDays(-1));
        Assert.Equal(12345, Read("series").Numbers("electricity")[4]);
    }

    [Fact]
    public void A_Parquet_file_with_other_values_is_not_believed_whatever_it_tells()
    {
        Copy("buildings");
        Table before = Read("buildings");
        (Table table, IReadOnlyDictionary<string, string> told) = ParquetFile.Read(_folder["buildings.parquet"], "buildings");
        table.Numbers("bill")[0]++;
        ParquetFile.Write(_folder["buildings.parquet"], table, told);
        Assert.Null(TableFiles.Read(_folder["."], "buildings"));
        RequireSame(before, Read("buildings"));
    }

    [Fact]
    public void A_Parquet_file_of_an_earlier_program_is_left_aside()
    {
        Copy("buildings");
        Table before = Read("buildings");
        ParquetFile.Write(_folder["buildings.parquet"], before, new Dictionary<string, string> { ["columns"] = "[]" });
        Assert.Null(TableFiles.Read(_folder["."], "buildings"));
        RequireSame(before, Read("buildings"));
    }

    [Fact]
    public void A_damaged_Parquet_file_changes_no_value()
    {
        Copy("years");
        Table before = Read("years");
        byte[] whole = File.ReadAllBytes(_folder["years.parquet"]);
        Random random = new(3);
        for (int k = 0; k < 200; k++)
        {
            byte[] damaged = k % 4 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (k % 4 != 0) damaged[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_folder["years.parquet"], damaged);
            RequireSame(before, Read("years"));
        }
    }

    [Fact]
    public void What_the_record_does_not_declare_is_refused_by_the_words_for_the_CSV_file()
    {
        Copy("buildings");
        RunRecord record = town.RenovatedRecord with { Columns = [.. town.RenovatedRecord.Columns.Where(c => c.Name != "bill")] };
        Assert.Contains("buildings.csv: the column `bill` is not in run.json", Assert.Throws<InputException>(() => ResultReader.Table(_folder["."], record, "buildings")).Message, StringComparison.Ordinal);
    }

    private Table Read(string table) => ResultReader.Table(_folder["."], town.RenovatedRecord, table);

    private void Copy(string table)
    {
        foreach (string ending in new[] { ".csv", ".parquet" }) File.Copy(Path.Combine(town["renovated"], table + ending), _folder[table + ending]);
    }

    private static void RequireSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Columns.Select(c => (c.Quantity, c.GetType())), actual.Columns.Select(c => (c.Quantity, c.GetType())));
        foreach ((Column first, Column second) in expected.Columns.Zip(actual.Columns))
            if (first is TextColumn text)
            {
                Assert.Equal(text.Values, ((TextColumn)second).Values);
                Assert.Equal((text.IsOrdered, string.Join(' ', text.Classes)), (((TextColumn)second).IsOrdered, string.Join(' ', ((TextColumn)second).Classes)));
            }
            else
            {
                Assert.Equal(((NumberColumn)first).Values, ((NumberColumn)second).Values);
                Assert.Equal(((NumberColumn)first).IsWhole, ((NumberColumn)second).IsWhole);
            }
    }
}
