using Silk.NET.OpenGL;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Tests.Viewer.Ui;

[Collection("gl")]
public sealed unsafe class SheetTests
{
    private static readonly string Folder = Path.Combine(SharedData.Repository, "tests", "Viewer", "Ui", "Golden");

    public static TheoryData<string> Sheets => ["controls-light-fr", "controls-dark-en", "controls-contrast-fr", "figures-light-fr", "figures-dark-en", "kiosk-light-fr", "help-light-en"];

    /// <summary>TWIN_REGENERATE=1 writes the pictures anew; TWIN_PICTURES names a folder for pictures to look at, at TWIN_SIZE (1920x1080).</summary>
    [Theory, MemberData(nameof(Sheets))]
    public void A_sheet_of_widgets_looks_as_it_was_approved(string name)
    {
        (int width, int height) = Size();
        Page page = Open(name, width, height);
        byte[] picture = Draw(page);
        if (Environment.GetEnvironmentVariable("TWIN_PICTURES") is { } folder)
        {
            Png.Write(Path.Combine(folder, $"{name}-{width}x{height}.png"), width, height, picture);
            return;
        }
        string file = Path.Combine(Folder, name + ".png");
        if (Environment.GetEnvironmentVariable("TWIN_REGENERATE") == "1") Png.Write(file, width, height, picture);
        Assert.Equal((width, height), PngFile.SizeOf(file));
        byte[] approved = PngFile.Pixels(file);
        Assert.InRange(GoldenPicture.Differing(approved, picture, width, new(0, 0, width, height)), 0, width * height / 16 / 200);
        foreach ((string id, Box box) in page.Hud.Rectangles)
        {
            int cells = (int)(box.Width * box.Height / 16);
            Assert.True(GoldenPicture.Differing(approved, picture, width, box) <= Math.Max(2, cells / 40), $"{id} of {name} looks different");
        }
    }

    [Fact]
    public void The_whole_interface_takes_one_draw_call_for_each_clip_rectangle()
    {
        using IGraphicsContext context = Headless.Open();
        using HudRenderer renderer = new(context.Gl);
        using Target target = new(context.Gl, 1280, 720, 1);
        Page page = Open("kiosk-light-fr", 1280, 720);
        target.Begin();
        renderer.Draw(page.Hud.Canvas);
        Assert.Equal(1, renderer.DrawCalls);
        context.Gl.Check("drawing the interface");
    }

    private static (int, int) Size()
    {
        string[] parts = (Environment.GetEnvironmentVariable("TWIN_PICTURES") == null ? null : Environment.GetEnvironmentVariable("TWIN_SIZE"))?.Split('x') ?? ["1280", "720"];
        return (int.Parse(parts[0]), int.Parse(parts[1]));
    }

    private static Page Open(string name, int width, int height)
    {
        string[] parts = name.Split('-');
        Sheets sheets = new() { HelpOpen = parts[0] == "help" };
        ThemeName theme = parts[1] switch { "dark" => ThemeName.Dark, "contrast" => ThemeName.Contrast, _ => ThemeName.Light };
        HudSettings settings = new(theme, parts[2] == "fr" ? Language.French : Language.English, Kiosk: parts[0] == "kiosk", ReducedMotion: true);
        return new Page(parts[0] switch { "figures" => sheets.Figures, "kiosk" => sheets.Kiosk, _ => sheets.Controls }, settings, width, height);
    }

    private static byte[] Draw(Page page)
    {
        using IGraphicsContext context = Headless.Open();
        using HudRenderer renderer = new(context.Gl);
        using Target target = new(context.Gl, page.Width, page.Height, 1);
        Rgba sky = page.Hud.Theme.Sky.Mixed(page.Hud.Theme.Accent, 0.25f);
        target.Begin();
        context.Gl.ClearColor(sky.R / 255f, sky.G / 255f, sky.B / 255f, 1);
        context.Gl.Clear(ClearBufferMask.ColorBufferBit);
        renderer.Draw(page.Hud.Canvas);
        context.Gl.Check("drawing a sheet");
        return target.Read();
    }
}
