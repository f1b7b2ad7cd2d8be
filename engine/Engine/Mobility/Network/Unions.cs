namespace TerritoryTwin.Mobility;

/// <summary>Things that are joined two by two; each set is known by its first.</summary>
/// <param name="count">Of things.</param>
internal sealed class Unions(int count)
{
    private readonly int[] _above = [.. Enumerable.Range(0, count)];

    /// <summary>The least of the set that a thing is in.</summary>
    public int FirstOf(int thing)
    {
        while (_above[thing] != thing) thing = _above[thing] = _above[_above[thing]];
        return thing;
    }

    /// <summary>Makes one set of those that two things are in.</summary>
    public void Join(int a, int b)
    {
        (a, b) = (FirstOf(a), FirstOf(b));
        _above[Math.Max(a, b)] = Math.Min(a, b);
    }
}
