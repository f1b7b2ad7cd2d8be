using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>
/// Which buildings are meant: <c>built &lt; 1975 and use = dwelling</c>. Comparisons are joined by <c>and</c>, <c>or</c>, <c>not</c> and
/// parentheses; <c>in (…)</c> asks for one of several values. What is unknown of a building is neither true nor false (Kleene's logic), and a
/// building is selected only when the whole is true.
/// </summary>
internal sealed class Selection
{
    private const int Deepest = 64;
    private readonly List<Token> _tokens;
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<(string Attribute, string Name)> _names = [];
    private int _next;
    private int _depth;

    private Selection(string text) => _tokens = SelectionTokens.Of(text);

    /// <summary>Reads a selection.</summary>
    /// <param name="text">As the scenario writes it.</param>
    /// <exception cref="SelectionException">It cannot be read.</exception>
    public static BuildingChoice Compile(string text)
    {
        Selection selection = new(text);
        Func<BuildingFacts, bool?> holds = selection.Any();
        if (selection.Next.Kind != TokenKind.End) throw selection.Wrong($"expected `and`, `or` or the end; found {selection.Next.Shown}");
        return new(text, f => holds(f) == true, selection._used) { Names = selection._names };
    }

    /// <summary>The text that selects buildings by their identifiers.</summary>
    /// <exception cref="InputException">An identifier holds both kinds of quotes.</exception>
    public static string OfIds(IEnumerable<string> ids) => $"id in ({string.Join(", ", ids.Select(Quoted))})";

    private static string Quoted(string id) => !id.Contains('"', StringComparison.Ordinal) ? $"\"{id}\"" : !id.Contains('\'', StringComparison.Ordinal) ? $"'{id}'"
        : throw new InputException($"the building `{id}` has both kinds of quotes in its identifier, so no selection can name it; give it another in the territory");

    private Token Next => _tokens[_next];

    private Token Take() => _tokens[_next++];

    private bool Takes(string word)
    {
        if (Next.Kind != TokenKind.Word || Next.Text != word) return false;
        _next++;
        return true;
    }

    private SelectionException Wrong(string message) => Wrong(message, Next);

    private static SelectionException Wrong(string message, Token at) => new(message, at.Start, Math.Max(1, at.Length));

    private Func<BuildingFacts, bool?> Any()
    {
        Func<BuildingFacts, bool?> left = All();
        while (Takes("or"))
        {
            Func<BuildingFacts, bool?> one = left, other = All();
            left = f => one(f) | other(f);
        }
        return left;
    }

    private Func<BuildingFacts, bool?> All()
    {
        Func<BuildingFacts, bool?> left = Single();
        while (Takes("and"))
        {
            Func<BuildingFacts, bool?> one = left, other = Single();
            left = f => one(f) & other(f);
        }
        return left;
    }

    private Func<BuildingFacts, bool?> Single()
    {
        if (++_depth > Deepest) throw Wrong($"more than {Deepest} parentheses and `not` within one another");
        Func<BuildingFacts, bool?> result;
        if (Takes("not"))
        {
            Func<BuildingFacts, bool?> inner = Single();
            result = f => !inner(f);
        }
        else if (Next.Kind == TokenKind.Open)
        {
            _next++;
            result = Any();
            if (Next.Kind != TokenKind.Close) throw Wrong($"expected `)`; found {Next.Shown}");
            _next++;
        }
        else
        {
            result = Comparison();
        }
        _depth--;
        return result;
    }

    private Func<BuildingFacts, bool?> Comparison()
    {
        Token name = Next;
        if (name.Kind != TokenKind.Word) throw Wrong($"expected an attribute such as `built`; found {name.Shown}");
        _next++;
        SelectionAttribute attribute = SelectionAttribute.Named(name.Text)
            ?? throw Wrong($"`{name.Text}` is not an attribute of buildings. {Spelling.Suggest(name.Text, SelectionAttribute.All.Select(a => a.Name))}", name);
        _used.Add(attribute.Name);
        bool negated = Takes("not");
        if (Takes("in")) return OneOf(attribute, negated);
        if (negated) throw Wrong($"expected `in` after `{name.Text} not`; found {Next.Shown}");
        Token sign = Next;
        if (sign.Kind != TokenKind.Operator) throw Wrong($"expected `=`, `!=`, `<`, `<=`, `>`, `>=` or `in` after `{name.Text}`; found {sign.Shown}");
        _next++;
        return Compared(attribute, sign, Take());
    }

    private Func<BuildingFacts, bool?> OneOf(SelectionAttribute attribute, bool negated)
    {
        if (Next.Kind != TokenKind.Open) throw Wrong($"expected `(` after `in`, as in `{attribute.Name} in (one, two)`; found {Next.Shown}");
        List<Token> values = [];
        do
        {
            _next++;
            values.Add(Take());
        }
        while (Next.Kind == TokenKind.Comma);
        if (Next.Kind != TokenKind.Close) throw Wrong($"expected `,` or `)`; found {Next.Shown}");
        _next++;
        Func<BuildingFacts, bool?> found = OneOf(attribute, values);
        return negated ? f => !found(f) : found;
    }

    // Thousands of names are looked up, not compared one by one.
    private Func<BuildingFacts, bool?> OneOf(SelectionAttribute attribute, IReadOnlyList<Token> values)
    {
        if (attribute is TextAttribute text)
        {
            HashSet<string> names = [.. values.Select(v => NameOf(text, v))];
            return f => text.Of(f) is { Length: > 0 } name ? names.Contains(name) : null;
        }
        Func<BuildingFacts, bool?>[] each = [.. values.Select(v => Compared(attribute, new Token(TokenKind.Operator, "=", v.Start, v.Length), v))];
        return f => each.Aggregate((bool?)false, (found, one) => found | one(f));
    }

    private Func<BuildingFacts, bool?> Compared(SelectionAttribute attribute, Token sign, Token value) => attribute switch
    {
        NumberAttribute number => Compared(number, sign.Text, NumberOf(number, value)),
        WordAttribute words => Compared(words, Equality(attribute, sign), WordOf(words, value)),
        _ => Compared((TextAttribute)attribute, Equality(attribute, sign), value),
    };

    private static Func<BuildingFacts, bool?> Compared(NumberAttribute attribute, string sign, double value)
    {
        Func<double, bool> holds = sign switch
        {
            "<" => x => x < value,
            "<=" or "≤" => x => x <= value,
            ">" => x => x > value,
            ">=" or "≥" => x => x >= value,
            "!=" or "<>" or "≠" => x => x != value,
            _ => x => x == value,
        };
        return f => attribute.Of(f) is var x && double.IsNaN(x) ? null : holds(x);
    }

    private static Func<BuildingFacts, bool?> Compared(WordAttribute attribute, bool equal, int value) => f => attribute.Of(f) is var x && x < 0 ? null : x == value == equal;

    private Func<BuildingFacts, bool?> Compared(TextAttribute attribute, bool equal, Token value)
    {
        string name = NameOf(attribute, value);
        return f => attribute.Of(f) is { Length: > 0 } text ? text == name == equal : null;
    }

    private string NameOf(TextAttribute attribute, Token value)
    {
        if (value.Kind is not (TokenKind.Text or TokenKind.Word)) throw Wrong($"`{attribute.Name}` is compared with {attribute.ComparedWith}; found {value.Shown}", value);
        _names.Add((attribute.Name, value.Text));
        return value.Text;
    }

    private static bool Equality(SelectionAttribute attribute, Token sign) => sign.Text switch
    {
        "=" or "==" => true,
        "!=" or "<>" or "≠" => false,
        _ => throw Wrong($"`{attribute.Name}` has no order; compare it with `=`, `!=` or `in`", sign),
    };

    private static double NumberOf(NumberAttribute attribute, Token value)
    {
        string? fault = value.Kind == TokenKind.Number ? null : $"found {value.Shown}";
        double number = 0;
        if (fault == null && attribute.Dimension is { } dimension)
        {
            fault = AmountText.Read(value.Text, dimension, out Amount quantity);
            number = quantity.Value;
        }
        else if (fault == null && !AmountText.Number(value.Text, out number))
        {
            fault = $"found {value.Shown}";
        }
        return fault == null ? number : throw Wrong($"`{attribute.Name}` is compared with {attribute.ComparedWith}; {fault}", value);
    }

    private static int WordOf(WordAttribute attribute, Token value)
    {
        int index = value.Kind is TokenKind.Word or TokenKind.Text ? Array.IndexOf(attribute.Values, CodeWords.Spelt(value.Text)) : -1;
        return index >= 0 ? index : throw Wrong($"`{attribute.Name}` is never {value.Shown}. {Spelling.Suggest(value.Text, attribute.Values)}", value);
    }
}
