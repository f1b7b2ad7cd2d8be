namespace TerritoryTwin.Core;

/// <summary>The work cannot go on; the message says where, what was found, what was expected and what to do.</summary>
public class TerritoryException : Exception
{
    /// <summary>With a message for the user.</summary>
    public TerritoryException(string message) : base(message) { }
    /// <summary>With a message for the user and its cause.</summary>
    public TerritoryException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>A fault in a file that the user gave. <see cref="Faults"/> lists all that were found in it.</summary>
public sealed class InputException(IReadOnlyList<string> faults) : TerritoryException(string.Join('\n', faults))
{
    /// <summary>One fault.</summary>
    public InputException(string fault) : this([fault]) { }

    /// <summary>Each: place, found, expected, remedy.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
