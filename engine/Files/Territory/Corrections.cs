using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>What people know better than the source: values of buildings by their id, in a file beside the layers of a territory. docs/territory.md.</summary>
internal sealed class Corrections
{
    private static readonly string[] Texts = ["use", "roof", "heating", "hot_water", "district", "owner"];
    private readonly Dictionary<string, Correction> _byId = new(StringComparer.Ordinal);

    private string? _note;

    /// <summary>Reads the file of a folder; null where there is none, or nothing in it can be used.</summary>
    /// <param name="folder">Of the territory.</param> <param name="attributes">Of a building, each with provenance.</param> <param name="faults">Collects what is wrong.</param>
    public static Corrections? Read(string folder, IReadOnlyList<string> attributes, List<string> faults)
    {
        string path = Path.Combine(folder, TerritoryFolder.CorrectionsFile);
        if (!File.Exists(path)) return null;
        try
        {
            Corrections read = new();
            CsvTable table = Csv.Read(path);
            read.Add(table, [.. attributes, "district"], faults);
            read._note = table.Note;
            return read;
        }
        catch (InputException e)
        {
            faults.AddRange(e.Faults);
            return null;
        }
    }

    /// <summary>That of a building; null where it has none.</summary>
    public Correction? Of(Feature row) => row.Attributes.GetValueOrDefault("id") is string id ? _byId.GetValueOrDefault(id) : null;

    /// <summary>Adds the ids that no building has.</summary>
    public void RequireKnown(IEnumerable<Feature> buildings, List<string> faults)
    {
        HashSet<string> ids = [.. buildings.Select(static b => b.Attributes.GetValueOrDefault("id")).OfType<string>()];
        foreach ((string id, Correction correction) in _byId.Where(c => !ids.Contains(c.Key)))
            faults.Add($"{correction.Place}, column id: `{id}` is not the id of a building.{(Spelling.Nearest(id, ids) is { } near ? $" Did you mean `{near}`?" : " Correct it, or remove the line.")}");
    }

    /// <summary>Adds inhabitants that are others than the people of the households of a building, by whom a run goes; tells in the origin what was corrected.</summary>
    public Territory In(Territory territory, List<string> faults)
    {
        Dictionary<int, int> persons = territory.Households.GroupBy(static h => h.Building).ToDictionary(static g => g.Key, static g => g.Sum(static h => h.Persons));
        for (int b = 0; b < territory.Buildings.Count; b++)
            if (_byId.GetValueOrDefault(territory.Buildings[b].Id) is { } correction && correction.Values.ContainsKey("inhabitants") && persons.TryGetValue(b, out int people) && territory.Buildings[b].Inhabitants != people)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{correction.Place}, column inhabitants: found {territory.Buildings[b].Inhabitants.Value:0.##}; the households of `{territory.Buildings[b].Id}` count {people} people, and a run goes by them. Correct the layer households, and leave this cell empty."));
        TerritoryIssue told = new(
            "corrected", "buildings", _byId.Count, $"values of {TerritoryFolder.CorrectionsFile} stand in the place of the source's, as measured with a confidence of {ProvenanceText.ByHand.ToString(CultureInfo.InvariantCulture)}", [.. _byId.Keys.Take(5)]);
        return _byId.Count == 0 ? territory : territory with { Origin = territory.Origin with { Issues = [.. territory.Origin.Issues, told, .. _note == null ? [] : new TerritoryIssue[] { new("file-note", TerritoryFolder.CorrectionsFile, 1, _note, []) }] } };
    }

    private void Add(CsvTable table, IReadOnlyList<string> attributes, List<string> faults)
    {
        string[] columns = ["id", .. attributes];
        string first = $"{table.Path}({1})";
        foreach (string unknown in table.Columns.Where(c => !columns.Contains(c)))
            faults.Add($"{first}: `{unknown}` is not an attribute of a building; expected `id` and some of {string.Join(", ", attributes)}.{(Spelling.Nearest(unknown, columns) is { } near ? $" Did you mean `{near}`?" : " Remove the column.")}");
        foreach (string twice in table.Columns.GroupBy(static c => c).Where(static g => g.Count() > 1).Select(static g => g.Key)) faults.Add($"{first}: the column `{twice}` stands twice; expected each once. Remove one.");
        int id = table.Columns.ToList().IndexOf("id");
        if (id < 0) faults.Add($"{first}: found no column `id`; expected the ids of buildings in it. Add it.");
        for (int row = 0; row < table.Rows.Count && id >= 0; row++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{table.Path}({table.Lines[row]})"), building = table.Rows[row][id].Trim();
            Dictionary<string, object> values = new(StringComparer.Ordinal);
            for (int c = 0; c < table.Columns.Count; c++)
                if (c != id && columns.Contains(table.Columns[c]) && table.Rows[row][c].Trim() is { Length: > 0 } cell) values[table.Columns[c]] = ValueOf(table.Columns[c], cell);
            if (building.Length == 0) faults.Add($"{place}, column id: found nothing; expected the id of a building. Fill it in, or remove the line.");
            else if (!_byId.TryAdd(building, new(place, values))) faults.Add($"{place}, column id: `{building}` stands twice, first at {_byId[building].Place}; expected each id once. Put its values into one line.");
        }
    }

    private static object ValueOf(string column, string cell) => Texts.Contains(column) ? cell
        : long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : cell;
}

/// <summary>Values of one building.</summary>
/// <param name="Place">File and line.</param> <param name="Values">By attribute.</param>
internal sealed record Correction(string Place, IReadOnlyDictionary<string, object> Values)
{
    /// <summary>The row of a building with these values, which count as set by hand.</summary>
    public Feature Over(Feature row)
    {
        Dictionary<string, object?> all = new(row.Attributes, StringComparer.Ordinal);
        foreach ((string attribute, object value) in Values) all[attribute] = value;
        if (all.GetValueOrDefault("provenance") is string text)
            all["provenance"] = string.Join(',', text.Split(',').Where(e => !Values.ContainsKey(e.Trim().Split(' ')[0])));
        return row with { Attributes = all };
    }
}
