using System.Numerics;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Solar;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Scene;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>How much work goes into a picture.</summary>
/// <param name="Samples">Per pixel; 1: no smoothing.</param>
/// <param name="Divisor">The scene is drawn at this fraction of the size: 2 while it moves on a slow machine.</param>
/// <param name="Shadows">Whether shadows may be drawn.</param>
public readonly record struct Quality(int Samples, int Divisor, bool Shadows)
{
    /// <summary>For pictures that are kept.</summary>
    public static Quality Best { get; } = new(4, 1, Shadows: true);
}

/// <summary>Draws a viewer: the scene of each pane, kept while it stands, and the interface over it.</summary>
public sealed class Painter : IScene, IDisposable
{
    private const int MostNames = 18, IsoLines = 8;
    private const float DashesInHour = 0.3f;
    private static readonly string[] s_flows = ["s-1", "h-1", "day-1"];                    // units of what passes along a road
    private const float RoomForName = 50_000;                      // of the picture at scale 1 [px²]
    private static readonly (float Width, float Height) s_furniture = (190, 105);          // compass and scale bar, in the corner of the free area
    private readonly Viewer _viewer;
    private readonly SceneModel _model;
    private readonly GL _gl;
    private readonly SceneRenderer _renderer;
    private readonly HudRenderer _hud;
    private readonly Picking _picking;
    private readonly PaneCameras _cameras;
    private readonly Dictionary<string, (IReadOnlyList<GroundWork> Works, SceneGround Ground)> _grounds = new(StringComparer.Ordinal);
    private Target? _scene, _picture;
    private (int Data, int A, int B) _uploaded = (-1, -1, -1);
    private (int Revision, Chosen? Hovered, Quality Quality, int Width, int Height) _drawn;
    private IReadOnlyList<Pane> _drawnPanes = [];
    private (ChosenKind?, IReadOnlyList<int>?) _marked;
    private ((int Revision, int Width, int Height) View, Dictionary<Pane, IReadOnlyList<SceneName>> Of) _names = ((-1, 0, 0), []);

    /// <summary>Prepares the territory; some seconds for 100,000 buildings.</summary>
    public Painter(GL gl, Viewer viewer)
    {
        (_gl, _viewer, _renderer, _hud) = (gl, viewer, new(gl), new(gl));
        _model = SceneModel.Of(viewer.Session.Source.Territory);
        _picking = new Picking(_model);
        _cameras = new PaneCameras(viewer, _model, _picking);
        if (viewer.Background is { } picture) _renderer.SetPicture(picture);
        viewer.Scene = this;
    }

    private Session Session => _viewer.Session;

    /// <summary>Draws a frame that <see cref="Viewer.Frame"/> has built for this size.</summary>
    /// <param name="width">[px].</param> <param name="height">[px].</param> <param name="quality">Of the scene.</param>
    /// <returns>The picture; it is drawn over by the next call.</returns>
    public Target Paint(int width, int height, Quality quality)
    {
        Fit(ref _picture, width, height, 1);
        (int, Chosen?, Quality, int, int) now = (Session.Revision, _viewer.Hovered, quality, width, height);
        if (_drawn != now || !_drawnPanes.SequenceEqual(_viewer.Panes))
        {
            Fit(ref _scene, Math.Max(1, width / quality.Divisor), Math.Max(1, height / quality.Divisor), quality.Samples);
            DrawScene(_scene!, quality);
            _scene!.Resolve();
            (_drawn, _drawnPanes) = (now, _viewer.Panes);
        }
        _scene!.CopyTo(_picture!);
        _picture!.BeginResolved();
        _hud.Draw(_viewer.Hud.Canvas);
        return _picture;
    }

    /// <inheritdoc/>
    public double MetresPerPixel => _cameras.Of(Session.State.Camera, _viewer.Panes[0]).MetresPerPixel(_cameras.Height) * _viewer.Hud.Canvas.Scale;

    /// <inheritdoc/>
    public IReadOnlyList<int> Within(ChosenKind kind, IReadOnlyList<(float X, float Y)> outline)
    {
        Pane pane = _cameras.PaneAt(outline[0].X);
        (float left, float width) = _cameras.Edges(pane);
        Camera camera = _cameras.Of(Session.State.Camera, pane);
        Polygon shape = new(new([.. outline.Select(p => (double)(p.X - left))], [.. outline.Select(static p => (double)p.Y)]), []);
        int count = kind == ChosenKind.Roads ? _model.Territory.Roads.Count : Session.Buildings;
        return [.. Enumerable.Range(0, count).Where(e => MiddleOf(kind, e) is { } middle && camera.Project(middle, width, _cameras.Height) is var (x, y, _) && shape.Contains(x, y))];
    }

    /// <inheritdoc/>
    public string? NameAt(float x, float y) => !Session.State.Layers.Labels || _names.View != (Session.Revision, _cameras.Width, _cameras.Height) ? null : _names.Of.Values.SelectMany(static n => n)
        .FirstOrDefault(n => n.IsPlace && Math.Abs(x - n.X) <= n.Width / 2 && Math.Abs(y - n.Y) <= n.Height / 2).Text;

    private Vector3? MiddleOf(ChosenKind kind, int element)
    {
        if (kind == ChosenKind.Roads) return _model.Territory.Roads[element].Middle is var (x, y) ? _model.OnGround(x, y) : null;
        Scene.Box bounds = _model.Buildings.Bounds[element];
        return bounds.IsEmpty ? null : bounds.Center with { Z = bounds.High.Z };
    }

    /// <inheritdoc/>
    public Chosen? Pick(float x, float y)
    {
        Pane pane = _cameras.PaneAt(x);
        (float left, float width) = _cameras.Edges(pane);
        Picked picked = _picking.At(_cameras.Of(Session.State.Camera, pane), x - left, y, width, _cameras.Height, StateOf(pane, Quality.Best));
        return picked.Element.Kind switch
        {
            ElementKind.Building => new("building", picked.Element.Index),
            ElementKind.Road => new("road", picked.Element.Index),
            ElementKind.Ground => Cell(picked.X, picked.Y),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public CameraView Moved(CameraView view, CameraMove move) => _cameras.Moved(view, move);

    /// <inheritdoc/>
    public IReadOnlyList<SceneName> Names(Pane pane, Func<string, bool, (float Width, float Height)> measure)
    {
        (int, int, int) view = (Session.Revision, _cameras.Width, _cameras.Height);
        if (_names.View != view) _names = (view, []);
        if (_names.Of.TryGetValue(pane, out IReadOnlyList<SceneName>? known)) return known;
        (float left, float width) = _cameras.Edges(pane);
        Camera camera = _cameras.Of(Session.State.Camera, pane);
        float height = _cameras.Height, scale = _viewer.Hud.Canvas.Scale, right = camera.Free.Right * width, bottom = camera.Free.Bottom * height;
        int most = Math.Clamp((int)(camera.Free.Width * width * camera.Free.Height * height / (scale * scale * RoomForName)), 1, MostNames);
        (float, float, float, float)[] corner = [(right - s_furniture.Width * scale, bottom - s_furniture.Height * scale, right, bottom)];
        IReadOnlyList<PlacedName> places = PlaceNames.Place(_model, camera, width, height, n => measure(n.Text, n.Kind == PlaceKind.District), most, corner);
        List<SceneName> names = [.. places.Select(n => Written(n.Name.Text, n.X, n.Y, n.Name.Kind == PlaceKind.District, isPlace: true))];
        IEnumerable<(float, float, float, float)> taken = names.Select(n => (n.X - left - n.Width / 2, n.Y - n.Height / 2, n.X - left + n.Width / 2, n.Y + n.Height / 2));
        if (ColouredIn(pane) == Coloured.Ground && IsoStep(pane) is var step and > 0)
        {
            (double factor, _) = _viewer.Shown;
            int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step / factor) - 1e-9), 0, 6);
            string Text(double v) => pane.IsDifference && v > 0 ? "+" + _viewer.Hud.Numbers.Number(v / factor, decimals) : _viewer.Hud.Numbers.Number(v / factor, decimals);
            names.AddRange(IsoLabels.Place(_model, camera, width, height, scale, FieldOf(pane), step, v => measure(Text(v), false), taken.Concat(corner))
                .Select(l => Written(Text(l.Value), l.X, l.Y, strong: false, isPlace: false)));
        }
        return _names.Of[pane] = names;

        SceneName Written(string text, float x, float y, bool strong, bool isPlace) => measure(text, strong) is var (wide, high) ? new(text, left + x, y, strong, isPlace, wide, high) : default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scene?.Dispose();
        _picture?.Dispose();
        _renderer.Dispose();
        _hud.Dispose();
    }

    private void DrawScene(Target target, Quality quality)
    {
        Upload();
        if (_marked != (Session.Choosing, Session.Marked))
        {
            _marked = (Session.Choosing, Session.Marked);
            _renderer.Mark(_model, Session.Choosing switch { ChosenKind.Roads => ElementKind.Road, ChosenKind.Buildings => ElementKind.Building, _ => ElementKind.None }, Session.Marked);
        }
        foreach (Pane pane in _viewer.Panes)
        {
            int left = (int)Math.Round(pane.Left * target.Width), right = (int)Math.Round(pane.Right * target.Width);
            _renderer.Draw(_model, StateOf(pane, quality), _cameras.Of(Session.State.Camera, pane), new(left, 0, right - left, target.Height), target);
        }
    }

    private void Upload()
    {
        (int, int, int) now = (Session.DataRevision, Session.IndexA, Session.IndexB);
        if (_uploaded == now) return;
        _uploaded = now;
        _renderer.SetGround(_model, Shown.A, GroundOf(Session.A));
        _renderer.SetGround(_model, Shown.B, GroundOf(Session.B));
        if (Session.Variable is { OnGround: true })
        {
            if (Session.Grid(Session.IndexA) is { } a) _renderer.SetField(Shown.A, a);
            if (Session.Grid(Session.IndexB) is { } b) _renderer.SetField(Shown.B, b);
            return;
        }
        if (Session.Variable is { OnRoads: true })
        {
            _renderer.SetRoads(_model, Shown.A, Session.Values(Session.IndexA));
            _renderer.SetRoads(_model, Shown.B, Session.Values(Session.IndexB));
            return;
        }
        _renderer.SetBuildings(_model, Shown.A, Session.Values(Session.IndexA));
        _renderer.SetBuildings(_model, Shown.B, Session.Values(Session.IndexB));
    }

    // Kept as long as the works are the same: sliders that move other things leave it be.
    private SceneGround GroundOf(Run run)
    {
        if (run.Ground.Count == 0) return _model.Ground;
        if (!_grounds.TryGetValue(run.Name, out (IReadOnlyList<GroundWork> Works, SceneGround Ground) known) || !known.Works.Select(Meaning).SequenceEqual(run.Ground.Select(Meaning)))
            _grounds[run.Name] = known = (run.Ground, _model.GroundOf(GroundWorks.On(_model.Territory, run.Ground)));
        return known.Ground;

        static (GroundLayer, string, double, double, double) Meaning(GroundWork work) => (work.Layer, work.Zone.Id, work.Zone.Height, work.Zone.Area.Area, work.Zone.Area.Outer.X[0]);
    }

    private SceneState StateOf(Pane pane, Quality quality)
    {
        ViewState state = Session.State;
        ValueScale scale = pane.IsDifference ? Session.DifferenceScale : Session.Scale;
        SunPosition sun = SunAt(state.Hour);
        return new()
        {
            Coloured = ColouredIn(pane),
            Shown = pane.IsDifference ? Shown.Difference : pane.Run == Session.IndexA ? Shown.A : Shown.B,
            Scale = scale,
            IsoStep = (float)IsoStep(pane),
            Buildings = state.Layers.Buildings,
            Picture = state.Layers.Background,
            Roads = state.Layers.Roads || Session.Variable is { OnRoads: true },
            Dashes = Session.Variable is { OnRoads: true } flow && s_flows.Any(u => flow.Unit.EndsWith(u, StringComparison.Ordinal)),
            DashTime = DashesInHour * state.Hour,
            Shadows = state.Layers.Shadows && quality.Shadows && state.Layout != Layout.Plan,
            SunElevation = (float)sun.Elevation,
            SunAzimuth = (float)sun.Azimuth,
            Hovered = ElementOf(_viewer.Hovered),
            Selected = ElementOf(state.Selection),
            Theme = ThemeOf(state.Theme),
        };
    }

    internal static SceneTheme ThemeOf(ThemeName theme) => theme switch { ThemeName.Dark => SceneTheme.Dark, ThemeName.Contrast => SceneTheme.HighContrast, _ => SceneTheme.Light };

    private Coloured ColouredIn(Pane pane)
    {
        if (Session.Variable is not { } variable) return Coloured.Nothing;
        if (variable.OnRoads) return Coloured.Roads;
        if (!variable.OnGround) return Coloured.Buildings;
        bool there = pane.IsDifference ? Session.Grid(Session.IndexA) is { } a && Session.Grid(Session.IndexB) is { } b && a.Grid == b.Grid : Session.Grid(pane.Run) != null;
        return there ? Coloured.Ground : Coloured.Nothing;
    }

    // Nice in the unit that the legend shows; 0: classes have no lines.
    private double IsoStep(Pane pane)
    {
        if (Session.Variable is not { OnGround: true, Classes.Count: 0 }) return 0;
        ValueScale scale = pane.IsDifference ? Session.DifferenceScale : Session.Scale;
        double factor = _viewer.Shown.Factor;
        return scale.High > scale.Low ? factor * ValueScale.NiceStep((scale.High - scale.Low) / factor, IsoLines) : 0;
    }

    private Func<double, double, float> FieldOf(Pane pane)
    {
        Raster? a = Session.Grid(pane.IsDifference ? Session.IndexA : pane.Run), b = pane.IsDifference ? Session.Grid(Session.IndexB) : null;
        return (x, y) => a == null || !Holds(a.Grid, x, y) ? float.NaN : b == null ? a.At(x, y) : b.At(x, y) - a.At(x, y);

        static bool Holds(Grid g, double x, double y) => x >= g.West && y >= g.South && x <= g.West + g.Columns * g.CellSize && y <= g.South + g.Rows * g.CellSize;
    }

    private SunPosition SunAt(int hour)
    {
        Territory territory = Session.Source.Territory;
        TimeSpan standard = TimeSpan.FromHours(Session.Calendar.Rules.StandardOffset);
        DateTimeOffset time = new DateTimeOffset(SunPosition.CalendarYear, 1, 1, 0, 30, 0, standard).AddHours(hour);
        return SunPosition.At(time, territory.Latitude, territory.Longitude);
    }

    private Chosen? Cell(double x, double y)
    {
        if (Session.Grid(Session.IndexShown) is not { } raster) return null;
        (int i, int j) = raster.Grid.CellOf(x, y);
        return i < 0 || j < 0 || i >= raster.Grid.Columns || j >= raster.Grid.Rows ? null : new("cell", j * raster.Grid.Columns + i);
    }

    private static Element ElementOf(Chosen? selection) => selection switch
    {
        { Kind: "building" } => new(ElementKind.Building, selection.Index),
        { Kind: "road" } => new(ElementKind.Road, selection.Index),
        _ => Element.None,
    };

    private void Fit(ref Target? target, int width, int height, int samples)
    {
        if (target != null && target.Width == width && target.Height == height && target.Samples == samples) return;
        target?.Dispose();
        target = new Target(_gl, width, height, samples);
    }
}
