using System.Globalization;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Yaml;

/// <summary>A number with its unit, or a range of them; in the engine's unit (docs/scenario.md lists them).</summary>
/// <param name="Low">The least value; the value itself when it is no range.</param>
/// <param name="High">The greatest value.</param>
public readonly record struct Amount(double Low, double High)
{
    /// <summary>A value that is no range.</summary>
    public Amount(double value) : this(value, value) { }

    /// <summary>The middle, which a single run uses.</summary>
    public double Value => Low == High ? Low : (Low + High) / 2;

    /// <summary>Whether a range was given.</summary>
    public bool IsRange => Low != High;

    /// <summary>As a file would write it.</summary>
    internal string Show(Dimension dimension) => IsRange
        ? $"{UnitTable.Of(dimension).Show(Low)} .. {UnitTable.Of(dimension).Show(High)}"
        : UnitTable.Of(dimension).Show(Low);
}

/// <summary>Reads numbers with units, and says what is wrong with them.</summary>
internal static partial class AmountText
{
    /// <summary>Reads a value or a range.</summary>
    /// <returns>Null, or what is wrong, to follow the words "KEY wants a percentage such as `60 %`; ".</returns>
    public static string? Read(string text, Dimension dimension, out Amount quantity)
    {
        quantity = default;
        string[] ends = text.Split("..");
        if (ends.Length > 2) return $"`{text}` has more than two ends; a range is `{UnitTable.Of(dimension).Example} .. …`";
        string? fault = One(ends[0].Trim(), dimension, out double low);
        double high = low;
        if (ends.Length == 2)
        {
            string? second = One(ends[1].Trim(), dimension, out high);
            fault ??= second;
        }
        if (fault != null) return fault;
        if (low > high) return $"`{text}` begins above its end; write the lower end first";
        quantity = new(low, high);
        return null;
    }

    private static string? One(string text, Dimension dimension, out double value)
    {
        UnitTable table = UnitTable.Of(dimension);
        value = double.NaN;
        if (DecimalComma().IsMatch(text)) return $"`{text}` holds a comma; the decimal sign is a point (`{text.Replace(',', '.')}`) and thousands are parted by blanks";
        Match match = NumberAndUnit().Match(text);
        if (!match.Success) return $"`{text}` is not a number with a unit";
        string unit = match.Groups["unit"].Value;
        if (unit.Length == 0) return $"`{text}` has no unit (known: {table.Names})";
        if (table.Named(unit) is not { } known)
            return $"the unit of `{text}` is not one of {table.Names}{(Spelling.Nearest(unit, table.Units.Select(u => u.Name)) is { } near ? $"; did you mean `{near}`?" : "")}";
        return Number(match.Groups["number"].Value, out double number) ? Scaled(number, known, out value) : $"`{text}` is not a finite number";
    }

    private static string? Scaled(double number, Unit unit, out double value)
    {
        // 60 % is 60 / 100, not 60 × 0.01: division by a power of ten keeps 0.6 the nearest double.
        value = unit.Factor < 1 ? number / Math.Round(1 / unit.Factor) : number * unit.Factor;
        return double.IsFinite(value) ? null : "it is too large";
    }

    /// <summary>Reads a plain number; blanks may part thousands, the decimal sign is a point.</summary>
    public static bool Number(string text, out double number)
    {
        string digits = Blanks().Replace(text, "").Replace('−', '-');
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    [GeneratedRegex(@"^(?<number>[+\-−]?(\d{1,3}([ \u00A0\u202F]\d{3})+|\d+)(\.\d+)?([eE][+-]?\d{1,3})?)[ \u00A0\u202F]*(?<unit>[^\d\s].*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberAndUnit();

    [GeneratedRegex(@"^[+\-−]?\d+,\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"[ \u00A0\u202F]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Blanks();
}
