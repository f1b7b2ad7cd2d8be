using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>Drafts a mapping for a file: which layer it is, which columns and codes are known by their names, and what is not.</summary>
public static class MappingDraft
{
    private const int CodesTold = 40, SamplesTold = 3, LongestSample = 40;

    /// <summary>Names of columns, in lower case without what is no letter or digit, that hold an attribute; the likeliest first.</summary>
    private static readonly Dictionary<string, Dictionary<string, string[]>> Known = new()
    {
        ["buildings"] = new()
        {
            ["id"] = ["cleabs", "batimentconstructionid", "batimentid", "batimentc", "buildingid", "gmlid", "osmid", "identifiant", "rnbid", "id", "objectid", "fid"],
            ["use"] = ["usage1", "usageprincipal", "usageprincipalbdnbopen", "usageniveau1txt", "usage", "buildinguse", "function", "landuse", "use", "building", "type", "nature"],
            ["height"] = ["hauteur", "hauteurmean", "hauteurmoyenne", "height", "measuredheight", "buildingheight", "hmean", "gebhoehe", "altura"],
            ["ground"] = ["zminsol", "altitudeminimalesol", "altitudesolmean", "altitudesol", "altitudes", "groundlevel", "ground"],
            ["roof_altitude"] = ["zmintoit", "altitudeminimaletoit"],
            ["built"] = ["anneeconstruction", "datedapparition", "dateapp", "yearofconstruction", "constructionyear", "yearbuilt", "built", "year", "annee", "baujahr", "startdate"],
            ["floors"] = ["nbetages", "nombredetages", "nbniveau", "buildinglevels", "storeysaboveground", "storeys", "stories", "floors", "levels"],
            ["dwellings"] = ["nblogts", "nblog", "nombredelogements", "dwellings", "nbdwellings", "flats", "buildingflats", "homes"],
            ["heated_area"] = ["surfacechauffee", "heatedarea", "shab", "surfacehabitable", "energiebezugsflaeche"],
            ["heating"] = ["typeenergiechauffage", "energiechauffage", "heating", "heatingsystem", "typeenergieprincipalechauffage", "genh1"],
            ["inhabitants"] = ["habitants", "inhabitants", "residents", "population"], ["jobs"] = ["emplois", "jobs", "employees"],
            ["district"] = ["codeiris", "iris", "quartier", "district", "neighbourhood"],
            ["roof"] = ["roofshape", "formetoit", "rooftype"], ["light"] = ["constructionlegere", "leger"],
        },
        ["roads"] = new() { ["id"] = ["cleabs", "osmid", "roadid", "id", "fid"], ["class"] = ["highway", "class", "importance", "classe", "nature", "type"], ["name"] = ["nomcollaboratifgauche", "nom1g", "streetname", "name", "nom"], ["speed"] = ["vitessemoyennevl", "vitmoyvl", "maxspeed", "speed"], ["lanes"] = ["nombredevoies", "nbvoies", "lanes"] },
        ["population"] = new()
        {
            ["id"] = ["idcar200m", "idcar2010", "idinspire", "grdid", "id"], ["persons"] = ["ind", "persons", "population", "pop", "habitants", "totp2021", "totp2018"], ["households"] = ["men", "households", "menages"], ["poor_households"] = ["menpauv"],
            ["living_area"] = ["mensurf"], ["owners"] = ["menprop"], ["social_tenants"] = ["logsoc"], ["of_one_person"] = ["men1ind"], ["of_five_persons"] = ["men5ind"],
            ["built_before_1945"] = ["logav45"], ["built_1945_1969"] = ["log4570"], ["built_1970_1989"] = ["log7090"], ["built_since_1990"] = ["logap90"],
        },
        ["boundary"] = new() { ["code"] = ["inseecom", "codeinsee", "refinsee", "insee", "lau"], ["name"] = ["nomofficiel", "nom", "name", "libelle"], ["persons"] = ["population", "persons", "pop"] },
        ["vegetation"] = new() { ["id"] = ["cleabs", "osmid", "id", "fid"], ["nature"] = ["nature", "natural", "landuse", "type", "species"], ["height"] = ["hauteur", "height"] },
    };

    /// <summary>How words in codes begin, in lower case, and what they mean; short ones are whole words.</summary>
    private static readonly (string Attribute, string Word, string Means)[] Words =
    [
        .. Means("use", "dwelling", "résid", "resid", "house", "maison", "apart", "logement", "habitation", "dwelling", "wohn", "vivienda"), .. Means("use", "office", "bureau", "office", "administ", "mairie"), .. Means("use", "retail", "commerc", "retail", "shop", "magasin"),
        .. Means("use", "school", "enseign", "school", "école", "ecole", "education"), .. Means("use", "health", "sant", "hospital", "hôpital", "health"), .. Means("use", "leisure", "sport", "leisure", "culture", "loisir"), .. Means("use", "industry", "indust", "entrep", "factory"),
        .. Means("use", "agriculture", "agric", "farm", "serre"), .. Means("use", "worship", "relig", "church", "église", "eglise", "culte"), .. Means("use", "annex", "annexe", "garage", "shed", "abri"),
        .. Means("heating", "gas_boiler", "gaz", "gas"), .. Means("heating", "oil_boiler", "fioul", "oil"), .. Means("heating", "district_heat", "réseau", "reseau", "district"), .. Means("heating", "direct_electric", "électri", "electri"), .. Means("heating", "wood_boiler", "bois", "wood"),
        .. Means("roof", "flat", "flat", "plate", "plat", "terrasse"), .. Means("roof", "hipped", "hipped", "hip", "croupe"), .. Means("roof", "gabled", "gable", "pignon"),
        .. Means("light", "yes", "oui", "true", "yes", "1"), .. Means("light", "no", "non", "false", "no", "0"),
        .. Means("class", "motorway", "motorway", "autorout"), .. Means("class", "primary", "primary", "trunk"), .. Means("class", "secondary", "secondary"), .. Means("class", "tertiary", "tertiary"), .. Means("class", "residential", "residential", "living", "unclassified"),
        .. Means("class", "service", "service"), .. Means("class", "track", "track", "chemin"), .. Means("class", "path", "path", "foot", "cycleway", "sentier"),
    ];

    /// <summary>Drafts it.</summary>
    /// <param name="file">A file with shapes.</param> <param name="table">Of a GeoPackage with several layers; null where it has one.</param> <param name="layer">Which layer of a territory it is; null: told by its shapes and columns.</param>
    /// <returns>A mapping file with remarks; it can be read as it stands.</returns>
    /// <exception cref="InputException">The file cannot be read, or the layer is not one that is known.</exception>
    public static string Of(string file, string? table, string? layer)
    {
        VectorLayer source = VectorReader.Read(file, table);
        if (layer != null && !Known.ContainsKey(layer)) throw new InputException($"--as {layer}: expected one of {string.Join(", ", Known.Keys)}. Correct it.");
        string meant = layer ?? Guess(source);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Drafted from {Path.GetFileName(file)}: {source.Features.Count} objects. Read every line before you trust it; docs/import.md says what can stand here.\n");
        text.Append(CultureInfo.InvariantCulture, $"mapping: {Quoted(Path.GetFileNameWithoutExtension(file).ToLowerInvariant())}\nlayers:\n  {meant}:\n    file: {Quoted(Path.GetFileName(file))}\n");
        if (table != null) text.Append(CultureInfo.InvariantCulture, $"    layer: {Quoted(table)}\n");
        text.Append(source.Crs == null ? "    # crs: 2154      the file states no system: say which\n" : FormattableString.Invariant($"    # EPSG:{source.Crs.Epsg}, {source.Crs.Name}\n"));
        text.Append("    columns:\n");
        Dictionary<string, string> taken = [];
        foreach ((string attribute, string[] names) in Known[meant])
            if (Find(source.Columns, names, taken) is { } column && !(MappingTargets.Layers[meant][attribute].Kind == TargetKind.Number && IsOneForAll(source, column)))
            {
                taken.Add(column, attribute);
                Write(text, attribute, column, source, MappingTargets.Layers[meant][attribute]);
            }
        string[] lacking = [.. Known[meant].Keys.Where(a => !taken.ContainsValue(a))];
        if (taken.Count == 0) text.Append(CultureInfo.InvariantCulture, $"      {Known[meant].Keys.First()}: COLUMN      # no column is known by its name\n");
        if (lacking.Length > 0) text.Append(CultureInfo.InvariantCulture, $"    # no column found for: {string.Join(", ", lacking)}\n");
        string[] unused = [.. source.Columns.Where(c => !taken.ContainsKey(c))];
        if (unused.Length > 0) text.Append("    # columns that are not used:\n");
        foreach (string column in unused) text.Append(CultureInfo.InvariantCulture, $"    #   {OneLine(column)}: {Samples(source, column)}\n");
        return text.ToString();
    }

    private static (string, string, string)[] Means(string attribute, string means, params string[] words) => [.. words.Select(w => (attribute, w, means))];

    private static string Guess(VectorLayer source)
    {
        Geometry? shape = source.Features.Select(static f => f.Geometry).FirstOrDefault(static g => g is { IsEmpty: false });
        if (shape is LineString or MultiLineString) return "roads";
        return new[] { "buildings", "population", "boundary" }.MaxBy(l => Known[l].Count(a => a.Key != "id" && Find(source.Columns, a.Value, []) != null))!;
    }

    private static string? Find(IReadOnlyList<string> columns, string[] names, Dictionary<string, string> taken) =>
        names.Select(n => columns.FirstOrDefault(c => Plain(c) == n && !taken.ContainsKey(c))).FirstOrDefault(static c => c != null);

    // A number that is the same for many objects is of something around them, as the population of their commune.
    private static bool IsOneForAll(VectorLayer source, string column) => source.Features.Count > 10 && source.Features.Select(f => AttributeReader.Text(f.Attributes.GetValueOrDefault(column))).Distinct().Take(2).Count() == 1;

    private static string Plain(string name) => string.Concat(name.ToLowerInvariant().Where(char.IsLetterOrDigit));

    private static void Write(StringBuilder text, string attribute, string column, VectorLayer source, Target target)
    {
        string name = Quoted(column);
        (string Value, int Count)[] values = [.. source.Features.Select(f => AttributeReader.Text(f.Attributes.GetValueOrDefault(column))).Where(static v => v.Length > 0).GroupBy(static v => v, StringComparer.Ordinal).Select(static g => (g.Key, g.Count())).OrderByDescending(static v => v.Item2).ThenBy(static v => v.Key, StringComparer.Ordinal)];
        string filled = $"{values.Sum(static v => v.Count)} of {source.Features.Count} have a value";
        if (target.Kind == TargetKind.Text) text.Append(CultureInfo.InvariantCulture, $"      {attribute}: {name}      # {filled}\n");
        else if (target.Kind == TargetKind.Word)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {attribute}:      # {filled}\n        column: {name}\n        codes:\n");
            foreach ((string value, int count) in values.Take(CodesTold))
            {
                string means = Meaning(attribute, value, target);
                text.Append(CultureInfo.InvariantCulture, $"          {Quoted(value)}: {Quoted(means)}      # {count} times{(means == Code.Unknown ? "; not known: say what it means" : "")}\n");
            }
            if (values.Length > CodesTold) text.Append(CultureInfo.InvariantCulture, $"          # and {values.Length - CodesTold} more\n");
            if (values.Length == 0) text.Append(CultureInfo.InvariantCulture, $"          \"*\": {Code.Unknown}\n");
        }
        else
        {
            double[] numbers = [.. values.SelectMany(static v => double.TryParse(v.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? Enumerable.Repeat(n, v.Count) : []).Order()];
            string unit = Unit(numbers, target);
            string spread = numbers.Length == 0 ? "" : FormattableString.Invariant($"; {numbers[0]:0.##} to {numbers[^1]:0.##}, half below {numbers[numbers.Length / 2]:0.##}");
            text.Append(CultureInfo.InvariantCulture, $"      {attribute}: {{ column: {name}{(unit.Length > 0 ? $", unit: {unit}" : "")} }}      # {filled}{spread}{(unit.Length > 0 ? "; is that the unit?" : "")}\n");
        }
    }

    // The unit in which most values are plausible; the first where several are.
    private static string Unit(double[] numbers, Target target) => target.Units.Count == 0 || numbers.Length == 0 ? ""
        : target.Units.OrderByDescending(u => numbers.Count(n => n * u.Value >= target.Low && n * u.Value <= target.High)).First().Key;

    private static string Meaning(string attribute, string value, Target target)
    {
        if (target.Words.Contains(value)) return value;
        string[] words = Regex.Split(value.ToLowerInvariant(), @"[^\p{L}\p{N}]+");
        if (attribute == "use" && words.Any(static w => w is "non" or "not" or "no")) return Code.Unknown;
        return Words.FirstOrDefault(w => w.Attribute == attribute && words.Any(v => v.StartsWith(w.Word, StringComparison.Ordinal) && (w.Word.Length > 3 || v == w.Word))).Means ?? Code.Unknown;
    }

    private static string Samples(VectorLayer source, string column)
    {
        string[] some = [.. source.Features.Select(f => AttributeReader.Text(f.Attributes.GetValueOrDefault(column))).Where(static v => v.Length > 0).Distinct().Take(SamplesTold)];
        return some.Length == 0 ? "empty" : string.Join(", ", some.Select(static v => OneLine(v.Length > LongestSample ? v[..LongestSample] + "…" : v)));
    }

    private static string OneLine(string text) => Regex.Replace(text, @"\p{C}", " ");

    private static string Quoted(string text) => Regex.IsMatch(text, @"^[A-Za-z_][A-Za-z0-9_]*$") && text is not ("yes" or "no" or "true" or "false" or "null") ? text : $"\"{OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
