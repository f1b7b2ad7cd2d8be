using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Weather;

/// <summary>The faults of one weather file, in the order they were found; a long list is cut, and says so.</summary>
internal sealed class EpwFaults(string file)
{
    private const int Most = 50;
    private readonly List<string> _faults = [];
    private int _count;

    public bool Any => _count > 0;

    /// <summary>Adds a fault of the file as a whole.</summary>
    public void Add(string found, string expected, string remedy) => Add($"{file}: {found}; expected {expected}. {remedy}");

    /// <summary>Adds a fault of a line.</summary>
    public void Add(int line, string found, string expected, string remedy) => Add($"{file}({line}): {found}; expected {expected}. {remedy}");

    /// <summary>Ends the reading if anything was found.</summary>
    public void ThrowIfAny()
    {
        if (!Any) return;
        if (_count > Most) _faults.Add($"{file}: {_count - Most} more faults of this kind are not listed.");
        throw new InputException(_faults);
    }

    private void Add(string fault)
    {
        if (_count++ < Most) _faults.Add(fault);
    }
}
