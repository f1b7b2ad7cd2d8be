using System.Numerics;
using Silk.NET.OpenGL;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>A vertex and a fragment shader, linked. The texts are GLSL 3.30 without their <c>#version</c> line.</summary>
public sealed unsafe class GlProgram : IDisposable
{
    private const string Version = "#version 330 core\n";

    private readonly GL _gl;
    private readonly uint _id;
    private readonly Dictionary<string, int> _locations = [];

    /// <summary>Compiles and links.</summary>
    /// <exception cref="InvalidOperationException">The driver refuses the text; the message quotes its reasons.</exception>
    public GlProgram(GL gl, string name, string vertex, string fragment)
    {
        _gl = gl;
        uint v = Compiled(ShaderType.VertexShader, $"{name}, vertex", vertex), f = Compiled(ShaderType.FragmentShader, $"{name}, fragment", fragment);
        _id = gl.CreateProgram();
        gl.AttachShader(_id, v);
        gl.AttachShader(_id, f);
        gl.LinkProgram(_id);
        gl.DeleteShader(v);
        gl.DeleteShader(f);
        if (gl.GetProgram(_id, ProgramPropertyARB.LinkStatus) == 0)
            throw new InvalidOperationException($"shader `{name}` does not link on {gl.Renderer()}: {gl.GetProgramInfoLog(_id)}");
    }

    /// <summary>Draws with this program from now on.</summary>
    public void Use() => _gl.UseProgram(_id);

    /// <summary>Sets a uniform of the program in use; one that the compiler dropped is ignored.</summary>
    public void Set(string name, int value) => _gl.Uniform1(Location(name), value);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, float value) => _gl.Uniform1(Location(name), value);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector2 value) => _gl.Uniform2(Location(name), value);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector3 value) => _gl.Uniform3(Location(name), value);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Vector4 value) => _gl.Uniform4(Location(name), value);
    /// <inheritdoc cref="Set(string, int)"/>
    public void Set(string name, Matrix4x4 value) => _gl.UniformMatrix4(Location(name), 1, transpose: false, &value.M11);

    /// <inheritdoc/>
    public void Dispose() => _gl.DeleteProgram(_id);

    private int Location(string name) => _locations.TryGetValue(name, out int location) ? location : _locations[name] = _gl.GetUniformLocation(_id, name);

    private uint Compiled(ShaderType kind, string name, string text)
    {
        uint shader = _gl.CreateShader(kind);
        _gl.ShaderSource(shader, Version + text);
        _gl.CompileShader(shader);
        if (_gl.GetShader(shader, ShaderParameterName.CompileStatus) != 0) return shader;
        throw new InvalidOperationException($"shader `{name}` does not compile on {_gl.Renderer()}: {_gl.GetShaderInfoLog(shader)}");
    }
}
