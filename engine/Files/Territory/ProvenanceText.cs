using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>
/// The provenance of the values of an object as one text: <c>height M0.95, built T0.5</c>. The letter is the source (Measured, Derived,
/// Typical, Guessed), the number the confidence. An attribute that is not named was set by hand.
/// </summary>
internal static class ProvenanceText
{
    /// <summary>Confidence of a value that somebody typed into the file.</summary>
    public const float ByHand = 0.8f;

    private const string Letters = "MDTG";

    /// <summary>Adds one attribute.</summary>
    public static void Append<T>(StringBuilder text, string attribute, Known<T> value)
    {
        if (text.Length > 0) text.Append(", ");
        text.Append(attribute).Append(' ').Append(Letters[(int)value.Source]).Append(CultureInfo.InvariantCulture, $"{value.Confidence:R}");
    }

    /// <summary>Reads the text.</summary>
    /// <param name="text">As written by <see cref="Append"/>.</param>
    /// <param name="attributes">Those it may name.</param>
    /// <param name="into">Source and confidence, one an attribute.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Read(ReadOnlySpan<char> text, string[] attributes, (Source Source, float Confidence)[] into)
    {
        Array.Fill(into, (Source.Measured, ByHand));
        foreach (Range range in text.Split(','))
        {
            ReadOnlySpan<char> entry = text[range].Trim();
            if (entry.IsEmpty) continue;
            int space = entry.IndexOf(' ');
            if (space < 0 || space + 2 > entry.Length) return $"found `{entry}`; expected an attribute, a letter and a confidence, such as `height M0.95`";
            int attribute = IndexOf(attributes, entry[..space]);
            if (attribute < 0) return $"`{entry[..space]}` is not an attribute. {Spelling.Suggest(entry[..space].ToString(), attributes)}";
            int source = Letters.IndexOf(entry[space + 1]);
            bool number = float.TryParse(entry[(space + 2)..], NumberStyles.Float, CultureInfo.InvariantCulture, out float confidence);
            if (source < 0 || !number || !(confidence is >= 0 and <= 1))
                return $"found `{entry}`; expected a letter among M, D, T, G and a confidence from 0 to 1, such as `M0.95`";
            into[attribute] = ((Source)source, confidence);
        }
        return null;
    }

    private static int IndexOf(string[] attributes, ReadOnlySpan<char> name)
    {
        for (int n = 0; n < attributes.Length; n++)
            if (name.SequenceEqual(attributes[n])) return n;
        return -1;
    }
}
