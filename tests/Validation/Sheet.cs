using System.Globalization;
using System.Text;

namespace TerritoryTwin.Tests.Validation;

/// <summary>A part of the validation page: a heading, what is compared, and tables whose rows are counted.</summary>
internal sealed class Sheet(string title, string about)
{
    private readonly StringBuilder _tables = new();

    public string Title { get; } = title;
    public int Agreeing { get; private set; }
    public int Apart { get; private set; }

    public string Text => $"\n## {Title}\n{about}\n{_tables}";

    public void Table(params ReadOnlySpan<string> columns)
    {
        _tables.Append('\n').Append("| ").AppendJoin(" | ", columns).Append(" |\n|");
        foreach (string _ in columns) _tables.Append(" --- |");
        _tables.Append('\n');
    }

    /// <summary>A row that says whether it agrees.</summary>
    public void Row(bool agrees, params ReadOnlySpan<string> cells)
    {
        if (agrees) Agreeing++;
        else Apart++;
        Plain([.. cells, agrees ? "yes" : "**no**"]);
    }

    /// <summary>A row that is shown and not judged.</summary>
    public void Plain(params ReadOnlySpan<string> cells) => _tables.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    public void Note(string sentence) => _tables.Append('\n').Append(sentence).Append('\n');

    /// <summary>Four digits, so that no machine writes another last one.</summary>
    public static string Show(double value) =>
        double.IsNaN(value) ? "–" : value == 0 ? "0" : Math.Abs(value) < 1e-9 ? "< 1e-9"
        : Math.Abs(value) >= 1000 ? Math.Round(value).ToString("0", CultureInfo.InvariantCulture)
        : Digits(value);

    /// <summary>Four digits, however small.</summary>
    public static string Digits(double value) => value.ToString("G4", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace('E', 'e');

    /// <summary>A share as signed percent.</summary>
    public static string Percent(double share) => Math.Abs(share) < 0.0005 ? "0 %" : share.ToString("+0.0 %;−0.0 %", CultureInfo.InvariantCulture);
}
