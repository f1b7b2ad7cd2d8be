using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Files.Reports;

/// <summary>Figures of runs as readers of one language write them.</summary>
internal sealed class FigureText(Words words)
{
    private const double Many = 1e6;

    private Numbers Numbers => words.Numbers;

    /// <summary>A value with its unit, as the readers write it.</summary>
    public string Text(double value, string unit)
    {
        if (double.IsNaN(value)) return words["report.none"];
        if (unit == "1") return Numbers.Percent(value, 1);
        if (unit == "min") return Numbers.Value(value, unit, 1);
        if (unit == "km" && Math.Abs(value) >= Many) return words.Format("report.million_km", Numbers.Brief(value / Many));
        if (unit.StartsWith("EUR", StringComparison.Ordinal)) return Numbers.Money(value) + PerUnit(unit);
        Scaling scaling = Units.Scale(Math.Abs(value), unit);
        return unit == "count" ? Numbers.Brief(value) : unit == "year" ? words.Format("report.years", Numbers.Brief(value)) : Numbers.Value(value / scaling.Factor, scaling.Unit);
    }

    /// <summary>A difference with its sign and unit; of shares, in points of percent.</summary>
    public string Signed(double difference, string unit)
    {
        if (double.IsNaN(difference)) return words["report.none"];
        if (unit == "1") return words.Format("indicator.points", Numbers.Signed(100 * difference, "", 1));
        string text = Text(Math.Abs(difference), unit == "degC" ? "K" : unit);
        return !text.AsSpan().ContainsAnyInRange('1', '9') ? "±" + text : (difference < 0 ? "−" : "+") + text;
    }

    /// <summary>The change of a figure in percent of the base; empty where that says nothing.</summary>
    public string Percent(ComparedIndicator indicator, int run) =>
        indicator.Unit is "1" or "degC" || !double.IsFinite(indicator.Share(run)) ? "" : Numbers.Change(indicator.Values[0], indicator.Values[run]);

    private string PerUnit(string unit) => unit["EUR".Length..] switch
    {
        "" => "",
        " year-1" => words["report.per_year"],
        " tCO2e-1" => "/tCO₂e",
        string other => " " + other.Trim(),
    };
}
