namespace TerritoryTwin.Viewer.App;

/// <summary>What went wrong in the background, told to people once.</summary>
internal sealed class News
{
    private readonly List<string> _told = [];

    /// <summary>Why what was asked for last could not be shown; empty while it could.</summary>
    public string Refused { get; set; } = "";

    /// <summary>Keeps a sentence until it is taken; one that waits already is not said twice.</summary>
    public void Tell(string news)
    {
        if (!_told.Contains(news)) _told.Add(news);
    }

    /// <summary>Tells why something is refused.</summary>
    public void Refuse(string why) => Tell(Refused = why);

    /// <summary>What was told since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        string[] taken = [.. _told];
        _told.Clear();
        Refused = "";
        return taken;
    }
}
