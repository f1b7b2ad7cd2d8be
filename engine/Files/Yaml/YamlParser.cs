using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TerritoryTwin.Files.Yaml;

/// <summary>Turns text into the nodes of a <see cref="YamlDocument"/>, and says what cannot stand in one.</summary>
internal static partial class YamlParser
{
    private const int DeepestLevel = 32;

    /// <summary>The node at the root of a text; null when it cannot be understood.</summary>
    public static YamlNode? Parse(SourceText source, FaultLog faults)
    {
        if (!HasPlainCharacters(source, faults)) return null;
        try
        {
            Parser parser = new(new Scanner(new StringReader(source.Text), skipComments: true));
            parser.Consume<StreamStart>();
            if (!parser.Accept<DocumentStart>(out _))
            {
                faults.Add($"{source.Path} is empty; expected keys and values, such as `name: As it is`.");
                return null;
            }
            parser.Consume<DocumentStart>();
            YamlNode? root = Node(parser, source, faults, level: 0);
            if (root == null) return null;
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<DocumentStart>(out DocumentStart? second)) return root;
            faults.Add(PlaceOf(source, second), "a second document starts here; a file holds one. Remove the line `---` and what follows.");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            faults.Add($"{source.Path}: this is not YAML. Check quotes, brackets, colons and indents.");
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

    private static bool HasPlainCharacters(SourceText source, FaultLog faults)
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

    private static YamlNode? Node(Parser parser, SourceText source, FaultLog faults, int level)
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
            faults.Add(place, $"more than {DeepestLevel} levels of nesting; flatten this part.");
            return null;
        }
        return next switch
        {
            Scalar scalar => new YamlText(scalar.Value, scalar.Style != ScalarStyle.Plain, place),
            SequenceStart => List(parser, source, place, faults, level),
            MappingStart start => Map(parser, source, place, start.Style == MappingStyle.Flow, faults, level),
            _ => throw new YamlException(next.Start, next.End, "a value is missing"),
        };
    }

    private static YamlList? List(Parser parser, SourceText source, Place place, FaultLog faults, int level)
    {
        List<YamlNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (Node(parser, source, faults, level + 1) is not { } item) return null;
            items.Add(item);
        }
        return new(items, place);
    }

    private static YamlMap? Map(Parser parser, SourceText source, Place place, bool flow, FaultLog faults, int level)
    {
        List<YamlEntry> entries = [];
        Dictionary<string, YamlText> seen = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(parser, source, faults, level + 1) is not { } name || Node(parser, source, faults, level + 1) is not { } value) return null;
            if (name is not YamlText key)
                faults.Add(name.Place, "a key is a word; found a list or keys with values. Check the brackets.");
            else if (flow && entries.Count > 0 && value is YamlText { IsNothing: true } && DecimalsAlone().IsMatch(key.Value))
            {
                (YamlText before, YamlNode whole) = entries[^1];
                string joined = whole is YamlText { Value: string digits } ? $"{digits}.{key.Value}" : $"0.{key.Value}";
                faults.Add(key.Place, $"`{before.Value}: …,{key.Value}` reads as two keys, since a comma parts keys; write a decimal point: `{before.Value}: {joined}`.");
                entries[^1] = new YamlEntry(before, new YamlFaulty(whole.Place));
            }
            else if (!seen.TryAdd(key.Value, key))
                faults.Add(key.Place, $"`{key.Shortened}` stands twice, first in line {seen[key.Value].Place.Line}; keep one.");
            else
                entries.Add(new YamlEntry(key, value));
        }
        return new(entries, place);
    }

    [GeneratedRegex(@"^\d+(\s*(%|[\p{L}°€].*))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalsAlone();

    private static Place PlaceOf(SourceText source, ParsingEvent e)
    {
        int length = e.End.Line == e.Start.Line ? (int)(e.End.Column - e.Start.Column) : 1;
        return source.At((int)e.Start.Line, (int)e.Start.Column, Math.Max(1, length));
    }
}
