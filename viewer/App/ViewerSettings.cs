using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Viewer.App;

/// <summary>How a viewer is set up.</summary>
public sealed record ViewerSettings
{
    /// <summary>Where images, bookmarks, tours and scenarios are saved.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();
    /// <summary>Whether it stands in a public room: begins with the tour, on the whole screen, and goes back to its beginning when it is left alone.</summary>
    public bool Kiosk { get; init; }
    /// <summary>Seconds without a touch after which a kiosk goes back to its beginning; 0: never.</summary>
    public double IdleReset { get; init; } = 90;
    /// <summary>A picture laid on the ground; null: none.</summary>
    public GroundPicture? Background { get; init; }
    /// <summary>A tour to be shown; null: none.</summary>
    public Tour? Tour { get; init; }
    /// <summary>Where the tour was read: it is read again when it was edited; null: nowhere.</summary>
    public string? TourFile { get; init; }
}
