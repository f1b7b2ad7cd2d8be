using System.Numerics;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Viewer.Gl;
using Texture = TerritoryTwin.Viewer.Gl.Texture;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>Draws a scene. On the thread of the OpenGL context only; fields and values are uploaded when they change, and drawn from then on.</summary>
public sealed class SceneRenderer : IDisposable
{
    private const int CoverUnit = 1, FieldUnit = 2, OtherFieldUnit = 3, LutUnit = 4, ValuesUnit = 5, OtherValuesUnit = 6, ShadowUnit = 7, MarksUnit = 8, PictureUnit = 9;

    private const float LeastOfColoured = 0.3f;                        // of a far road that has a value
    private const float PaleBeneathValues = 0.6f;                      // what a picture loses of its colours and contrast beneath colours that mean something

    private readonly Dictionary<(string Name, bool Field, bool Picture, bool Difference, bool Shadows), GlProgram> _programs = [];
    private readonly GL _gl;
    private readonly Texture _lut;
    private readonly FieldTexture[] _fields;
    private readonly ShadowMap _shadow;
    private SceneMeshes? _meshes;
    private ColorMap? _lutOf;
    private ElementKind _marking;
    private (Texture Texture, Grid Grid)? _picture;

    /// <summary>Draws in a context.</summary>
    public SceneRenderer(GL gl)
    {
        _gl = gl;
        _lut = new Texture(gl, 256, 1, TexelFormat.Rgba8, smooth: true);
        _fields = [new(gl), new(gl)];
        _shadow = new ShadowMap(gl);
    }

    /// <summary>Sets the values of all buildings, in the territory's order; NaN: no value. Under 5 ms for 100,000.</summary>
    /// <param name="model">Whose buildings.</param>
    /// <param name="which"><see cref="Shown.A"/> or <see cref="Shown.B"/>.</param>
    /// <param name="values">One a building.</param>
    /// <exception cref="ArgumentException">Another number of values than of buildings.</exception>
    public void SetBuildings(SceneModel model, Shown which, ReadOnlySpan<float> values)
    {
        Require(values.Length, model.Territory.Buildings.Count, "buildings");
        float[] ofContext = [.. Enumerable.Repeat(float.NaN, model.Territory.Context?.Buildings.Count ?? 0)];
        Meshes(model).BuildingValues[Slot(which)].Set(ofContext.Length == 0 ? values : [.. values, .. ofContext]);
    }

    /// <summary>Lays a picture on the ground, beneath all else.</summary>
    public void SetPicture(GroundPicture picture)
    {
        Texture texture = new(_gl, picture.Grid.Columns, picture.Grid.Rows, TexelFormat.Rgba8, smooth: true);
        texture.Update<byte>(picture.Rgba);
        texture.Shrink();
        _picture?.Texture.Dispose();
        _picture = (texture, picture.Grid);
    }

    /// <summary>Marks some buildings or roads, and nothing else.</summary>
    /// <param name="model">Whose.</param> <param name="kind">Which of both; <see cref="ElementKind.None"/>: nothing is marked.</param> <param name="elements">Their indexes.</param>
    public void Mark(SceneModel model, ElementKind kind, IReadOnlyList<int> elements)
    {
        if (kind == ElementKind.None) elements = [];
        float[] marks = new float[Math.Max(model.Territory.Standing.Count, model.Territory.Roads.Count)];
        foreach (int e in elements) marks[e] = 1;
        _marking = kind;
        Meshes(model).Marks.Set(marks);
    }

    /// <summary>Sets the values of all roads, as <see cref="SetBuildings"/>.</summary>
    /// <inheritdoc cref="SetBuildings"/>
    public void SetRoads(SceneModel model, Shown which, ReadOnlySpan<float> values)
    {
        Require(values.Length, model.Territory.Roads.Count, "roads");
        Meshes(model).RoadValues[Slot(which)].Set(values);
    }

    /// <summary>Sets what grows and flows on the ground; a difference shows that of the second.</summary>
    public void SetGround(SceneModel model, Shown which, SceneGround ground)
    {
        if (Meshes(model).SetGround(Slot(which), ground)) _shadow.Forget();
    }

    /// <summary>Sets the field of the ground, in the territory's coordinates; NaN: no value. Both fields of a difference must be on one grid.</summary>
    public void SetField(Shown which, Raster field) => _fields[Slot(which)].Set(field);

    /// <summary>Draws a scene into a rectangle of a target; the rest of the target stays.</summary>
    /// <param name="model">What.</param>
    /// <param name="state">How.</param>
    /// <param name="camera">From where.</param>
    /// <param name="viewport">Into which rectangle, from the target's top left.</param>
    /// <param name="target">Where.</param>
    public void Draw(SceneModel model, SceneState state, Camera camera, Viewport viewport, Target target)
    {
        if (viewport.Width < 1 || viewport.Height < 1) return;
        state = state with { Theme = state.Theme.At(state.SunElevation) };
        SceneMeshes meshes = Meshes(model);
        bool shadows = state.Shadows && state.SunElevation > 1;
        if (shadows) _shadow.Update(model, meshes, state, camera, viewport.Aspect);
        SetLut(state.Scale.Map);
        target.Begin();
        Clear(state, viewport, target);
        DrawnView view = new(model, state, camera, viewport, shadows);
        BindTextures(meshes, state);
        DrawGround(meshes, view);
        if (state.Roads) DrawRoads(meshes, view);
        if (state.Buildings) DrawBuildings(meshes, view);
        if (state.Trees && state.Coloured != Coloured.Ground) DrawTrees(meshes, view);
        _gl.Disable(EnableCap.DepthTest);
        _gl.Disable(EnableCap.CullFace);
        _gl.Viewport(0, 0, (uint)target.Width, (uint)target.Height);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[.. _programs.Values, _lut, .. _fields, _shadow]) part.Dispose();
        _meshes?.Dispose();
        _picture?.Texture.Dispose();
    }

    private SceneMeshes Meshes(SceneModel model)
    {
        if (_meshes?.Model == model) return _meshes;
        _meshes?.Dispose();
        _shadow.Forget();
        return _meshes = new SceneMeshes(_gl, model);
    }

    private static int Slot(Shown which) => which == Shown.B ? 1 : 0;

    private static void Require(int found, int expected, string what)
    {
        if (found != expected) throw new ArgumentException($"{found} values for {expected} {what}");
    }

    private void SetLut(ColorMap map)
    {
        if (_lutOf == map) return;
        _lutOf = map;
        byte[] texels = new byte[4 * 256];
        for (int k = 0; k < 256; k++)
        {
            Color color = map.At(k / 255.0);
            (texels[4 * k], texels[4 * k + 1], texels[4 * k + 2], texels[4 * k + 3]) = (color.R, color.G, color.B, 255);
        }
        _lut.Update<byte>(texels);
    }

    private void Clear(SceneState state, Viewport viewport, Target target)
    {
        int bottom = target.Height - viewport.Y - viewport.Height;
        _gl.Viewport(viewport.X, bottom, (uint)viewport.Width, (uint)viewport.Height);
        _gl.Enable(EnableCap.ScissorTest);
        _gl.Scissor(viewport.X, bottom, (uint)viewport.Width, (uint)viewport.Height);
        Vector3 sky = Rgb(state.Theme.Sky);
        _gl.ClearColor(sky.X, sky.Y, sky.Z, 1);
        _gl.DepthMask(true);
        _gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
        _gl.Disable(EnableCap.ScissorTest);
        _gl.Disable(EnableCap.Blend);
        _gl.Enable(EnableCap.DepthTest);
        _gl.DepthFunc(DepthFunction.Lequal);
        _gl.CullFace(TriangleFace.Back);
    }

    private void BindTextures(SceneMeshes meshes, SceneState state)
    {
        meshes.BindCover(GroundSlot(state), CoverUnit);
        _fields[First(state)].Bind(FieldUnit);
        _fields[1].Bind(OtherFieldUnit);
        _lut.Bind(LutUnit);
        _shadow.Bind(ShadowUnit);
        meshes.Marks.Bind(MarksUnit);
    }

    private static void BindValues(ElementValues[] values, SceneState state)
    {
        values[First(state)].Bind(ValuesUnit);
        values[1].Bind(OtherValuesUnit);
    }

    // The set that is shown, or that is taken off the second.
    private static int First(SceneState state) => state.Shown == Shown.B ? 1 : 0;

    // Works are those of the second where both are compared.
    internal static int GroundSlot(SceneState state) => state.Shown == Shown.A ? 0 : 1;

    private void DrawGround(SceneMeshes meshes, DrawnView view)
    {
        SceneState state = view.State;
        SceneTheme theme = state.Theme;
        FieldTexture field = _fields[First(state)];
        bool pictured = _picture != null && state.Picture;
        GlProgram ground = Begin("ground", Shaders.GroundVertex, Shaders.GroundFragment, view, state.Coloured == Coloured.Ground && field.HasValues, pictured);
        if (pictured && _picture is var (texture, grid))
        {
            texture.Bind(PictureUnit);
            ground.Set("picture", PictureUnit);
            ground.Set("pictureArea", AreaOf(grid, view.Model.Origin));
            ground.Set("pale", state.Coloured == Coloured.Nothing ? 0 : PaleBeneathValues);
        }
        ground.Set("cover", CoverUnit);
        ground.Set("fieldA", FieldUnit);
        ground.Set("fieldB", OtherFieldUnit);
        ground.Set("coverArea", meshes.CoverArea);
        ground.Set("fieldArea", field.AreaFrom(view.Model.Origin));
        ground.Set("ground", Rgb(theme.Ground));
        ground.Set("woods", Rgb(theme.Woods));
        ground.Set("grass", Rgb(theme.Grass));
        ground.Set("water", Rgb(theme.Water));
        ground.Set("tint", state.Coloured == Coloured.Nothing ? 1 : 0.45f);
        ground.Set("isoStep", state.IsoStep);
        _gl.Disable(EnableCap.CullFace);
        meshes.DrawGround(Camera.Planes(view.Matrix));
    }

    private void DrawRoads(SceneMeshes meshes, DrawnView view)
    {
        SceneState state = view.State;
        _gl.Enable(EnableCap.Blend);
        _gl.BlendFuncSeparate(BlendingFactor.SrcAlpha, BlendingFactor.OneMinusSrcAlpha, BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        _gl.DepthMask(false);
        BindValues(meshes.RoadValues, state);
        GlProgram road = Begin("road", Shaders.RoadVertex, Shaders.RoadFragment, view);
        SetValues(road, state.Coloured == Coloured.Roads);
        road.Set("forward", view.Camera.Forward);
        road.Set("plan", view.Camera.Plan ? 1f : 0);
        road.Set("pixel", view.PixelAt1);
        float least = state.Coloured == Coloured.Roads ? LeastOfColoured : 0;
        road.Set("least", least);
        road.Set("gone", Shaders.RoadGone);
        road.Set("dashes", state.Dashes ? 1f : 0);
        road.Set("dashTime", state.DashTime);
        road.Set("quiet", state.Coloured == Coloured.Ground ? 0.62f : 1);
        SetMarks(road, state, ElementKind.Road);
        for (int c = 0; c < 8; c++) road.Set($"halfWidths[{c}]", RoadMesh.HalfWidth((RoadClass)c));
        for (int pass = 0; pass < 2; pass++)                           // edges first, so that surfaces join at junctions
        {
            bool casing = pass == 0;
            road.Set("casing", casing ? 1f : 0);
            road.Set("extra", casing ? 1f : 0);
            road.Set("base", Rgb(casing ? state.Theme.RoadEdge : state.Theme.Road));
            meshes.DrawRoads(view, least, casing);
        }
        _gl.DepthMask(true);
        _gl.Disable(EnableCap.Blend);
    }

    private void DrawBuildings(SceneMeshes meshes, DrawnView view)
    {
        SceneState state = view.State;
        BindValues(meshes.BuildingValues, state);
        GlProgram building = Begin("building", Shaders.BuildingVertex, Shaders.BuildingFragment, view);
        SetValues(building, state.Coloured == Coloured.Buildings);
        Color neutral = state.Coloured == Coloured.Buildings ? state.Theme.Valueless(state.Shown == Shown.Difference) : state.Theme.Building;
        building.Set("neutral", Rgb(neutral));
        building.Set("tiles", Rgb(state.Coloured == Coloured.Nothing ? state.Theme.Tiles : neutral));
        building.Set("pixel", view.Camera.Plan ? 0 : view.PixelAt1);
        SetMarks(building, state, ElementKind.Building);
        _gl.Enable(EnableCap.CullFace);
        meshes.DrawBuildings(view);
        _gl.Disable(EnableCap.CullFace);
        if (state.Theme.EdgeStrength <= 0) return;
        _gl.Enable(EnableCap.Blend);
        _gl.DepthMask(false);
        GlProgram edge = Program("edge", Shaders.EdgeVertex, Shaders.EdgeFragment, field: false, picture: false, difference: false, shadows: false);
        edge.Use();
        edge.Set("view", view.Matrix);
        edge.Set("eye", view.Camera.Eye);
        edge.Set("plan", view.Camera.Plan ? 1f : 0);
        edge.Set("edge", Rgb(state.Theme.Edge));
        edge.Set("strength", state.Theme.EdgeStrength * 0.6f);
        edge.Set("fade", view.EdgesUpTo);
        meshes.DrawEdges(view);
        _gl.DepthMask(true);
        _gl.Disable(EnableCap.Blend);
    }

    private void DrawTrees(SceneMeshes meshes, DrawnView view)
    {
        GlProgram tree = Begin("tree", Shaders.TreeVertex, Shaders.TreeFragment, view);
        bool dark = Oklab.Of(view.State.Theme.Ground).L < 0.5;                 // a crown of the ground's colour would be a notch in the road
        Color grey = view.State.Theme.Ground.Mixed(view.State.Theme.Tree, dark ? 0.8 : 0.3);
        tree.Set("neutral", Rgb(view.State.Coloured == Coloured.Nothing ? view.State.Theme.Tree : grey));
        tree.Set("sail", Rgb(view.State.Theme.Building));
        _gl.Enable(EnableCap.CullFace);
        meshes.DrawTrees(view, GroundSlot(view.State));
        _gl.Disable(EnableCap.CullFace);
    }

    private GlProgram Program(string name, string vertex, string fragment, bool field, bool picture, bool difference, bool shadows)
    {
        if (_programs.TryGetValue((name, field, picture, difference, shadows), out GlProgram? known)) return known;
        string defined = (field ? "#define FIELD\n" : "") + (picture ? "#define PICTURE\n" : "") + (difference ? "#define DIFFERENCE\n" : "") + (shadows ? "#define SHADOWS\n" : "");
        return _programs[(name, field, picture, difference, shadows)] = new GlProgram(_gl, name, defined + vertex, defined + fragment);
    }

    private GlProgram Begin(string name, string vertex, string fragment, DrawnView view, bool field = false, bool picture = false)
    {
        SceneState state = view.State;
        GlProgram program = Program(name, vertex, fragment, field, picture, state.Shown == Shown.Difference, view.Shadows);
        program.Use();
        program.Set("view", view.Matrix);
        program.Set("eye", view.Camera.Eye);
        program.Set("sun", state.Sun);
        program.Set("sky", Rgb(state.Theme.Sky));
        program.Set("daylight", Math.Clamp(state.SunElevation / 6, 0, 1));
        program.Set("shadowFrom", _shadow.Matrix);
        program.Set("shadowMap", ShadowUnit);
        program.Set("shadowTexel", _shadow.Texel);
        program.Set("shadowBias", _shadow.Bias);
        program.Set("fogStart", view.Camera.Plan ? 1e9f : Math.Max(1500, view.Camera.Distance * 1.4f));
        program.Set("lut", LutUnit);
        program.Set("low", (float)state.Scale.Low);
        program.Set("high", (float)state.Scale.High);
        program.Set("classes", (float)state.Classes);
        return program;
    }

    private static void SetValues(GlProgram program, bool coloured)
    {
        program.Set("valuesA", ValuesUnit);
        program.Set("valuesB", OtherValuesUnit);
        program.Set("coloured", coloured ? 1f : 0);
    }

    private void SetMarks(GlProgram program, SceneState state, ElementKind kind)
    {
        program.Set("marks", MarksUnit);
        program.Set("marking", _marking == kind ? 1f : 0);
        program.Set("accent", Rgb(state.Theme.Accent));
        program.Set("hovered", state.Hovered.Kind == kind ? state.Hovered.Index : -1);
        program.Set("selected", state.Selected.Kind == kind ? state.Selected.Index : -1);
    }

    // South-west corner, and one over the size [m, 1/m].
    internal static Vector4 AreaOf(Grid g, SceneOrigin origin) => new(
        (float)(g.West - origin.X), (float)(g.South - origin.Y), (float)(1 / (g.Columns * g.CellSize)), (float)(1 / (g.Rows * g.CellSize)));

    private static Vector3 Rgb(Color color) => new(color.R / 255f, color.G / 255f, color.B / 255f);
}

/// <summary>What one drawing is about.</summary>
internal sealed class DrawnView(SceneModel model, SceneState state, Camera camera, Viewport viewport, bool shadows)
{
    public SceneModel Model => model;
    public SceneState State => state;
    public Camera Camera => camera;
    public Viewport Viewport => viewport;
    public bool Shadows => shadows;
    public Matrix4x4 Matrix { get; } = camera.ViewProjection(viewport.Aspect);
    /// <summary>Metres that a pixel covers: of a plan, else one metre before the eye.</summary>
    public float PixelAt1 { get; } = camera.MetresPerPixel(viewport.Height) / (camera.Plan ? 1 : camera.Distance);
    /// <summary>From the eye to a box [m]; 1 for a plan, where all is as large.</summary>
    public float Away(Box box) => camera.Plan ? 1 : Vector3.Distance(camera.Eye, Vector3.Clamp(camera.Eye, box.Low, box.High));
    /// <summary>Edges of further buildings are finer than a pixel: they would only darken the town [m].</summary>
    public float EdgesUpTo => camera.Plan ? (camera.MetresPerPixel(viewport.Height) < 1.2f ? 1e9f : 0) : 0.9f * viewport.Height;
}
