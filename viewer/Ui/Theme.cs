namespace TerritoryTwin.Viewer.Ui;

/// <summary>The looks to choose from.</summary>
public enum ThemeName
{
    /// <summary>White panels.</summary>
    Light,

    /// <summary>Night-blue panels, for a dimmed room.</summary>
    Dark,

    /// <summary>White and yellow on black, for low vision and weak projectors.</summary>
    Contrast,
}

/// <summary>The colours of the interface. Every text colour stands out from what it lies on by at least 4.5 : 1.</summary>
public sealed record Theme
{
    private static readonly Theme Light = new()
    {
        Name = ThemeName.Light, Panel = Rgba.Hex(0xffffff, 0.96f), Ink = Rgba.Hex(0x16202c), QuietInk = Rgba.Hex(0x51606e), Outline = Rgba.Hex(0xdfe4ea),
        Accent = Rgba.Hex(0x0b63c0), AccentInk = Rgba.Hex(0xffffff), Track = Rgba.Hex(0xe6ebf1), Raised = Rgba.Hex(0xffffff), RaisedInk = Rgba.Hex(0x16202c),
        Shadow = Rgba.Hex(0x14203a, 0.24f), Focus = Rgba.Hex(0xb35900), Sky = Rgba.Hex(0xdfe7ee), Ground = Rgba.Hex(0xeef0ee), Fault = Rgba.Hex(0xb3261e),
        A = Rgba.Hex(0xa84a0c), B = Rgba.Hex(0x0b63c0), Better = Rgba.Hex(0x0d6e4f), Worse = Rgba.Hex(0x9c1f5c), Difference = Rgba.Hex(0x7a3fa0),
    };

    private static readonly Theme Dark = new()
    {
        Name = ThemeName.Dark, Panel = Rgba.Hex(0x151c26, 0.95f), Ink = Rgba.Hex(0xeef3f8), QuietInk = Rgba.Hex(0xa9b8c7), Outline = Rgba.Hex(0x2c3846),
        Accent = Rgba.Hex(0x4da3ff), AccentInk = Rgba.Hex(0x07121f), Track = Rgba.Hex(0x2a3542), Raised = Rgba.Hex(0x4da3ff), RaisedInk = Rgba.Hex(0x07121f),
        Shadow = Rgba.Hex(0x000000, 0.47f), Focus = Rgba.Hex(0xffc15e), Sky = Rgba.Hex(0x0e141c), Ground = Rgba.Hex(0x1b232d), Fault = Rgba.Hex(0xff8a80),
        A = Rgba.Hex(0xffb35c), B = Rgba.Hex(0x6cb4ff), Better = Rgba.Hex(0x5fd3a6), Worse = Rgba.Hex(0xff9ac6), Difference = Rgba.Hex(0xd7a6ff),
    };

    private static readonly Theme HighContrast = new()
    {
        Name = ThemeName.Contrast, Panel = Rgba.Hex(0x000000), Ink = Rgba.Hex(0xffffff), QuietInk = Rgba.Hex(0xf2f2f2), Outline = Rgba.Hex(0xffffff),
        Accent = Rgba.Hex(0xffd60a), AccentInk = Rgba.Hex(0x000000), Track = Rgba.Hex(0x333333), Raised = Rgba.Hex(0xffd60a), RaisedInk = Rgba.Hex(0x000000),
        Shadow = Rgba.Hex(0x000000, 0), Focus = Rgba.Hex(0x00e5ff), Sky = Rgba.Hex(0x000000), Ground = Rgba.Hex(0x1c1c1c), Fault = Rgba.Hex(0xffa8a0),
        A = Rgba.Hex(0xffb000), B = Rgba.Hex(0x7cc4ff), Better = Rgba.Hex(0x7ff0c0), Worse = Rgba.Hex(0xffa3d0), Difference = Rgba.Hex(0xe8c4ff),
    };

    /// <summary>Which look this is.</summary>
    public required ThemeName Name { get; init; }
    /// <summary>Behind groups of widgets; lets a little of the scene through.</summary>
    public required Rgba Panel { get; init; }
    /// <summary>Text that matters.</summary>
    public required Rgba Ink { get; init; }
    /// <summary>Text beside it.</summary>
    public required Rgba QuietInk { get; init; }
    /// <summary>Edges of panels and grid lines.</summary>
    public required Rgba Outline { get; init; }
    /// <summary>What is chosen.</summary>
    public required Rgba Accent { get; init; }
    /// <summary>Text on <see cref="Accent"/>.</summary>
    public required Rgba AccentInk { get; init; }
    /// <summary>Behind sliders and buttons.</summary>
    public required Rgba Track { get; init; }
    /// <summary>The chosen one of a group.</summary>
    public required Rgba Raised { get; init; }
    /// <summary>Text on <see cref="Raised"/>.</summary>
    public required Rgba RaisedInk { get; init; }
    /// <summary>Under panels.</summary>
    public required Rgba Shadow { get; init; }
    /// <summary>Around the widget that the keyboard acts on.</summary>
    public required Rgba Focus { get; init; }
    /// <summary>Behind the scene.</summary>
    public required Rgba Sky { get; init; }
    /// <summary>The scene's bare ground.</summary>
    public required Rgba Ground { get; init; }
    /// <summary>Sentences about what went wrong.</summary>
    public required Rgba Fault { get; init; }
    /// <summary>Scenario A.</summary>
    public required Rgba A { get; init; }
    /// <summary>Scenario B.</summary>
    public required Rgba B { get; init; }
    /// <summary>A change for the better.</summary>
    public required Rgba Better { get; init; }
    /// <summary>A change for the worse.</summary>
    public required Rgba Worse { get; init; }
    /// <summary>B − A.</summary>
    public required Rgba Difference { get; init; }

    /// <summary>The colours of a look.</summary>
    public static Theme Of(ThemeName name) => name switch { ThemeName.Dark => Dark, ThemeName.Contrast => HighContrast, _ => Light };
}
