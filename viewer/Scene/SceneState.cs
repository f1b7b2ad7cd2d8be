using System.Numerics;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>The one thing that is coloured by its values; all others are neutral.</summary>
public enum Coloured
{
    /// <summary>Nothing: a plain map.</summary>
    Nothing,
    /// <summary>The ground, by a field.</summary>
    Ground,
    /// <summary>Buildings.</summary>
    Buildings,
    /// <summary>Roads.</summary>
    Roads,
}

/// <summary>Which of the two sets of values is shown.</summary>
public enum Shown
{
    /// <summary>Those of the first.</summary>
    A,
    /// <summary>Those of the second.</summary>
    B,
    /// <summary>The second less the first.</summary>
    Difference,
}

/// <summary>What a scene can be asked about.</summary>
public enum ElementKind
{
    /// <summary>Nothing there.</summary>
    None,
    /// <summary>A building.</summary>
    Building,
    /// <summary>A road.</summary>
    Road,
    /// <summary>The ground.</summary>
    Ground,
}

/// <summary>An element of the territory.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Index">In the territory's list; 0 for the ground.</param>
public readonly record struct Element(ElementKind Kind, int Index)
{
    /// <summary>None.</summary>
    public static Element None => default;
}

/// <summary>A rectangle of a target, from its top left [pixels].</summary>
public readonly record struct Viewport(int X, int Y, int Width, int Height)
{
    /// <summary>Width by height.</summary>
    public float Aspect => Width / (float)Math.Max(1, Height);
}

/// <summary>The colours of what has no value.</summary>
/// <param name="Sky">Behind all, and what far things fade to.</param>
/// <param name="Ground">Plain ground.</param>
/// <param name="Woods">Under trees.</param>
/// <param name="Grass">Parks and hedges.</param>
/// <param name="Water">Rivers and lakes.</param>
/// <param name="Road">Surface of roads.</param>
/// <param name="RoadEdge">Their edges.</param>
/// <param name="Building">Buildings without a value.</param>
/// <param name="Missing">Those that lack a value where zero is near white: in a difference.</param>
/// <param name="Tiles">Their pitched roofs, when nothing is coloured.</param>
/// <param name="Tree">Crowns.</param>
/// <param name="Accent">What is selected.</param>
/// <param name="Edge">Edges of buildings.</param>
/// <param name="EdgeStrength">0: no edges drawn; 1: fully.</param>
/// <param name="Night">What the night leaves of these colours; values keep theirs.</param>
public sealed record SceneTheme(
    Color Sky, Color Ground, Color Woods, Color Grass, Color Water, Color Road, Color RoadEdge, Color Building, Color Missing, Color Tiles, Color Tree, Color Accent, Color Edge, float EdgeStrength,
    Color Night)
{
    /// <summary>Paper by day.</summary>
    public static SceneTheme Light { get; } = new(
        Color.Hex(0xDCE5EC), Color.Hex(0xE9E7DD), Color.Hex(0xCAD9BC), Color.Hex(0xDDE6CD), Color.Hex(0xAECDE2), Color.Hex(0xFFFFFF), Color.Hex(0xC3C4C1),
        Color.Hex(0xF8F6F1), Color.Hex(0xB9BEC3), Color.Hex(0xDDBCA6), Color.Hex(0x9DB78A), Color.Hex(0x0B6BD3), Color.Hex(0x4A4E55), 0.45f, Color.Hex(0xA9B3CC));

    /// <summary>For a dim room.</summary>
    public static SceneTheme Dark { get; } = new(
        Color.Hex(0x10161D), Color.Hex(0x1B2128), Color.Hex(0x1C2A26), Color.Hex(0x1E2928), Color.Hex(0x15293F), Color.Hex(0x465059), Color.Hex(0x12171C),
        Color.Hex(0x828C97), Color.Hex(0x5A636D), Color.Hex(0x7A6A66), Color.Hex(0x4A7A5E), Color.Hex(0x4DA3FF), Color.Hex(0x0A0D11), 0.5f, Color.Hex(0xBFC6D9));

    /// <summary>For weak eyes and bright rooms.</summary>
    public static SceneTheme HighContrast { get; } = new(
        Color.Hex(0x000000), Color.Hex(0x000000), Color.Hex(0x0F2A0F), Color.Hex(0x0F2A0F), Color.Hex(0x003A66), Color.Hex(0xB8B8B8), Color.Hex(0x000000),
        Color.Hex(0xFFFFFF), Color.Hex(0x6E6E6E), Color.Hex(0xE0E0E0), Color.Hex(0x2E7D32), Color.Hex(0xFFE100), Color.Hex(0x000000), 1, Color.Hex(0xFFFFFF));

    /// <summary>Of what lacks a value beside others that have one: where little is dark too, it must not outshine them.</summary>
    /// <param name="difference">Whether zero is in the middle of the values.</param>
    public Color Valueless(bool difference) => difference || this != Light && Oklab.Of(Ground).L < 0.5 ? Missing : Building;

    private const float Twilight = 6;                                  // of the sun over and under the horizon [°]

    /// <summary>These colours when the sun stands at that elevation [°].</summary>
    public SceneTheme At(float elevation)
    {
        double night = Math.Clamp((Twilight - elevation) / (2 * Twilight), 0, 1);
        if (night == 0) return this;
        return this with
        {
            Sky = Dim(Sky), Ground = Dim(Ground), Woods = Dim(Woods), Grass = Dim(Grass), Water = Dim(Water), Road = Dim(Road), RoadEdge = Dim(RoadEdge),
            Building = Dim(Building), Missing = Dim(Missing), Tiles = Dim(Tiles), Tree = Dim(Tree),
        };

        Color Dim(Color color) => color.Mixed(new((byte)(color.R * Night.R / 255), (byte)(color.G * Night.G / 255), (byte)(color.B * Night.B / 255)), night);
    }
}

/// <summary>How a scene is drawn; the same state gives the same picture.</summary>
public sealed record SceneState
{
    /// <summary>What is coloured.</summary>
    public Coloured Coloured { get; init; }
    /// <summary>By which values.</summary>
    public Shown Shown { get; init; }
    /// <summary>From values to colours.</summary>
    public ValueScale Scale { get; init; } = new(0, 1, ColorMap.Heat, "");
    /// <summary>Equal classes of the scale; 0: continuous.</summary>
    public int Classes { get; init; }
    /// <summary>Value between two iso-lines of the ground; 0: none.</summary>
    public float IsoStep { get; init; }
    /// <summary>Whether buildings are drawn.</summary>
    public bool Buildings { get; init; } = true;
    /// <summary>Whether the picture of the ground is, where there is one.</summary>
    public bool Picture { get; init; } = true;
    /// <summary>Whether roads are drawn.</summary>
    public bool Roads { get; init; } = true;
    /// <summary>Whether trees are drawn; never over a coloured ground.</summary>
    public bool Trees { get; init; } = true;
    /// <summary>Whether the sun casts shadows.</summary>
    public bool Shadows { get; init; } = true;
    /// <summary>Whether dashes move along roads that have values.</summary>
    public bool Dashes { get; init; }
    /// <summary>Time of the dashes [s].</summary>
    public float DashTime { get; init; }
    /// <summary>Height of the sun [°]; below 0 at night.</summary>
    public float SunElevation { get; init; } = 42;
    /// <summary>Where the sun stands, from north, clockwise [°].</summary>
    public float SunAzimuth { get; init; } = 222;
    /// <summary>Under the pointer.</summary>
    public Element Hovered { get; init; }
    /// <summary>Asked about.</summary>
    public Element Selected { get; init; }
    /// <summary>Neutral colours.</summary>
    public SceneTheme Theme { get; init; } = SceneTheme.Light;

    /// <summary>Towards the sun; of length 1.</summary>
    internal Vector3 Sun
    {
        get
        {
            float elevation = SunElevation * MathF.PI / 180, azimuth = SunAzimuth * MathF.PI / 180;
            return new(MathF.Cos(elevation) * MathF.Sin(azimuth), MathF.Cos(elevation) * MathF.Cos(azimuth), MathF.Sin(elevation));
        }
    }
}
