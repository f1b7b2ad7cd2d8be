using System.Globalization;

namespace TerritoryTwin.Files.Territories;

/// <summary>What the numbers of a column count since the beginning of 1970.</summary>
internal enum Epoch
{
    /// <summary>They count nothing: they are dates in digits.</summary>
    None,
    /// <summary>Seconds.</summary>
    Seconds,
    /// <summary>Milliseconds.</summary>
    Milliseconds,
}

/// <summary>Years in texts and numbers.</summary>
internal static class YearText
{
    /// <summary>The last second that a year of construction may lie in, 2040; milliseconds of dates more than a month from 1970 are more.</summary>
    private const double LastSecond = 2_240_524_800;

    private static readonly string[] InDigits = ["yyyyMMddHH", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>What a column counts: numbers of nine digits and more that are no date in digits are seconds, or milliseconds where one lies beyond 2040 as seconds.</summary>
    public static Epoch EpochOf(IEnumerable<string> values)
    {
        double[] counts = [.. values.Where(static v => Digits(v) > 8 && !IsDate(v)).Select(Count)];
        return counts.Length == 0 ? Epoch.None : counts.Any(static c => Math.Abs(c) > LastSecond) ? Epoch.Milliseconds : Epoch.Seconds;
    }

    /// <summary>The year of a date; of a text the first four digits in a row. NaN when there is none.</summary>
    public static double YearIn(string text, Epoch epoch)
    {
        int length = Digits(text);
        if (epoch != Epoch.None && length > 4)
            return Count(text) * (epoch == Epoch.Seconds ? 1000 : 1) is >= -62_135_596_800_000 and <= 253_402_300_799_999 and var since ? DateTimeOffset.FromUnixTimeMilliseconds((long)since).Year : double.NaN;
        if (length is 5 or 7 || length > 8 && !IsDate(text)) return double.NaN;      // days since some day, or nothing that is known
        for (int n = 0, digits = 0; n < text.Length; n++)
        {
            digits = char.IsAsciiDigit(text[n]) ? digits + 1 : 0;
            if (digits == 4) return double.Parse(text.AsSpan(n - 3, 4), CultureInfo.InvariantCulture);
        }
        return double.NaN;
    }

    /// <summary>How many digits a whole number has; 0 when the text is none.</summary>
    private static int Digits(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.EndsWith(".0")) digits = digits[..^2];
        return digits.ContainsAnyExceptInRange('0', '9') ? 0 : digits.Length;
    }

    private static double Count(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsDate(string text) => DateTime.TryParseExact(text, InDigits, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
