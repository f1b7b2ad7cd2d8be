using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Part of the picture that shows one scenario, or a difference.</summary>
/// <param name="Left">Left edge as a share of the width.</param> <param name="Right">Right edge.</param>
/// <param name="Run">Index of the run; −1: B − A.</param>
public readonly record struct Pane(double Left, double Right, int Run)
{
    /// <summary>Whether it shows B − A.</summary>
    public bool IsDifference => Run < 0;

    /// <summary>What panels leave free of it, in pixels of the picture: the camera fits this part, names stay inside.</summary>
    public Box Free { get; init; }
}
