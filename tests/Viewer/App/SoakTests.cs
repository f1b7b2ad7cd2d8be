using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Gl;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

[Collection("gl")]
public sealed unsafe class SoakTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private const int Inputs = 10_000, InputsPerFrame = 2, FramesPerPicture = 25, Width = 1280, Height = 720;
    private const long MostGrowth = 24L << 20;                 // bytes of the heap: lists and tables that have found their size
    private const uint MostObjects = 8;

    [Fact]
    public void Ten_thousand_random_inputs_neither_break_it_nor_let_it_grow()
    {
        using IWindowHost host = Headless.Open(Width, Height);
        using Viewing viewer = new(new Session(RunSource.Open([runs.Base, runs.Renovated]), new ViewState { Layers = new(Shadows: false) }, static () => { }, "host"), new ViewerSettings { Folder = runs.Scratch("soak"), Kiosk = true, IdleReset = 20 });
        using Painter painter = new(viewer);
        Random random = new(7);
        Chord[] chords = [.. Commands.All.Where(c => c.Id is not ("bookmark" or "tour.add" or "save.scenario")).SelectMany(c => c.Keys)];
        (long Heap, uint Objects) half = default;
        for (int k = 0; k < Inputs; k++)
        {
            viewer.Send(Any(random, chords));
            if (k % InputsPerFrame == 0) viewer.Frame(Width, Height, k * 0.05);
            if (k % (InputsPerFrame * FramesPerPicture) == 0) painter.Paint(Width / 4, Height / 4, new(1, 1, Shadows: false));
            if (k % 100 == 0) viewer.TakeExports();
            if (k == Inputs / 2) half = Held(viewer);
        }
        (long heap, uint objects) = Held(viewer);
        Assert.True(heap - half.Heap < MostGrowth, $"the heap grew from {half.Heap >> 20} to {heap >> 20} MiB");
        Assert.True(objects <= half.Objects + MostObjects, $"{objects - half.Objects} objects of the graphics card were added");
        Assert.InRange(viewer.Session.Source.Runs.Count, 2, 3);
        GL.Check("the soak");
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
    private static (long Heap, uint Objects) Held(Viewing viewer)
    {
        viewer.Session.Settle();
        uint texture, buffer, array, frame, colours;
        GL.GenTextures(1, &texture);
        GL.GenBuffers(1, &buffer);
        GL.GenVertexArrays(1, &array);
        GL.GenFramebuffers(1, &frame);
        GL.GenRenderbuffers(1, &colours);
        GL.DeleteTextures(1, &texture);
        GL.DeleteBuffers(1, &buffer);
        GL.DeleteVertexArrays(1, &array);
        GL.DeleteFramebuffers(1, &frame);
        GL.DeleteRenderbuffers(1, &colours);
        return (GC.GetTotalMemory(forceFullCollection: true), texture + buffer + array + frame + colours);
    }
}
