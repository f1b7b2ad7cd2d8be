using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Yaml;

/// <summary>A text file of the user, kept to quote from.</summary>
/// <param name="path">As the user would name it.</param>
/// <param name="text">All of it.</param>
public sealed class SourceText(string path, string text)
{
    private const int Widest = 160;
    private string[]? _lines;

    /// <summary>As the user would name it.</summary>
    public string Path { get; } = path;

    /// <summary>All of it.</summary>
    public string Text { get; } = text;

    /// <summary>A place in this file; line and column count from 1.</summary>
    public Place At(int line, int column, int length = 1) => new(this, line, column, length);

    /// <summary>The line with carets under the characters meant; long lines are cropped around them.</summary>
    public string Quote(int line, int column, int length)
    {
        _lines ??= Text.Replace("\r\n", "\n").Split('\n', '\r', '\u0085', '\u2028', '\u2029');
        string all = line >= 1 && line <= _lines.Length ? _lines[line - 1] : "";
        int from = column > Widest - 40 ? Math.Min(column - 60, all.Length) : 0;
        string shown = all.Substring(from, Math.Min(Widest, all.Length - from));
        int first = Math.Max(0, column - 1 - from), count = Math.Clamp(length, 1, Math.Max(1, shown.Length - first));
        return $"  {Printable(shown)}\n  {new string(' ', first)}{new string('^', count)}";
    }

    private static string Printable(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (char c in text) clean.Append(char.IsControl(c) ? ' ' : c);
        return clean.ToString();
    }
}

/// <summary>Characters of a file.</summary>
/// <param name="Source">The file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Length">How many characters.</param>
public readonly record struct Place(SourceText Source, int Line, int Column, int Length)
{
    /// <summary>Characters <paramref name="offset"/> … <paramref name="offset"/> + <paramref name="length"/> of this place.</summary>
    public Place Part(int offset, int length) => this with { Column = Column + offset, Length = Math.Max(1, length) };
}

/// <summary>Gathers the faults and warnings of the files of one task, each once, in the order of the files.</summary>
internal sealed class FaultLog
{
    private const int Told = 200;
    private readonly List<SourceText> _files = [];
    private readonly List<Entry> _entries = [];
    private readonly HashSet<(string, bool)> _seen = [];

    private readonly record struct Entry(SourceText? Source, int Line, int Column, string Text, bool Warning);

    /// <summary>What must be mended, in the order of the files.</summary>
    public IReadOnlyList<string> Errors => Sorted(warnings: false);

    /// <summary>What should be looked at.</summary>
    public IReadOnlyList<string> Warnings => Sorted(warnings: true);

    /// <summary>Whether anything must be mended.</summary>
    public bool Any => _entries.Exists(e => !e.Warning);

    /// <summary>Adds a fault at a place, which is quoted.</summary>
    public void Add(Place place, string message) => Add(place, message, warning: false);

    /// <summary>Adds a fault of a file as a whole, or of none.</summary>
    public void Add(string message) => Keep(new(null, 0, 0, message, Warning: false));

    /// <summary>Adds a warning at a place.</summary>
    public void Warn(Place place, string message) => Add(place, message, warning: true);

    /// <summary>Adds a warning without a place.</summary>
    public void Warn(string message) => Keep(new(null, 0, 0, message, Warning: true));

    /// <summary>Adds the entries of another log whose places have no fault here yet.</summary>
    public void AddNew(FaultLog other)
    {
        HashSet<(SourceText?, int, int)> taken = [.. _entries.Where(e => !e.Warning && e.Source != null).Select(e => (e.Source, e.Line, e.Column))];
        foreach (Entry entry in other._entries)
        {
            if (taken.Contains((entry.Source, entry.Line, entry.Column))) continue;
            if (entry.Source != null) FileOf(entry.Source);
            Keep(entry);
        }
    }

    /// <summary>Refuses to go on.</summary>
    /// <exception cref="InputException">There is a fault; all are listed.</exception>
    public void ThrowIfAny()
    {
        if (Any) throw new InputException(Errors);
    }

    private void Add(Place place, string message, bool warning)
    {
        FileOf(place.Source);
        string where = $"{place.Source.Path}({place.Line},{place.Column})";
        Keep(new(place.Source, place.Line, place.Column, $"{where}: {message}\n{place.Source.Quote(place.Line, place.Column, place.Length)}", warning));
    }

    private int FileOf(SourceText source)
    {
        int file = _files.FindIndex(f => ReferenceEquals(f, source));
        if (file >= 0) return file;
        _files.Add(source);
        return _files.Count - 1;
    }

    private void Keep(Entry entry)
    {
        if (_seen.Add((entry.Text, entry.Warning))) _entries.Add(entry);
    }

    private List<string> Sorted(bool warnings)
    {
        List<string> told = [.. _entries.Where(e => e.Warning == warnings).OrderBy(e => e.Source == null ? int.MaxValue : FileOf(e.Source)).ThenBy(e => e.Line).ThenBy(e => e.Column).Select(e => e.Text)];
        if (told.Count > Told) told = [.. told.Take(Told), $"and {told.Count - Told} more."];
        return told;
    }
}
