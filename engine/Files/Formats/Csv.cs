using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads and writes comma-separated tables (RFC 4180, UTF-8, numbers with a point).</summary>
public static class Csv
{
    /// <summary>Writes a table: a line of names, then one line a row; a missing number is an empty cell. The same table gives the same bytes.</summary>
    /// <param name="path">Replaced when it exists; written aside, then renamed.</param>
    /// <param name="table">The table.</param>
    public static void Write(string path, Table table) => throw new InputException($"{path} {table}");

    /// <summary>Reads a table as text (also <c>.gz</c>); the separator is the comma, or the semicolon or tab when the first line has it and no comma.</summary>
    /// <exception cref="InputException">The file is missing, or a line has another number of cells than the first.</exception>
    public static CsvTable Read(string path) => throw new InputException(path);
}

/// <summary>A table as its file has it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Columns">Names, from the first line.</param>
/// <param name="Rows">The cells of each line.</param>
/// <param name="Lines">The line of the file on which each row begins, from 1, for messages.</param>
public sealed record CsvTable(string Path, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows, IReadOnlyList<int> Lines);
