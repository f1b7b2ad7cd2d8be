using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>The tables of docs/studies.md, made from the records that read study files and from the tables of a study.</summary>
internal static class StudyDocumentation
{
    /// <summary>Every key: what it wants, its default, what it means.</summary>
    public static string Keys()
    {
        StringBuilder text = new("| key | value | without it | meaning |\n| --- | --- | --- | --- |\n");
        ScenarioDocumentation.Rows(text, YamlKey.Of(typeof(StudyFile)), "");
        return text.ToString();
    }

    /// <summary>Columns of a table that every study has.</summary>
    public static string Columns(Table table)
    {
        StringBuilder text = new("| column | meaning |\n| --- | --- |\n");
        foreach (Column column in table.Columns) text.Append(CultureInfo.InvariantCulture, $"| `{column.Name}` | {column.Meaning} |\n");
        return text.ToString();
    }
}
