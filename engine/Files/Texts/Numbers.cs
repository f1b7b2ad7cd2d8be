using System.Globalization;

namespace TerritoryTwin.Files.Texts;

/// <summary>The languages of the viewer and of reports.</summary>
public enum Language
{
    /// <summary>French of France.</summary>
    French,

    /// <summary>British English.</summary>
    English,
}

/// <summary>Numbers, units, times and money as people of one language write them. Formats by itself, so that pictures do not depend on the machine.</summary>
/// <param name="language">Whose habits.</param>
public sealed class Numbers(Language language)
{
    private const char NarrowSpace = '\u202F', FixedSpace = '\u00A0', Minus = '−';
    private const int MostDecimals = 9;

    private static readonly string[] FrenchMonths =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    private static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] FrenchDays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    private static readonly string[] EnglishDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] FrenchShort = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    private static readonly string[] EnglishShort = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private bool French => Language == Language.French;

    /// <summary>Whose habits.</summary>
    public Language Language { get; } = language;

    /// <summary>"20 000", "28,6" or "20,000", "28.6"; a dash for what is not a number.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="decimals">Digits after the decimal sign, 0 to 9.</param>
    public string Number(double value, int decimals = 0)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : $"{Minus}∞";
        string plain = Math.Abs(value).ToString("F" + Math.Clamp(decimals, 0, MostDecimals), CultureInfo.InvariantCulture);
        int point = plain.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? plain : plain[..point];
        string fraction = point < 0 ? "" : (French ? "," : ".") + plain[(point + 1)..];
        bool negative = value < 0 && plain.AsSpan().ContainsAnyInRange('1', '9');
        return (negative ? $"{Minus}" : "") + Grouped(whole) + fraction;
    }

    /// <summary>A number with about three digits that matter: "0,043", "2,86", "28,6", "286", "2 860".</summary>
    public string Brief(double value) => Number(value, Decimals(value));

    /// <summary>Digits after the decimal sign that leave about three that matter, none beyond 100.</summary>
    public static int Decimals(double value)
    {
        double size = Math.Abs(value);
        if (size is 0 or >= 99.95 || !double.IsFinite(size)) return 0;
        return Math.Clamp(2 - (int)Math.Floor(Math.Log10(size) + 1e-9), 1, MostDecimals);
    }

    /// <summary>A value with its unit as people write it: "28,6 °C", "1 284 kWh/m²/an".</summary>
    public string Value(double value, string unit, int? decimals = null) => Joined(Number(value, decimals ?? Decimals(value)), unit);

    /// <summary>As <see cref="Value"/>, with its sign: "+0,4 °C", "−12 %", "±0" for no change.</summary>
    public string Signed(double value, string unit, int? decimals = null)
    {
        string number = Number(value, decimals ?? Decimals(value));
        bool zero = !number.AsSpan().ContainsAnyInRange('1', '9');
        return Joined((double.IsNaN(value) || value < 0 && !zero ? "" : zero ? "±" : "+") + number, unit);
    }

    /// <summary>A share of one as percent: "12 %" or "12%".</summary>
    public string Percent(double share, int decimals = 0) => Joined(Number(share * 100, decimals), "%");

    /// <summary>The relative change from <paramref name="from"/> to <paramref name="to"/>: "−12 %"; a dash where nothing can be divided by.</summary>
    public string Change(double from, double to) => from == 0 || !double.IsFinite(to / from) ? "–" : Signed((to / from - 1) * 100, "%", Math.Abs(to / from - 1) < 0.0995 ? 1 : 0);

    /// <summary>Euros, in thousands, millions or billions where they are many: "1,2 M€" or "€1.2M".</summary>
    public string Money(double euros)
    {
        double size = Math.Abs(euros);
        (double scale, string letter) = size >= 0.9995e9 ? (1e9, French ? "Md" : "bn") : size >= 0.9995e6 ? (1e6, "M") : size >= 9_999.5 ? (1e3, "k") : (1, "");
        double scaled = euros / scale;
        string number = Number(scaled, scale == 1 ? 0 : Decimals(scaled));
        if (French) return $"{number}{FixedSpace}{letter}€";
        return number.StartsWith(Minus) ? $"{Minus}€{number[1..]}{letter}" : $"€{number}{letter}";
    }

    /// <summary>The time of day: "14 h 52" or "14:52".</summary>
    public string Clock(DateTime time) => French ? $"{time.Hour:00}{FixedSpace}h{FixedSpace}{time.Minute:00}" : $"{time.Hour:00}:{time.Minute:00}";

    /// <summary>A whole hour of the day: "14 h" or "14:00".</summary>
    public string Hour(int hour) => French ? $"{hour}{FixedSpace}h" : $"{hour:00}:00";

    /// <summary>"mercredi 17 juillet 2030" or "Wednesday 17 July 2030"; the first of a month is "1er" in French.</summary>
    public string Date(DateTime time) => $"{(French ? FrenchDays : EnglishDays)[(int)time.DayOfWeek]} {DayOfMonth(time)} {Month(time.Month)} {time.Year}";

    /// <summary>"17 juil." or "17 Jul".</summary>
    public string ShortDate(DateTime time) => $"{DayOfMonth(time)}{FixedSpace}{ShortMonth(time.Month)}";

    /// <summary>The name of a month, 1 to 12.</summary>
    public string Month(int month) => (French ? FrenchMonths : EnglishMonths)[month - 1];

    /// <summary>The short name of a month, 1 to 12.</summary>
    public string ShortMonth(int month) => (French ? FrenchShort : EnglishShort)[month - 1];

    /// <summary>A length on the ground: "250 m", "1,5 km".</summary>
    public string Length(double metres) => metres >= 1000 ? Value(metres / 1000, "km", metres % 1000 == 0 ? 0 : 1) : Value(metres, "m", metres < 10 && metres % 1 != 0 ? 1 : 0);

    private string DayOfMonth(DateTime time) => French && time.Day == 1 ? "1er" : time.Day.ToString(CultureInfo.InvariantCulture);

    private string Joined(string number, string unit)
    {
        string shown = Units.ForPeople(unit, Language);
        if (shown.Length == 0) return number;
        return shown == "%" && !French ? number + shown : number + FixedSpace + shown;
    }

    // Groups of three from 1 000 on, so that columns of numbers align.
    private string Grouped(string digits)
    {
        int groups = (digits.Length - 1) / 3;
        Span<char> text = stackalloc char[digits.Length + groups];
        int at = text.Length;
        for (int k = 0; k < digits.Length; k++)
        {
            if (k > 0 && k % 3 == 0) text[--at] = French ? NarrowSpace : ',';
            text[--at] = digits[^(k + 1)];
        }
        return new string(text);
    }
}
