using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>
/// Which elements are meant: <c>built &lt; 1975 and use = dwelling</c>. Comparisons are joined by <c>and</c>, <c>or</c>, <c>not</c> and
/// parentheses; <c>in (…)</c> asks for one of several values. What is unknown of an element is neither true nor false (Kleene's logic), and it
/// is selected only when the whole is true.
/// </summary>
internal static class Selection
{
    /// <summary>Reads a selection of buildings.</summary>
    /// <param name="text">As the scenario writes it.</param>
    /// <exception cref="SelectionException">It cannot be read.</exception>
    public static BuildingChoice OfBuildings(string text)
    {
        (Func<BuildingFacts, bool> holds, IReadOnlyCollection<string> asks, IReadOnlyList<(string, string)> names) = Selection<BuildingFacts>.Read(text, SelectionAttribute.OfBuildings, "buildings");
        return new(text, holds, asks) { Names = names };
    }

    /// <summary>Reads a selection of roads.</summary>
    /// <inheritdoc cref="OfBuildings"/>
    public static RoadChoice OfRoads(string text)
    {
        (Func<Road, bool> holds, IReadOnlyCollection<string> asks, IReadOnlyList<(string, string)> names) = Selection<Road>.Read(text, SelectionAttribute.OfRoads, "roads");
        return new(text, holds, asks) { Names = names };
    }

    /// <summary>The text that selects elements by their identifiers.</summary>
    /// <exception cref="InputException">An identifier holds both kinds of quotes.</exception>
    public static string OfIds(IEnumerable<string> ids) => $"id in ({string.Join(", ", ids.Select(Quoted))})";

    private static string Quoted(string id) => !id.Contains('"', StringComparison.Ordinal) ? $"\"{id}\"" : !id.Contains('\'', StringComparison.Ordinal) ? $"'{id}'"
        : throw new InputException($"`{id}` has both kinds of quotes in its identifier, so no selection can name it; give it another in the territory");
}

/// <summary>A selection of elements of one kind, as it is read.</summary>
/// <typeparam name="T">What is known of one.</typeparam>
internal sealed class Selection<T>
{
    private const int Deepest = 64;
    private readonly List<Token> _tokens;
    private readonly IReadOnlyList<SelectionAttribute<T>> _attributes;
    private readonly string _elements;
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<(string Attribute, string Name)> _names = [];
    private int _next;
    private int _depth;

    private Selection(string text, IReadOnlyList<SelectionAttribute<T>> attributes, string elements) => (_tokens, _attributes, _elements) = (SelectionTokens.Of(text), attributes, elements);

    /// <summary>Whether it means an element, the attributes that it asks for, and the names it compares them with.</summary>
    /// <param name="text">As the scenario writes it.</param> <param name="attributes">That may be asked for.</param> <param name="elements">What the elements are called.</param>
    /// <exception cref="SelectionException">It cannot be read.</exception>
    public static (Func<T, bool> Holds, IReadOnlyCollection<string> Asks, IReadOnlyList<(string, string)> Names) Read(string text, IReadOnlyList<SelectionAttribute<T>> attributes, string elements)
    {
        Selection<T> selection = new(text, attributes, elements);
        Func<T, bool?> holds = selection.Any();
        if (selection.Next.Kind != TokenKind.End) throw selection.Wrong($"expected `and`, `or` or the end; found {selection.Next.Shown}");
        return (f => holds(f) == true, selection._used, selection._names);
    }

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

    private Func<T, bool?> Any()
    {
        List<Func<T, bool?>> terms = [All()];
        while (Takes("or")) terms.Add(All());
        return terms.Count == 1 ? terms[0] : f => terms.Aggregate((bool?)false, (known, term) => known | term(f));
    }

    private Func<T, bool?> All()
    {
        List<Func<T, bool?>> terms = [Single()];
        while (Takes("and")) terms.Add(Single());
        return terms.Count == 1 ? terms[0] : f => terms.Aggregate((bool?)true, (known, term) => known & term(f));
    }

    private Func<T, bool?> Single()
    {
        if (++_depth > Deepest) throw Wrong($"more than {Deepest} parentheses and `not` within one another");
        Func<T, bool?> result;
        if (Takes("not"))
        {
            Func<T, bool?> inner = Single();
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

    private Func<T, bool?> Comparison()
    {
        Token name = Next;
        if (name.Kind != TokenKind.Word) throw Wrong($"expected an attribute such as `built`; found {name.Shown}");
        _next++;
        SelectionAttribute<T> attribute = _attributes.FirstOrDefault(a => a.Name == name.Text)
            ?? throw Wrong($"`{name.Text}` is not an attribute of {_elements}. {Spelling.Suggest(name.Text, _attributes.Select(static a => a.Name))}", name);
        _used.Add(attribute.Name);
        bool negated = Takes("not");
        if (Takes("in")) return OneOf(attribute, negated);
        if (negated) throw Wrong($"expected `in` after `{name.Text} not`; found {Next.Shown}");
        Token sign = Next;
        if (sign.Kind != TokenKind.Operator) throw Wrong($"expected `=`, `!=`, `<`, `<=`, `>`, `>=` or `in` after `{name.Text}`; found {sign.Shown}");
        _next++;
        return Compared(attribute, sign, Take());
    }

    private Func<T, bool?> OneOf(SelectionAttribute<T> attribute, bool negated)
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
        Func<T, bool?> found = OneOf(attribute, values);
        return negated ? f => !found(f) : found;
    }

    // Thousands of names are looked up, not compared one by one.
    private Func<T, bool?> OneOf(SelectionAttribute<T> attribute, IReadOnlyList<Token> values)
    {
        if (attribute is TextAttribute<T> text)
        {
            HashSet<string> names = [.. values.Select(v => NameOf(text, v))];
            return f => text.Of(f) is { Length: > 0 } name ? names.Contains(name) : null;
        }
        Func<T, bool?>[] each = [.. values.Select(v => Compared(attribute, new Token(TokenKind.Operator, "=", v.Start, v.Length), v))];
        return f => each.Aggregate((bool?)false, (found, one) => found | one(f));
    }

    private Func<T, bool?> Compared(SelectionAttribute<T> attribute, Token sign, Token value) => attribute switch
    {
        NumberAttribute<T> number => Compared(number, sign.Text, NumberOf(number, value)),
        WordAttribute<T> words => Compared(words, Equality(attribute, sign), WordOf(words, value)),
        _ => Compared((TextAttribute<T>)attribute, Equality(attribute, sign), value),
    };

    private static Func<T, bool?> Compared(NumberAttribute<T> attribute, string sign, double value)
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

    private static Func<T, bool?> Compared(WordAttribute<T> attribute, bool equal, int value) => f => attribute.Of(f) is var x && x < 0 ? null : x == value == equal;

    private Func<T, bool?> Compared(TextAttribute<T> attribute, bool equal, Token value)
    {
        string name = NameOf(attribute, value);
        return f => attribute.Of(f) is { Length: > 0 } text ? text == name == equal : null;
    }

    private string NameOf(TextAttribute<T> attribute, Token value)
    {
        if (value.Kind is not (TokenKind.Text or TokenKind.Word)) throw Wrong($"`{attribute.Name}` is compared with {attribute.ComparedWith}; found {value.Shown}", value);
        _names.Add((attribute.Name, value.Text));
        return value.Text;
    }

    private static bool Equality(SelectionAttribute<T> attribute, Token sign) => sign.Text switch
    {
        "=" or "==" => true,
        "!=" or "<>" or "≠" => false,
        _ => throw Wrong($"`{attribute.Name}` has no order; compare it with `=`, `!=` or `in`", sign),
    };

    private static double NumberOf(NumberAttribute<T> attribute, Token value)
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

    private static int WordOf(WordAttribute<T> attribute, Token value)
    {
        int index = value.Kind is TokenKind.Word or TokenKind.Text ? Array.IndexOf(attribute.Values, CodeWords.Spelt(value.Text)) : -1;
        return index >= 0 ? index : throw Wrong($"`{attribute.Name}` is never {value.Shown}. {Spelling.Suggest(value.Text, attribute.Values)}", value);
    }
}
