using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.App;

/// <summary>The pointer over the scene: drags move the camera, a click chooses, rest hovers.</summary>
internal sealed class PointerInput(Session session, Hud hud, CameraControl camera)
{
    private const float ClickReach = 5;         // [px]
    private (float X, float Y)? _drag;
    private (float X, float Y) _pressedAt;
    private int _button = -1;
    private (Chosen? What, CameraView Camera, Layout Layout)? _picked;
    private readonly List<(float X, float Y)> _lasso = [];

    /// <summary>Where the pointer is [px].</summary>
    public (float X, float Y) At { get; private set; }
    /// <summary>What it rests on; nothing where the scene has moved under it since, until it moves itself.</summary>
    public Chosen? Hovered => _picked is { } picked && picked.Camera == session.State.Camera && picked.Layout == session.State.Layout ? picked.What : null;
    /// <summary>Whether it drags the camera.</summary>
    public bool Dragging => _drag != null && !Draws;

    /// <summary>The name of a place that it rests on and would choose; null: none.</summary>
    public string? Named { get; private set; }
    /// <summary>The line that the pointer draws around what it chooses [px]; empty while it draws none.</summary>
    public IReadOnlyList<(float X, float Y)> Lasso => _lasso;

    /// <summary>Takes an event that no widget took.</summary>
    public void Handle(InputEvent input)
    {
        switch (input.Kind)
        {
            case InputKind.ButtonDown:
                (_button, _pressedAt, _drag) = (input.Code, (input.X, input.Y), (input.X, input.Y));
                break;
            case InputKind.PointerMoved: Moved(input); break;
            case InputKind.ButtonUp: Released(input); break;
            case InputKind.FocusLost: Release(); break;
            case InputKind.Wheel: camera.Move(new CameraMove(default, default, input.Y, At.X, At.Y)); break;
        }
    }

    /// <summary>Ends a drag.</summary>
    public void Release()
    {
        (_drag, _button) = (null, -1);
        _lasso.Clear();
    }

    private bool Draws => session.Choosing != null && _button == 0;

    private void Moved(InputEvent input)
    {
        At = (input.X, input.Y);
        Named = session.Choosing == null || hud.HasPointer ? null : camera.Scene?.NameAt(input.X, input.Y);
        if (_drag is not { } from)
        {
            _picked = hud.HasPointer ? null : (camera.Scene?.Pick(input.X, input.Y), session.State.Camera, session.State.Layout);
            return;
        }
        if (Draws)
        {
            if (_lasso.Count == 0) _lasso.Add(_pressedAt);
            if (Away(_lasso[^1]) >= ClickReach) _lasso.Add(At);
            return;
        }
        (float, float) by = (input.X - from.X, input.Y - from.Y);
        bool pans = _button != 0 || session.State.Layout == Layout.Plan;
        camera.Move(new CameraMove(pans ? default : by, pans ? by : default, 0, input.X, input.Y));
        _drag = (input.X, input.Y);
    }

    private void Released(InputEvent input)
    {
        bool clicks = _lasso.Count < 2 && _button == 0 && _drag != null && Math.Abs(input.X - _pressedAt.X) + Math.Abs(input.Y - _pressedAt.Y) <= ClickReach;
        (float, float)[] drawn = [.. _lasso];
        Release();
        if (camera.Scene is not { } scene) return;
        if (session.Choosing is not { } kind)
        {
            if (clicks) session.Change(s => s with { Selection = scene.Pick(input.X, input.Y) });
        }
        else if (clicks) session.Toggle(Pointed(scene, kind, input.X, input.Y));
        else if (drawn.Length > 2) session.Toggle(scene.Within(kind, drawn));
    }

    private float Away((float X, float Y) from) => Math.Abs(At.X - from.X) + Math.Abs(At.Y - from.Y);

    // A building or a road without a name, or all of a street or a place that is pointed at or whose name is.
    private IEnumerable<int> Pointed(IScene scene, ChosenKind kind, float x, float y)
    {
        ILookup<string, int> places = session.Source.ByPlace(kind);
        if (scene.NameAt(x, y) is { } name) return places[name];
        return scene.Pick(x, y) switch
        {
            { Kind: "building" } building when kind == ChosenKind.Buildings => [building.Index],
            { Kind: "road" } around when session.Source.Territory.Roads[around.Index].IsContext => [],
            { Kind: "road" } road when session.Source.Territory.Roads[road.Index].Name is { Length: > 0 } street => places[street],
            { Kind: "road" } road when kind == ChosenKind.Roads => [road.Index],
            _ => [],
        };
    }
}
