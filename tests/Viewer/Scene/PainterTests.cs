using Silk.NET.OpenGL;
using TerritoryTwin.Tests.Viewer.App;
using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.Scene;

[Collection("gl")]
public sealed class PainterTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private const int Width = 640, Height = 360;

    private static readonly Layout[] Layouts = [Layout.Plan, Layout.Compare, Layout.Single, Layout.Triple, Layout.Plan];

    [Fact]
    public void A_second_session_in_one_context_draws_what_it_draws_in_a_context_of_its_own()
    {
        byte[][] alone = [.. Layouts.Select(layout =>
        {
            using IGraphicsContext fresh = Headless.Open();
            return Drawn(fresh.Gl, [layout])[0];
        })];
        using IGraphicsContext context = Headless.Open();
        for (int session = 0; session < 2; session++)
        {
            byte[][] drawn = Drawn(context.Gl, Layouts);
            for (int k = 0; k < Layouts.Length; k++) Assert.True(alone[k].AsSpan().SequenceEqual(drawn[k]), $"session {session + 1}, picture {k + 1}, {Layouts[k]}: {Differing(alone[k], drawn[k])} bytes differ");
        }
    }

    [Fact]
    public void Two_painters_of_one_viewer_draw_the_same()
    {
        using IGraphicsContext context = Headless.Open();
        using Viewing viewer = Open();
        using Painter first = new(context.Gl, viewer), second = new(context.Gl, viewer);
        foreach (Layout layout in Layouts)
        {
            viewer.Session.Change(s => s with { Layout = layout });
            byte[] one = Pictures.Draw(viewer, first, Width, Height), other = Pictures.Draw(viewer, second, Width, Height);
            Assert.True(one.AsSpan().SequenceEqual(other), $"{layout}: {Differing(one, other)} bytes differ");
        }
    }

    [Fact]
    public void A_day_looks_the_same_whichever_day_was_drawn_before()
    {
        const int noon = 12 + 24 * 171;
        using IGraphicsContext context = Headless.Open();
        byte[] At(Viewing viewer, Painter painter, int hour)
        {
            viewer.Session.Change(s => s with { Hour = hour });
            return Pictures.Draw(viewer, painter, Width, Height);
        }
        using Viewing direct = Open(), later = Open();
        using Painter one = new(context.Gl, direct), other = new(context.Gl, later);
        At(later, other, noon);
        At(later, other, noon + 24 * 2);
        Assert.Equal(At(direct, one, noon + 24 * 3), At(later, other, noon + 24 * 3));
    }

    [Theory, InlineData(Layout.Single, 1280), InlineData(Layout.Plan, 1280), InlineData(Layout.Plan, 1920), InlineData(Layout.Compare, 1280)]
    public void Names_stand_where_no_panel_is_and_their_place_is_found_there(Layout layout, int width)
    {
        int height = width * 9 / 16;
        using IGraphicsContext context = Headless.Open();
        using Viewing viewer = Open();
        using Painter painter = new(context.Gl, viewer);
        viewer.Session.Change(s => s with { Layout = layout });
        viewer.Frame(width, height, 0);
        foreach (Pane pane in viewer.Panes)
        {
            IReadOnlyList<SceneName> names = painter.Names(pane, (text, _) => (7 * text.Length, 16));
            Assert.NotEmpty(names);
            Assert.All(names, n => Assert.True(pane.Free.Contains(n.X - 3.5f * n.Text.Length, n.Y - 8) && pane.Free.Contains(n.X + 3.5f * n.Text.Length, n.Y + 8), n.Text));
            Assert.NotNull(painter.Pick(pane.Free.MiddleX, pane.Free.MiddleY));
        }
    }

    [Fact]
    public void What_was_planted_is_drawn_in_the_pane_of_its_scenario_alone()
    {
        using IGraphicsContext context = Headless.Open();
        using Viewing viewer = Open();
        using Painter painter = new(context.Gl, viewer);
        Session session = viewer.Session;
        session.Change(s => s with { Layout = Layout.Compare, B = "plain", Choosing = ChosenKind.Roads, Layers = s.Layers with { Shadows = false, Labels = false } });
        session.Toggle(Enumerable.Range(0, session.Source.Territory.Roads.Count));
        session.Choose(null);
        byte[] before = Pane(0), after = Pane(1);
        session.Choose(ChosenKind.Roads);
        session.Add("plant_trees", new Dictionary<string, string>());
        session.Settle();
        session.Choose(null);
        Assert.True(session.B.Ground.Count > 100);
        Assert.Equal(0, Differing(before, Pane(0)));
        Assert.True(Differing(after, Pane(1)) > after.Length / 100);
        session.Undo();
        Assert.Equal(0, Differing(after, Pane(1)));

        byte[] Pane(int which)
        {
            viewer.Clean = true;
            byte[] picture = Pictures.Draw(viewer, painter, Width, Height);
            int half = Width / 2 - 4, bytes = picture.Length / (Width * Height);
            return [.. Enumerable.Range(60, Height - 100).SelectMany(y => picture.AsSpan(bytes * (y * Width + (which == 0 ? 0 : Width - half)), bytes * half).ToArray())];          // below the names, above the sources
        }
    }

    private Viewing Open() => new(new Session(RunSource.Open([runs.Base, runs.Renovated]), new ViewState { ReducedMotion = true }, static () => { }, "host"), new ViewerSettings());

    private byte[][] Drawn(GL gl, Layout[] layouts)
    {
        using Viewing viewer = Open();
        using Painter painter = new(gl, viewer);
        return [.. layouts.Select(layout =>
        {
            viewer.Session.Change(s => s with { Layout = layout });
            byte[] picture = Pictures.Draw(viewer, painter, Width, Height);
            gl.Check($"{layout}");
            return picture;
        })];
    }

    private static int Differing(byte[] a, byte[] b) => a.Zip(b).Count(p => p.First != p.Second);
}
