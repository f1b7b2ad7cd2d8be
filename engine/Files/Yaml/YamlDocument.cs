using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Yaml;

/// <summary>
/// A YAML file read strictly: one document, no anchors, aliases or tags, no key twice, bounded size and depth. It collects the faults that
/// its readers find, each with its place and the line quoted.
/// </summary>
public sealed class YamlDocument
{
    private readonly FaultLog _log;

    private YamlDocument(SourceText source, YamlNode root, FaultLog log) => (Name, Root, _log) = (source.Path, root, log);

    /// <summary>Shown in messages: the path.</summary>
    public string Name { get; }

    /// <summary>What the file holds.</summary>
    public YamlNode Root { get; }

    /// <summary>What was found so far, from the top of the file to its end.</summary>
    public IReadOnlyList<string> Faults => _log.Errors;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is absent, too large, not UTF-8 or not the YAML described above.</exception>
    public static YamlDocument Read(string path)
    {
        FaultLog log = new();
        YamlDocument? document = TryRead(path, log);
        log.ThrowIfAny();
        return document!;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="name">Shown in messages.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="InputException">It is not the YAML described above.</exception>
    public static YamlDocument Parse(string name, string text)
    {
        FaultLog log = new();
        YamlDocument? document = TryParse(new SourceText(name, text.TrimStart('\uFEFF')), log);
        log.ThrowIfAny();
        return document!;
    }

    /// <summary>Reads one file of several whose faults are told together; null when it cannot be understood at all.</summary>
    internal static YamlDocument? TryRead(string path, FaultLog log) => TextFile.Read(path, log) is { } source ? TryParse(source, log) : null;

    /// <summary>Reads one text of several whose faults are told together; null when it cannot be understood at all.</summary>
    internal static YamlDocument? TryParse(SourceText source, FaultLog log)
    {
        if (source.Text.Length <= TextFile.LargestFile) return YamlParser.Parse(source, log) is { } root ? new YamlDocument(source, root, log) : null;
        log.Add($"{source.Path} is too large; a YAML file has at most {TextFile.LargestFile >> 20} MiB. Is it the right file?");
        return null;
    }

    /// <summary>Notes a fault at a place of this file.</summary>
    /// <param name="where">The faulty piece.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public void Fault(YamlNode where, string message) => _log.Add(where.Place, message);

    /// <summary>Notes faults that other files of the same input gave.</summary>
    public void Fault(IEnumerable<string> faults)
    {
        foreach (string fault in faults) _log.Add(fault);
    }

    /// <summary>Ends the reading when something was found.</summary>
    /// <exception cref="InputException">With all faults.</exception>
    public void ThrowIfFaulty() => _log.ThrowIfAny();
}
