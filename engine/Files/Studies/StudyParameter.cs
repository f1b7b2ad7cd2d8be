using System.Globalization;
using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>Something that varies in a study.</summary>
/// <param name="Key">Of the value in scenario files.</param>
/// <param name="Place">Where the study asks for it.</param>
/// <param name="Path">Of the value in scenario files.</param>
/// <param name="Column">In tables: lower case with underscores.</param>
/// <param name="Unit">In tables: the engine's; empty for words and plain numbers.</param>
/// <param name="Spread">How it is spread; of a list, over its indices.</param>
internal sealed record StudyParameter(YamlKey Key, Place Place, string Path, string Column, string Unit, Distribution Spread)
{
    /// <summary>Shown to people, by the language: <c>fr</c>, <c>en</c>.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>How it is spread, in words.</summary>
    public required string Told { get; init; }

    /// <summary>The scenarios that hold it as a range, by their places in the study; null: it is named by the study, and varies in all that have it.</summary>
    public IReadOnlyList<int>? Ranged { get; init; }

    /// <summary>How many values a grid takes.</summary>
    public int Levels { get; init; }

    /// <summary>The values of a list, as the file writes them; empty for a distribution.</summary>
    public IReadOnlyList<YamlText> Values { get; init; } = [];

    /// <summary>Whether its values are numbers; else they are words.</summary>
    public bool IsNumber => Values.All(v => NumberOf(v.Value) is not null);

    /// <summary>The label in a language; the column where it has none.</summary>
    public string Label(string language) => Labels.GetValueOrDefault(language) ?? Labels.GetValueOrDefault("en") ?? Column.Replace('_', ' ');

    /// <summary>As a scenario file would write the value at a place of the design.</summary>
    /// <param name="u">In [0, 1).</param>
    public YamlText At(double u)
    {
        double value = Spread.Quantile(u);
        return Values.Count > 0 ? Values[(int)value] : new YamlText(Written(value), Quoted: false, Place);
    }

    /// <summary>The number that a scenario reads there, in the engine's unit; null for words.</summary>
    public double? NumberAt(double u) => NumberOf(At(u).Value);

    private string Written(double value) => Key.Dimension is { } dimension ? UnitTable.Of(dimension).Show(value)
        : Key.Type == typeof(int) ? Math.Floor(value + 0.5).ToString(CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    private double? NumberOf(string text) => NumberOf(Key, text);

    /// <summary>The number that a text means to a key, in the engine's unit; null for words.</summary>
    public static double? NumberOf(YamlKey key, string text)
    {
        if (key.Dimension is { } dimension) return AmountText.Read(text, dimension, out Amount amount) == null && !amount.IsRange ? amount.Value : null;
        bool counts = key.Type == typeof(int) || key.Type == typeof(double) || key.Type == typeof(ulong);
        return counts && AmountText.Number(text, out double number) ? number : null;
    }
}
