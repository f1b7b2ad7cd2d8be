using System.Numerics;
using Silk.NET.OpenGL;
using TerritoryTwin.Viewer.Gl;
using Texture = TerritoryTwin.Viewer.Gl.Texture;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>Depths of what is seen of the town, as the sun sees it; drawn again only when the sun or the camera has moved.</summary>
internal sealed class ShadowMap : IDisposable
{
    private const int Size = 4096;
    private const float Rim = 1.1f, Beyond = 400, Nearest = 0.15f;     // share of the size; [m]; [m]
    private const float LeastReach = 700, Reach = 4;                   // of shadows [m]; in distances of the camera

    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly Texture _depths;
    private readonly uint _framebuffer;
    private Matrix4x4 _drawnFor;
    private SceneGround? _withTrees;

    public ShadowMap(GL gl)
    {
        _gl = gl;
        _program = new GlProgram(gl, "shadow", Shaders.DepthVertex, Shaders.DepthFragment);
        _depths = new Texture(gl, Size, Size, TexelFormat.Depth24, smooth: true);
        _framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.DepthAttachment, TextureTarget.Texture2D, _depths.Id, 0);
        gl.DrawBuffer(DrawBufferMode.None);
        gl.ReadBuffer(ReadBufferMode.None);
    }

    /// <summary>From local metres to the map, −1 to 1.</summary>
    public Matrix4x4 Matrix { get; private set; } = Matrix4x4.Identity;
    /// <summary>Width of a texel, across the light [m].</summary>
    public float Texel { get; private set; }
    /// <summary>What lies this little behind a caster is lit, as a share of the map's depth.</summary>
    public float Bias { get; private set; }

    public void Bind(int unit) => _depths.Bind(unit);

    /// <summary>Another scene follows.</summary>
    public void Forget() => _drawnFor = default;

    public void Update(SceneModel model, SceneMeshes meshes, SceneState state, Camera camera, float aspect)
    {
        int? slot = state.Trees && state.Coloured != Coloured.Ground ? SceneRenderer.GroundSlot(state) : null;
        SceneGround? trees = slot is { } of ? meshes.GroundIn(of) : null;
        Fit(state.Sun, model, camera, aspect);
        if (Matrix == _drawnFor && trees == _withTrees) return;
        (_drawnFor, _withTrees) = (Matrix, trees);
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, Size, Size);
        _gl.Disable(EnableCap.ScissorTest);
        _gl.Disable(EnableCap.Blend);
        _gl.Disable(EnableCap.CullFace);
        _gl.Enable(EnableCap.DepthTest);
        _gl.DepthFunc(DepthFunction.Lequal);
        _gl.DepthMask(true);
        _gl.Clear(ClearBufferMask.DepthBufferBit);
        _gl.Enable(EnableCap.PolygonOffsetFill);
        _gl.PolygonOffset(1.5f, 2);
        _program.Use();
        _program.Set("view", Matrix);
        bool ground = MathF.Tan(state.SunElevation * MathF.PI / 180) < model.Relief.Steepest;
        meshes.DrawCasters(ground, slot, Camera.Planes(Matrix), Texel);
        _gl.Disable(EnableCap.PolygonOffsetFill);
    }

    public void Dispose()
    {
        _gl.DeleteFramebuffer(_framebuffer);
        _depths.Dispose();
        _program.Dispose();
    }

    // Across the light as tight as what is seen allows, in steps so that shadows do not crawl; along it, all that may cast a shadow.
    private void Fit(Vector3 sun, SceneModel model, Camera camera, float aspect)
    {
        Vector3 east = Vector3.Normalize(Vector3.Cross(Math.Abs(sun.Z) > 0.999f ? Vector3.UnitY : Vector3.UnitZ, sun)), up = Vector3.Cross(sun, east);
        Box town = model.Whole, all = Box.Empty, seen = Box.Empty;
        for (int corner = 0; corner < 8; corner++)
            all = all.With(Turned(new((corner & 1) == 0 ? town.Low.X : town.High.X, (corner & 2) == 0 ? town.Low.Y : town.High.Y, (corner & 4) == 0 ? town.Low.Z : town.High.Z)));
        foreach (Vector3 p in Seen(town, camera, aspect)) seen = seen.With(Turned(p));
        Vector2 low = Vector2.Max(Flat(seen.Low), Flat(all.Low)), high = Vector2.Min(Flat(seen.High), Flat(all.High));
        if (low.X >= high.X || low.Y >= high.Y) (low, high) = (Flat(all.Low), Flat(all.High));
        float size = MathF.Pow(2, MathF.Ceiling(4 * MathF.Log2(Math.Max(high.X - low.X, high.Y - low.Y) * Rim)) / 4), depth = all.High.Z - all.Low.Z + 2 * Beyond;
        Texel = size / Size;
        Bias = (Nearest + 0.5f * Texel) / depth;
        Vector2 middle = (low + high) / 2;
        (float cx, float cy, float cz) = (MathF.Round(middle.X / Texel) * Texel, MathF.Round(middle.Y / Texel) * Texel, (all.Low.Z + all.High.Z) / 2);
        Vector3 x = 2 / size * east, y = 2 / size * up, z = -2 / depth * sun;
        Matrix = new(
            x.X, y.X, z.X, 0, x.Y, y.Y, z.Y, 0, x.Z, y.Z, z.Z, 0,
            -2 * cx / size, -2 * cy / size, 2 * cz / depth, 1);

        Vector3 Turned(Vector3 p) => new(Vector3.Dot(p, east), Vector3.Dot(p, up), Vector3.Dot(p, sun));
    }

    private static Vector2 Flat(Vector3 p) => new(p.X, p.Y);

    // Where lines of sight enter and leave the layer of air that holds the town, as far as shadows matter.
    private static IEnumerable<Vector3> Seen(Box town, Camera camera, float aspect)
    {
        const int lines = 8;
        float reach = camera.Plan ? float.MaxValue : Math.Max(LeastReach, Reach * camera.Distance);
        for (int j = 0; j <= lines; j++)
            for (int i = 0; i <= lines; i++)
            {
                Ray ray = camera.RayThrough(i * aspect / lines, j / (float)lines, aspect, 1);
                float enter = (town.High.Z - ray.Origin.Z) / ray.Direction.Z, leave = (town.Low.Z - ray.Origin.Z) / ray.Direction.Z;
                if (ray.Direction.Z >= 0) (enter, leave) = (0, ray.Origin.Z < town.High.Z ? reach : 0);
                yield return ray.At(Math.Clamp(enter, 0, reach));
                yield return ray.At(Math.Clamp(leave, 0, reach));
            }
    }
}
