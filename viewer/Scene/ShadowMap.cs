using System.Numerics;
using TerritoryTwin.Viewer.Gl;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>Depths of the town as the sun sees it; drawn again only when the sun has moved.</summary>
internal sealed unsafe class ShadowMap : IDisposable
{
    private const int Size = 4096;

    private readonly GlProgram _program = new("shadow", Shaders.DepthVertex, Shaders.DepthFragment);
    private readonly Texture _depths;
    private readonly uint _framebuffer;
    private Vector3 _drawnFor;
    private bool _withTrees;

    public ShadowMap()
    {
        _depths = new Texture(Size, Size, TexelFormat.Depth24, smooth: true);
        uint id;
        GL.GenFramebuffers(1, &id);
        _framebuffer = id;
        GL.BindFramebuffer(GL.FRAMEBUFFER, id);
        GL.FramebufferTexture2D(GL.FRAMEBUFFER, GL.DEPTH_ATTACHMENT, GL.TEXTURE_2D, _depths.Id, 0);
        GL.DrawBuffer(GL.NONE);
        GL.ReadBuffer(GL.NONE);
    }

    /// <summary>From local metres to the map, −1 to 1.</summary>
    public Matrix4x4 Matrix { get; private set; } = Matrix4x4.Identity;
    /// <summary>Width of a texel on the ground [m].</summary>
    public float Texel { get; private set; }

    public void Bind(int unit) => _depths.Bind(unit);

    /// <summary>Another scene follows.</summary>
    public void Forget() => _drawnFor = default;

    public void Update(SceneModel model, SceneMeshes meshes, SceneState state)
    {
        Vector3 sun = state.Sun;
        bool trees = state.Trees && state.Coloured != Coloured.Ground;
        if (sun == _drawnFor && trees == _withTrees) return;
        (_drawnFor, _withTrees) = (sun, trees);
        (Matrix, Texel) = Towards(sun, model);
        GL.BindFramebuffer(GL.FRAMEBUFFER, _framebuffer);
        GL.Viewport(0, 0, Size, Size);
        GL.Disable(GL.SCISSOR_TEST);
        GL.Disable(GL.BLEND);
        GL.Disable(GL.CULL_FACE);
        GL.Enable(GL.DEPTH_TEST);
        GL.DepthFunc(GL.LEQUAL);
        GL.DepthMask(1);
        GL.Clear(GL.DEPTH_BUFFER_BIT);
        GL.Enable(GL.POLYGON_OFFSET_FILL);
        GL.PolygonOffset(1.5f, 2);
        _program.Use();
        _program.Set("view", Matrix);
        meshes.DrawCasters(trees);
        GL.Disable(GL.POLYGON_OFFSET_FILL);
    }

    public void Dispose()
    {
        uint id = _framebuffer;
        GL.DeleteFramebuffers(1, &id);
        _depths.Dispose();
        _program.Dispose();
    }

    // As tight as the buildings allow, whatever lies between them and the sun.
    private (Matrix4x4, float) Towards(Vector3 sun, SceneModel model)
    {
        Vector3 east = Vector3.Normalize(Vector3.Cross(Math.Abs(sun.Z) > 0.999f ? Vector3.UnitY : Vector3.UnitZ, sun)), up = Vector3.Cross(sun, east);
        Box town = model.Bounds;
        foreach (MeshTile tile in model.Buildings.Tiles)
            if (tile.Count > 0) town = town.With(tile.Bounds);
        Box seen = Box.Empty;
        for (int corner = 0; corner < 8; corner++)
        {
            Vector3 p = new(
                (corner & 1) == 0 ? town.Low.X : town.High.X, (corner & 2) == 0 ? town.Low.Y : town.High.Y, (corner & 4) == 0 ? town.Low.Z : town.High.Z);
            seen = seen.With(new Vector3(Vector3.Dot(p, east), Vector3.Dot(p, up), Vector3.Dot(p, sun)));
        }
        Vector3 size = seen.High - seen.Low + new Vector3(20, 20, 800), middle = seen.Center;
        Vector3 x = 2 / size.X * east, y = 2 / size.Y * up, z = -2 / size.Z * sun;
        Matrix4x4 matrix = new(
            x.X, y.X, z.X, 0, x.Y, y.Y, z.Y, 0, x.Z, y.Z, z.Z, 0,
            -2 * middle.X / size.X, -2 * middle.Y / size.Y, 2 * middle.Z / size.Z, 1);
        return (matrix, Math.Max(size.X, size.Y) / Size);
    }
}
