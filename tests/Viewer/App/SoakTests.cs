using Silk.NET.OpenGL;
using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

[Collection("gl")]
public sealed class SoakTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private const int Inputs = 10_000, InputsPerFrame = 2, FramesPerPicture = 25, Width = 1280, Height = 720;
    private const long MostGrowth = 24L << 20;                 // bytes of the heap: lists and tables that have found their size
    private const uint MostObjects = 8;

    [Fact]
    public void Ten_thousand_random_inputs_neither_break_it_nor_let_it_grow()
    {
        using IGraphicsContext context = Headless.Open();
        using Viewing viewer = new(new Session(RunSource.Open([runs.Base, runs.Renovated]), new ViewState { Layers = new(Shadows: false) }, static () => { }, "host"), new ViewerSettings { Folder = runs.Scratch("soak"), Kiosk = true, IdleReset = 20 });
        using Painter painter = new(context.Gl, viewer);
        Random random = new(7);
        Chord[] chords = [.. Commands.All.Where(c => c.Id is not ("bookmark" or "tour.add" or "save.scenario")).SelectMany(c => c.Keys)];
        (long Heap, uint Objects) half = default;
        for (int k = 0; k < Inputs; k++)
        {
            viewer.Send(Any(random, chords));
            if (k % InputsPerFrame == 0) viewer.Frame(Width, Height, k * 0.05);
            if (k % (InputsPerFrame * FramesPerPicture) == 0) painter.Paint(Width / 4, Height / 4, new(1, 1, Shadows: false));
            if (k % 100 == 0) viewer.TakeExports();
            if (k == Inputs / 2) half = Held(context.Gl, viewer);
        }
        (long heap, uint objects) = Held(context.Gl, viewer);
        Assert.True(heap - half.Heap < MostGrowth, $"the heap grew from {half.Heap >> 20} to {heap >> 20} MiB");
        Assert.True(objects <= half.Objects + MostObjects, $"{objects - half.Objects} objects of the graphics card were added");
        Assert.InRange(viewer.Session.Source.Runs.Count, 2, 3);
        context.Gl.Check("the soak");
    }

    private static InputEvent Any(Random random, Chord[] chords)
    {
        (float x, float y) = (random.Next(-5, Width + 5), random.Next(-5, Height + 5));
        Chord chord = chords[random.Next(chords.Length)];
        return random.Next(8) switch
        {
            0 or 1 => new(InputKind.PointerMoved, x, y),
            2 => new(InputKind.ButtonDown, x, y, Code: random.Next(3)),
            3 => new(InputKind.ButtonUp, x, y, Code: random.Next(3)),
            4 => new(InputKind.Wheel, 0, random.Next(-3, 4)),
            5 => new(InputKind.KeyDown, Key: chord.Code, Modifiers: chord.Modifiers),
            6 => new(InputKind.Text, Code: random.Next(32, 0x2100)),
            _ => new(InputKind.FocusLost),
        };
    }

    // Names of objects are given from the lowest that is free.
    private static (long Heap, uint Objects) Held(GL gl, Viewing viewer)
    {
        viewer.Session.Settle();
        (uint texture, uint buffer, uint array, uint frame, uint colours) = (gl.GenTexture(), gl.GenBuffer(), gl.GenVertexArray(), gl.GenFramebuffer(), gl.GenRenderbuffer());
        gl.DeleteTexture(texture);
        gl.DeleteBuffer(buffer);
        gl.DeleteVertexArray(array);
        gl.DeleteFramebuffer(frame);
        gl.DeleteRenderbuffer(colours);
        return (GC.GetTotalMemory(forceFullCollection: true), texture + buffer + array + frame + colours);
    }
}
