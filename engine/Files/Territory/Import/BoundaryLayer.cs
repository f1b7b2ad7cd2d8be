using System.Globalization;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>The communes of a source whose limits are meant.</summary>
/// <param name="Sources">Their files, with them alone.</param>
internal sealed record BoundaryLayer(IReadOnlyList<SourceLayer> Sources)
{
    private const string All = "all";
    private const double Slack = 500;               // m: boxes of other systems are turned
    private const double DegreeOfLatitude = 110_000;
    private const int CommunesTold = 8;

    /// <summary>Finds them; null where the source knows no limit.</summary>
    /// <exception cref="InputException">None or several are meant.</exception>
    public static BoundaryLayer? Find(SourceLayers layers, ImportOptions options, ImportReport report)
    {
        IReadOnlyList<SourceLayer> sources = layers.Open("boundary");
        (SourceLayer Source, Feature Feature, string Code, string Name)[] communes =
            [.. sources.SelectMany(static s => s.Features.Select(f => (s, f, s.Attributes.Text(f, "code"), s.Attributes.Text(f, "name"))))];
        if (communes.Length == 0)
            return options.Commune == null ? null : throw new InputException($"--commune {options.Commune}: the source knows no limit; expected a file with communes, `layers.boundary` of the mapping. Add it, or leave `--commune` away.");
        if (options.Commune == null && communes.Select(static c => c.Code.Length > 0 ? c.Code : c.Name).Distinct(StringComparer.Ordinal).Count() > 1)
            throw new InputException($"{sources[0].File}: found {communes.Length} communes, {Some(communes)}; expected one. Say which by `--commune`, with its code or name; several with commas between, `{All}` for all of them.");
        HashSet<Feature> meant = options.Commune is null or All ? [.. communes.Select(static c => c.Feature)] : [.. options.Commune.Split(',').SelectMany(one => Named(one.Trim(), communes, sources[0].File))];
        RequireApart([.. communes.Where(c => meant.Contains(c.Feature))]);
        report.Note("limit", "boundary", options.Ring > 0 ? FormattableString.Invariant($"only what lies within counts; a ring of {options.Ring:0.#} m around it shades, carries traffic and is drawn") : "only what lies within is kept", Some([.. communes.Where(c => meant.Contains(c.Feature))]), 0);
        return new([.. sources.Select(s => s with { Features = [.. s.Features.Where(meant.Contains)] }).Where(static s => s.Features.Count > 0)]);
    }

    /// <summary>The box of limit and ring in another system.</summary>
    public Envelope BoxIn(Crs crs, double ring)
    {
        Reprojection into = new(crs);
        Envelope box = new();
        foreach (SourceLayer source in Sources)
            foreach (Feature feature in source.Features)
                if (feature.Geometry is { IsEmpty: false } shape) box.ExpandToInclude(into.Box(source.Crs, shape.EnvelopeInternal));
        double reach = ring + Slack;
        if (crs.IsGeographic) box.ExpandBy(reach / DegreeOfLatitude / Math.Cos(box.Centre.Y * Math.PI / 180), reach / DegreeOfLatitude);
        else box.ExpandBy(reach);
        return box;
    }

    private static IEnumerable<Feature> Named(string which, (SourceLayer Source, Feature Feature, string Code, string Name)[] communes, string file)
    {
        (SourceLayer Source, Feature Feature, string Code, string Name)[] found = [.. communes.Where(c => c.Code.Length > 0 && string.Equals(c.Code, which, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 0) found = [.. communes.Where(c => Plain(c.Name) == Plain(which))];
        if (which.Length == 0 || found.Length == 0)
            throw new InputException($"--commune {which}: not among the {communes.Length} communes of {file}. {Spelling.Suggest(which, communes.SelectMany(static c => new[] { c.Code, c.Name }).Where(static w => w.Length > 0))}");
        string[] codes = [.. found.Select(static c => c.Code).Where(static c => c.Length > 0).Distinct()];
        return codes.Length <= 1 ? found.Select(static c => c.Feature) : throw new InputException($"--commune {which}: found {codes.Length} of this name, {Some(found)}; expected one. Give its code.");
    }

    // Of one name, and without a code that tells them apart: parts of one commune, or communes that only share it, which nobody may unite.
    private static void RequireApart((SourceLayer Source, Feature Feature, string Code, string Name)[] meant)
    {
        string[] faults = [.. meant.Where(static c => c.Name.Length > 0 && c.Feature.Geometry is { IsEmpty: false }).GroupBy(static c => Plain(c.Name))
            .Where(static g => g.Any(static c => c.Code.Length == 0) && g.Any(c => !c.Feature.Geometry!.EqualsNormalized(g.First().Feature.Geometry)))
            .Select(static g => $"{g.First().Source.File}: found {g.Count()} communes `{g.First().Name}`, not all with a code, at {string.Join(", ", g.Take(CommunesTold).Select(static c => WhereIs(c.Source, c.Feature)))}; expected one, or a code of each. Name the column of the codes as `code:` under layers.boundary.columns of the mapping; where they are parts of one, merge them into one object, in QGIS with *Dissolve*.")];
        if (faults.Length > 0) throw new InputException(faults);
    }

    private static string WhereIs(SourceLayer source, Feature commune)
    {
        Coordinate middle = commune.Geometry!.EnvelopeInternal.Centre;
        (double longitude, double latitude) = source.Crs.Inverse(middle.X, middle.Y);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(latitude):0.000}° {(latitude < 0 ? 'S' : 'N')} {Math.Abs(longitude):0.000}° {(longitude < 0 ? 'W' : 'E')}");
    }

    // Without accents, case and hyphens, as people type names.
    private static string Plain(string name) => string.Concat(Spelling.Plain(name).Where(char.IsLetterOrDigit));

    private static string Some((SourceLayer Source, Feature Feature, string Code, string Name)[] communes)
    {
        string[] words = [.. communes.Select(static c => c.Code.Length > 0 && c.Name.Length > 0 ? $"{c.Name} ({c.Code})" : c.Name + c.Code).Distinct()];
        return string.Join(", ", words.Take(CommunesTold)) + (words.Length > CommunesTold ? string.Create(CultureInfo.InvariantCulture, $" and {words.Length - CommunesTold} more") : "");
    }
}
