using System.Text;
using TerritoryTwin.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TerritoryTwin.Files.Yaml;

/// <summary>
/// A YAML file read strictly: one document, no anchors, aliases or tags, no key twice, bounded size and depth. It collects the faults that
/// its readers find, each with its place and the line quoted.
/// </summary>
public sealed class YamlDocument
{
    private const int MaximumBytes = 4 << 20, MaximumDepth = 32;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string[] _lines;
    private readonly List<string> _faults = [];

    private YamlDocument(string name, string text)
    {
        Name = name;
        _lines = text.Split('\n');
        Root = ReadRoot(text);
    }

    /// <summary>Shown in messages: the path.</summary>
    public string Name { get; }

    /// <summary>What the file holds.</summary>
    public YamlNode Root { get; }

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is absent, too large, not UTF-8 or not YAML.</exception>
    public static YamlDocument Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (!file.Exists) throw new InputException($"{path}: no such file. Check the path.");
            if (file.Length > MaximumBytes) throw new InputException($"{path}: {file.Length:N0} bytes; a YAML file has at most {MaximumBytes:N0}. Is it the right file?");
            return Parse(path, StrictUtf8.GetString(File.ReadAllBytes(path)));
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"{path}: the text is not UTF-8. Save it as UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be read ({e.Message}).");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="name">Shown in messages.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="InputException">It is not the YAML described above.</exception>
    public static YamlDocument Parse(string name, string text)
    {
        if (text.Length > MaximumBytes) throw new InputException($"{name}: {text.Length:N0} characters; a YAML file has at most {MaximumBytes:N0}.");
        return new YamlDocument(name, text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
    }

    /// <summary>Notes a fault at a place of this file.</summary>
    /// <param name="where">The faulty piece.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public void Fault(YamlNode where, string message) => _faults.Add(Say(where.Line, where.Column, message, Width(where)));

    /// <summary>Notes faults that other files of the same input gave.</summary>
    public void Fault(IEnumerable<string> faults) => _faults.AddRange(faults);

    /// <summary>Ends the reading when something was found.</summary>
    /// <exception cref="InputException">With all faults.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0) throw new InputException(_faults.ToArray());
    }

    private static int Width(YamlNode where) => where is YamlText { Quoted: false } text ? Math.Max(1, text.Value.Length) : 1;

    private string Say(int line, int column, string message, int width = 1)
    {
        string place = $"{Name}({line},{column}): {message}";
        if (line < 1 || line > _lines.Length || column > 200) return place;
        string quoted = _lines[line - 1].Replace('\t', ' ');
        if (string.IsNullOrWhiteSpace(quoted)) return place;
        if (quoted.Length > 200) quoted = quoted[..200];
        int underline = Math.Clamp(width, 1, Math.Max(1, quoted.Length - column + 1));
        return $"{place}\n  {quoted}\n  {new string(' ', Math.Max(0, column - 1))}{new string('^', underline)}";
    }

    private InputException Refuse(Mark mark, string message) => new(Say((int)mark.Line, (int)mark.Column, message));

    private YamlNode ReadRoot(string text)
    {
        Parser parser = new(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            parser.MoveNext(); // the start of the stream
            parser.MoveNext();
            if (parser.Current is not DocumentStart) throw new InputException($"{Name}: the file is empty.");
            parser.MoveNext();
            YamlNode root = ReadNode(parser, depth: 0);
            parser.MoveNext(); // the end of the document
            if (parser.Current is DocumentStart second) throw Refuse(second.Start, "a second document begins; one file holds one document. Split the file.");
            return root;
        }
        catch (YamlException e)
        {
            throw Refuse(e.Start, $"this is not YAML: {Reason(e.Message)}. Check indentation, quotes and colons near here.");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InputException($"{Name}: this is not YAML. Check indentation, quotes and colons.");
        }
    }

    private static string Reason(string message)
    {
        int colon = message.StartsWith('(') ? message.LastIndexOf("): ", StringComparison.Ordinal) : -1;
        string reason = (colon < 0 ? message : message[(colon + 3)..]).Trim().TrimEnd('.');
        return reason.Length == 0 ? "it cannot be parsed" : char.ToLowerInvariant(reason[0]) + reason[1..];
    }

    /// <summary>Reads the node at the current event and moves behind it.</summary>
    private YamlNode ReadNode(Parser parser, int depth)
    {
        ParsingEvent at = parser.Current!;
        if (depth > MaximumDepth) throw Refuse(at.Start, $"more than {MaximumDepth} levels of nesting. Flatten this part.");
        if (at is AnchorAlias) throw Refuse(at.Start, "aliases (`*name`) are not read here. Write the value out.");
        if (at is NodeEvent node && !node.Anchor.IsEmpty) throw Refuse(at.Start, "anchors (`&name`) are not read here. Write the value out where it is used.");
        if (at is NodeEvent tagged && !tagged.Tag.IsEmpty) throw Refuse(at.Start, "tags (`!name`) are not read here. Remove it.");
        int line = (int)at.Start.Line, column = (int)at.Start.Column;
        parser.MoveNext();
        switch (at)
        {
            case Scalar scalar:
                return new YamlText(scalar.Value, scalar.Style != ScalarStyle.Plain, line, column);
            case SequenceStart:
                List<YamlNode> items = [];
                while (parser.Current is not SequenceEnd) items.Add(ReadNode(parser, depth + 1));
                parser.MoveNext();
                return new YamlList(items, line, column);
            default:
                return ReadMap(parser, line, column, depth);
        }
    }

    private YamlMap ReadMap(Parser parser, int line, int column, int depth)
    {
        List<YamlEntry> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (parser.Current is not MappingEnd)
        {
            Mark start = parser.Current!.Start;
            if (ReadNode(parser, depth + 1) is not YamlText key) throw Refuse(start, "a key must be a word. Quote it, or remove the brackets.");
            if (!seen.Add(key.Value)) throw Refuse(start, $"the key `{key.Value}` stands twice. Keep one.");
            entries.Add(new YamlEntry(key, ReadNode(parser, depth + 1)));
        }
        parser.MoveNext();
        return new YamlMap(entries, line, column);
    }
}
