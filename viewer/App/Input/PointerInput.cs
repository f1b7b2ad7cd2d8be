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

    /// <summary>Where the pointer is [px].</summary>
    public (float X, float Y) At { get; private set; }
    /// <summary>What it rests on; nothing where the scene has moved under it since, until it moves itself.</summary>
    public Chosen? Hovered => _picked is { } picked && picked.Camera == session.State.Camera && picked.Layout == session.State.Layout ? picked.What : null;
    /// <summary>Whether it drags the camera.</summary>
    public bool Dragging => _drag != null;

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
    public void Release() => (_drag, _button) = (null, -1);

    private void Moved(InputEvent input)
    {
        At = (input.X, input.Y);
        if (_drag is not { } from)
        {
            _picked = hud.HasPointer ? null : (camera.Scene?.Pick(input.X, input.Y), session.State.Camera, session.State.Layout);
            return;
        }
        (float, float) by = (input.X - from.X, input.Y - from.Y);
        bool pans = _button != 0 || session.State.Layout == Layout.Plan;
        camera.Move(new CameraMove(pans ? default : by, pans ? by : default, 0, input.X, input.Y));
        _drag = (input.X, input.Y);
    }

    private void Released(InputEvent input)
    {
        bool clicks = _button == 0 && _drag != null && Math.Abs(input.X - _pressedAt.X) + Math.Abs(input.Y - _pressedAt.Y) <= ClickReach;
        Release();
        if (clicks && camera.Scene is { } scene) session.Change(s => s with { Selection = scene.Pick(input.X, input.Y) });
    }
}
