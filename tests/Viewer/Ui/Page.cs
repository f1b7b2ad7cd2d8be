using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Tests.Viewer.Ui;

/// <summary>An interface with a page on it and a script to use it, without any graphics.</summary>
internal sealed class Page
{
    private readonly Action<Hud> _page;
    private double _seconds;

    public Page(Action<Hud> page, HudSettings? settings = null, int width = 1280, int height = 720)
    {
        (_page, Settings, Width, Height) = (page, settings ?? new HudSettings(), width, height);
        Script = new(Hud, Frame);
        Script.Send();
    }

    public Hud Hud { get; } = new();
    public UiScript Script { get; }
    public HudSettings Settings { get; set; }
    public int Width { get; set; }
    public int Height { get; set; }

    public void Frame()
    {
        Hud.Begin(Width, Height, Settings, _seconds += 0.05);
        _page(Hud);
        Hud.End();
    }

    public void Wait(double seconds)
    {
        _seconds += seconds;
        Script.Send();
    }
}
