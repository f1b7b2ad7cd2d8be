using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Tests.Viewer.Gl;

/// <summary>Tests that draw: one after the other, each with a context of its own.</summary>
[CollectionDefinition("gl", DisableParallelization = true)]
public sealed class GlTests;

internal static class Headless
{
    /// <summary>A context without a display; skips the test when the machine has none.</summary>
    public static IGraphicsContext Open()
    {
        try
        {
            return GraphicsContext.OpenHeadless();
        }
        catch (TerritoryException e)
        {
            SharedData.Lacks("gl", e.Message);
            throw;
        }
    }
}
