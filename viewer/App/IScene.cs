namespace TerritoryTwin.Viewer.App;

/// <summary>What the drawing of the scene tells the viewer: what lies under a pixel. Nothing is known without a scene.</summary>
public interface IScene
{
    /// <summary>What is seen at a pixel of the picture.</summary>
    Chosen? Pick(float x, float y);
    /// <summary>The buildings or roads that have the middle of their roof, or of their length, within an outline, rising.</summary>
    /// <param name="kind">Which of both.</param> <param name="outline">Its corners [px of the picture], all over one pane.</param>
    IReadOnlyList<int> Within(ChosenKind kind, IReadOnlyList<(float X, float Y)> outline);
    /// <summary>The name of a place that is written at a pixel of the picture; null: none.</summary>
    string? NameAt(float x, float y);
    /// <summary>The camera after a drag or a turn of the wheel.</summary>
    CameraView Moved(CameraView view, CameraMove move);
    /// <summary>The names of places that a pane has room for, in pixels of the picture.</summary>
    IReadOnlyList<SceneName> Names(Pane pane, Func<string, bool, (float Width, float Height)> measure);
    /// <summary>Metres on the ground that a pixel covers in the middle of the first pane.</summary>
    double MetresPerPixel { get; }
}

/// <summary>The name of a place.</summary>
/// <param name="Text">What it is called.</param> <param name="X">Middle [px].</param> <param name="Y">Middle [px].</param> <param name="Strong">A district rather than a street.</param>
/// <param name="IsPlace">Rather than the value of a line.</param> <param name="Width">[px].</param> <param name="Height">[px].</param>
public readonly record struct SceneName(string Text, float X, float Y, bool Strong, bool IsPlace, float Width, float Height);

/// <summary>A movement of the camera.</summary>
/// <param name="Orbit">Drag that turns [px].</param> <param name="Pan">Drag that shifts [px].</param> <param name="Notches">Of the wheel.</param>
/// <param name="X">Pointer [px].</param> <param name="Y">Pointer [px].</param>
public readonly record struct CameraMove((float X, float Y) Orbit, (float X, float Y) Pan, float Notches, float X, float Y);
