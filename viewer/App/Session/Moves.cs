using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Viewer.App;

/// <summary>How a scenario was changed.</summary>
/// <param name="B">Name of the scenario.</param> <param name="Changes">Sliders moved and measures added.</param>
internal readonly record struct Move(string B, ScenarioChanges Changes);

/// <summary>Changes of scenarios, to be taken back and done again.</summary>
internal sealed class Moves
{
    private const int MostUndone = 100;
    private readonly List<Move> _undo = [], _redo = [];

    /// <summary>Whether a move can be undone.</summary>
    public bool CanUndo => _undo.Count > 0;
    /// <summary>Whether a move can be done again.</summary>
    public bool CanRedo => _redo.Count > 0;

    /// <summary>Keeps how things stand before a move.</summary>
    public void Begin(Move now)
    {
        _undo.Add(now);
        if (_undo.Count > MostUndone) _undo.RemoveAt(0);
        _redo.Clear();
    }

    /// <summary>How things stood before the last move; null when none is left.</summary>
    public Move? Undo(Move now) => Swap(_undo, _redo, now);

    /// <summary>How things stood before the last move was undone; null when none was.</summary>
    public Move? Redo(Move now) => Swap(_redo, _undo, now);

    /// <summary>Forgets the last move where it began from these changes: it came to nothing.</summary>
    public void Drop(ScenarioChanges from)
    {
        if (_undo.Count > 0 && _undo[^1].Changes == from) _undo.RemoveAt(_undo.Count - 1);
    }

    /// <summary>Nothing can be undone or done again any more.</summary>
    public void Forget()
    {
        _undo.Clear();
        _redo.Clear();
    }

    private static Move? Swap(List<Move> from, List<Move> to, Move now)
    {
        if (from.Count == 0) return null;
        Move last = from[^1];
        from.RemoveAt(from.Count - 1);
        to.Add(now);
        return last;
    }
}
