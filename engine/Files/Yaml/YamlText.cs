using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TerritoryTwin.Files.Yaml;

/// <summary>
/// Reads YAML strictly: UTF-8, one document of at most 1 MiB, no anchors, aliases or tags, no key twice, no tab in an indent, at most 32 levels.
/// What a file says can then be seen in it, and none can exhaust memory.
/// </summary>
internal static partial class YamlText
{
    /// <summary>Largest file that is read [bytes].</summary>
    public const int LargestFile = 1 << 20;
    private const int DeepestLevel = 32;

    /// <summary>The keys and values of a file; null when it cannot be understood, which <paramref name="faults"/> then says.</summary>
    /// <param name="path">Shown as given.</param>
    /// <param name="faults">Takes everything that is wrong.</param>
    public static YamlMap? ReadFile(string path, Faults faults) => ReadText(path, faults) is { } source ? Parse(source, faults) : null;

    /// <summary>The keys and values of a text.</summary>
    public static YamlMap? Parse(SourceText source, Faults faults)
    {
        switch (ParseNode(source, faults))
        {
            case null: return null;
            case YamlMap map: return map;
            case YamlScalar { IsEmpty: true }:
                faults.Add($"{source.Path} is empty; expected keys with values, such as `name: As it is`.");
                return null;
            case YamlNode other:
                faults.Add(other.Place, $"expected keys with values, such as `name: As it is`; found {other.Kind}.");
                return null;
        }
    }

    /// <summary>Any value, list or map.</summary>
    public static YamlNode? ParseNode(SourceText source, Faults faults)
    {
        if (!HasPlainCharacters(source, faults)) return null;
        try
        {
            Parser parser = new(new Scanner(new StringReader(source.Text), skipComments: true));
            parser.Consume<StreamStart>();
            if (!parser.Accept<DocumentStart>(out _)) return new YamlScalar(source.At(1, 1), "", Quoted: false);
            parser.Consume<DocumentStart>();
            YamlNode? root = Node(parser, source, faults, level: 0);
            if (root == null) return null;
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<DocumentStart>(out DocumentStart? second)) return root;
            faults.Add(PlaceOf(source, second), "a second document starts here; a file holds one. Remove the line `---` and what follows.");
        }
        catch (YamlException e)
        {
            Place place = source.At((int)Math.Max(1, e.Start.Line), (int)Math.Max(1, e.Start.Column));
            faults.Add(place, $"this is not YAML: {Reason(e)}. Check quotes, brackets, the space after each colon and the indents.");
        }
        return null;
    }

    private static string Reason(YamlException e)
    {
        string text = (e.InnerException ?? e).Message;
        int marks = text.LastIndexOf("): ", StringComparison.Ordinal);
        if (marks >= 0) text = text[(marks + 3)..];
        text = text.TrimEnd('.', ' ');
        return text.Length == 0 ? "it cannot be read from here" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static SourceText? ReadText(string path, Faults faults)
    {
        try
        {
            if (Directory.Exists(path))
            {
                faults.Add($"{path} is a folder; expected a YAML file.");
                return null;
            }
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[LargestFile + 1];
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count <= LargestFile) return Decode(path, bytes.AsSpan(0, count), faults);
            faults.Add($"{path} holds more than 1 MiB; a file of settings holds less. Is it the right file?");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
            string[] others = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Take(1000).Select(f => Path.GetFileName(f))] : [];
            Array.Sort(others, StringComparer.Ordinal);
            faults.Add($"{path} does not exist{Nearest.Remark(Path.GetFileName(path), others)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            faults.Add($"{path} cannot be read: {e.Message}");
        }
        return null;
    }

    private static SourceText? Decode(string path, ReadOnlySpan<byte> bytes, Faults faults)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            faults.Add($"{path} is written in UTF-16; save it as UTF-8.");
            return null;
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        try
        {
            return new(path, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + bytes[..Math.Clamp(e.Index, 0, bytes.Length)].Count((byte)'\n');
            faults.Add($"{path}({line}): this line is not UTF-8 (byte 0x{(e.BytesUnknown is [byte b, ..] ? b : 0):x2}); save the file as UTF-8.");
            return null;
        }
    }

    private static bool HasPlainCharacters(SourceText source, Faults faults)
    {
        int line = 1, column = 0;
        bool indent = true, plain = true;
        foreach (char c in source.Text)
        {
            column++;
            if (c == '\n')
            {
                line++;
                (column, indent) = (0, true);
                continue;
            }
            if (c == '\t' && indent)
            {
                faults.Add(source.At(line, column), "a tab stands in the indent; indent with spaces.");
                (plain, indent) = (false, false);
            }
            else if (char.IsControl(c) && c is not ('\t' or '\r' or '\u0085'))
            {
                faults.Add(source.At(line, column), $"the character U+{(int)c:X4} cannot stand in a text file; remove it.");
                return false;
            }
            if (c is not (' ' or '-')) indent = false;
        }
        return plain;
    }

    private static YamlNode? Node(Parser parser, SourceText source, Faults faults, int level)
    {
        ParsingEvent next = parser.Consume<ParsingEvent>();
        Place place = PlaceOf(source, next);
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false })
        {
            faults.Add(place, "anchors (`&name`) and aliases (`*name`) are not read; write the value out, or put it in a file that `extends` names. " +
                "A text that begins with `*` or `&` needs quotes.");
            return null;
        }
        if (next is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag })
        {
            faults.Add(place, $"the tag `{tag.Value}` is not read; write the value alone.");
            return null;
        }
        if (level > DeepestLevel)
        {
            faults.Add(place, $"more than {DeepestLevel} levels of lists and keys; none of our files needs so many.");
            return null;
        }
        return next switch
        {
            Scalar scalar => new YamlScalar(place, scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart => List(parser, source, place, faults, level),
            MappingStart start => Map(parser, source, place, start.Style == MappingStyle.Flow, faults, level),
            _ => throw new YamlException(next.Start, next.End, "a value is missing"),
        };
    }

    private static YamlList? List(Parser parser, SourceText source, Place place, Faults faults, int level)
    {
        List<YamlNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (Node(parser, source, faults, level + 1) is not { } item) return null;
            items.Add(item);
        }
        return new(place, items);
    }

    private static YamlMap? Map(Parser parser, SourceText source, Place place, bool flow, Faults faults, int level)
    {
        List<KeyValuePair<YamlScalar, YamlNode>> entries = [];
        Dictionary<string, YamlScalar> seen = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(parser, source, faults, level + 1) is not { } name || Node(parser, source, faults, level + 1) is not { } value) return null;
            if (name is not YamlScalar key)
                faults.Add(name.Place, "a key is a word; found a list or keys with values. Check the brackets.");
            else if (flow && entries.Count > 0 && value is YamlScalar { IsEmpty: true } && DecimalsAlone().IsMatch(key.Text))
            {
                (YamlScalar before, YamlNode whole) = entries[^1];
                string joined = whole is YamlScalar { Text: string digits } ? $"{digits}.{key.Text}" : $"0.{key.Text}";
                faults.Add(key.Place, $"`{before.Text}: …,{key.Text}` reads as two keys, since a comma parts keys; write a decimal point: `{before.Text}: {joined}`.");
                entries[^1] = new(before, new YamlUnread(whole.Place));
            }
            else if (!seen.TryAdd(key.Text, key))
                faults.Add(key.Place, $"`{key.Shortened}` stands twice, first in line {seen[key.Text].Place.Line}; keep one.");
            else
                entries.Add(new(key, value));
        }
        return new(place, entries);
    }

    [GeneratedRegex(@"^\d+(\s*(%|[\p{L}°€].*))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalsAlone();

    private static Place PlaceOf(SourceText source, ParsingEvent e)
    {
        int length = e.End.Line == e.Start.Line ? (int)(e.End.Column - e.Start.Column) : 1;
        return source.At((int)e.Start.Line, (int)e.Start.Column, Math.Max(1, length));
    }
}
