using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Every value of a scenario in a fixed order and form.</summary>
internal static class CanonicalText
{
    /// <summary>One line a value, <c>key = value</c>, without the names that only people read and without the chain of files.</summary>
    public static string Of(ScenarioFile file)
    {
        StringBuilder text = new();
        Write(text, "", file with { Name = null, Question = null, Extends = null, Adjustable = null });
        return text.ToString();
    }

    private static void Write(StringBuilder text, string path, object record)
    {
        foreach (YamlKey key in YamlKey.Of(record.GetType()))
            Write(text, path.Length == 0 ? key.Name : $"{path}.{key.Name}", key, key.Property.GetValue(record));
    }

    private static void Write(StringBuilder text, string path, YamlKey key, object? value)
    {
        if (value == null) return;
        if (value is IList list)
            for (int n = 0; n < list.Count; n++) Write(text, $"{path}[{n}]", key, list[n]);
        else if (YamlKey.IsRecord(value.GetType())) Write(text, path, value);
        else text.Append(CultureInfo.InvariantCulture, $"{path} = {Show(value)}\n");
    }

    private static string Show(object value) => value switch
    {
        Quantity { IsRange: true } q => string.Create(CultureInfo.InvariantCulture, $"{q.Low:R} .. {q.High:R}"),
        Quantity q => q.Low.ToString("R", CultureInfo.InvariantCulture),
        RelativePath p => p.Written,
        YearsText y => YearsText.Show(y.Span),
        ClimateZone z => z.Name,
        bool b => b ? "true" : "false",
        Enum e => JsonNamingPolicy.KebabCaseLower.ConvertName(e.ToString()),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value.ToString()),
    };
}
