using System.Text;

namespace TerritoryTwin.Files.Weather;

/// <summary>Comma-separated fields, some of them quoted.</summary>
internal static class EpwText
{
    /// <summary>The fields of a line without quotes and outer blanks.</summary>
    public static List<string> Fields(string line)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(c);
        }
        fields.Add(field.ToString().Trim());
        return fields;
    }

    /// <summary>The beginning of a text, fit to be shown in a message.</summary>
    public static string Shown(string text)
    {
        string start = text.Length > 40 ? text[..40] + "…" : text;
        return string.Create(start.Length, start, static (shown, from) =>
        {
            for (int i = 0; i < shown.Length; i++) shown[i] = char.IsControl(from[i]) ? '·' : from[i];
        });
    }
}
