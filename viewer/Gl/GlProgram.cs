using System.Numerics;
using System.Text;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>A vertex and a fragment shader, linked. The texts are GLSL 3.30 without their <c>#version</c> line.</summary>
public sealed unsafe class GlProgram : IDisposable
{
    private const string Version = "#version 330 core\n";
    private const int LogRoom = 8192;

    private readonly uint _id;
    private readonly Dictionary<string, int> _locations = [];

    /// <summary>Compiles and links.</summary>
    /// <exception cref="InvalidOperationException">The driver refuses the text; the message quotes its reasons.</exception>
    public GlProgram(string name, string vertex, string fragment)
    {
        uint v = Compiled(GL.VERTEX_SHADER, $"{name}, vertex", vertex), f = Compiled(GL.FRAGMENT_SHADER, $"{name}, fragment", fragment);
        _id = GL.CreateProgram();
        GL.AttachShader(_id, v);
        GL.AttachShader(_id, f);
        GL.LinkProgram(_id);
        GL.DeleteShader(v);
        GL.DeleteShader(f);
        int linked;
        GL.GetProgramiv(_id, GL.LINK_STATUS, &linked);
        if (linked != 0) return;
        byte* log = stackalloc byte[LogRoom];
        int length;
        GL.GetProgramInfoLog(_id, LogRoom, &length, log);
        throw new InvalidOperationException($"shader `{name}` does not link on {GL.Renderer}: {Encoding.UTF8.GetString(log, length)}");
    }

    /// <summary>Draws with this program from now on.</summary>
    public void Use() => GL.UseProgram(_id);

    /// <summary>Sets a uniform of the program in use; one that the compiler dropped is ignored.</summary>
    public void Set(string name, int value) => GL.Uniform1i(Location(name), value);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, float value) => GL.Uniform1f(Location(name), value);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector2 value) => GL.Uniform2f(Location(name), value.X, value.Y);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector3 value) => GL.Uniform3f(Location(name), value.X, value.Y, value.Z);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector4 value) => GL.Uniform4f(Location(name), value.X, value.Y, value.Z, value.W);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Matrix4x4 value) => GL.UniformMatrix4fv(Location(name), 1, 0, &value.M11);

    /// <inheritdoc/>
    public void Dispose() => GL.DeleteProgram(_id);

    private int Location(string name)
    {
        if (_locations.TryGetValue(name, out int location)) return location;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + "\0")) location = GL.GetUniformLocation(_id, text);
        return _locations[name] = location;
    }

    private static uint Compiled(uint kind, string name, string text)
    {
        uint shader = GL.CreateShader(kind);
        byte[] source = Encoding.UTF8.GetBytes(Version + text);
        fixed (byte* start = source)
        {
            byte* texts = start;
            int length = source.Length;
            GL.ShaderSource(shader, 1, &texts, &length);
        }
        GL.CompileShader(shader);
        int compiled;
        GL.GetShaderiv(shader, GL.COMPILE_STATUS, &compiled);
        if (compiled != 0) return shader;
        byte* log = stackalloc byte[LogRoom];
        int written;
        GL.GetShaderInfoLog(shader, LogRoom, &written, log);
        throw new InvalidOperationException($"shader `{name}` does not compile on {GL.Renderer}: {Encoding.UTF8.GetString(log, written)}");
    }
}
