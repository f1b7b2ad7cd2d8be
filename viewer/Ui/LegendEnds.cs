using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>Values of the first and the last colour of a legend.</summary>
public readonly record struct LegendEnds(double Low, double High);

public sealed partial class Hud
{
    private (float X, LegendEnds Ends, double Step, bool Moved)? _legendGrip;

    /// <summary>
    /// Lets the bar of a legend that was drawn just before be moved: dragged, its right half moves the upper end and its left half the lower; arrows move the
    /// upper end, with Shift the lower; a press without a move, or Enter, takes the ends from the values again.
    /// </summary>
    /// <param name="id">Of the legend.</param> <param name="ends">As they are.</param> <param name="step">Least move.</param> <param name="tip">Says all this.</param>
    /// <param name="moved">The new ends; null: from the values.</param>
    /// <returns>Whether anything changed.</returns>
    public bool MoveEnds(string id, LegendEnds ends, double step, string tip, out LegendEnds? moved)
    {
        moved = ends;
        if (!_rectangles.TryGetValue(id + ".bar", out Box seen) || !(ends.High > ends.Low)) return false;
        float scale = Canvas.Scale;
        Box bar = new(seen.X / scale, seen.Y / scale, seen.Width / scale, seen.Height / scale), grip = bar.Inset(0, -4);
        Touch touch = Touched(id + ".ends", grip);
        FocusRing(touch, grip, 4);
        Tip(id + ".ends", touch, grip, tip);
        if (touch.Held && _pressed) _legendGrip = (_x, ends, step, false);
        if (touch.Held && _legendGrip is { } held)
        {
            double way = Math.Round((_x - held.X) / bar.Width * (held.Ends.High - held.Ends.Low) / held.Step) * held.Step;
            if (way != 0 || held.Moved)
            {
                _legendGrip = held with { Moved = true };
                moved = Within(held.X > bar.MiddleX ? held.Ends with { High = held.Ends.High + way } : held.Ends with { Low = held.Ends.Low + way }, held.Step, held.X > bar.MiddleX);
                return moved != ends;
            }
        }
        if (touch.Clicked)
        {
            moved = null;
            return true;
        }
        if (!touch.Focused) return false;
        if (TakeKey(Key.Right, out bool low)) moved = Within(low ? ends with { Low = ends.Low + step } : ends with { High = ends.High + step }, step, !low);
        else if (TakeKey(Key.Left, out low)) moved = Within(low ? ends with { Low = ends.Low - step } : ends with { High = ends.High - step }, step, !low);
        return moved != ends;
    }

    // The end that moves stops a step before the other.
    private static LegendEnds Within(LegendEnds ends, double step, bool high)
    {
        if (ends.High - ends.Low < step) ends = high ? ends with { High = ends.Low + step } : ends with { Low = ends.High - step };
        return new(Math.Round(ends.Low, 9), Math.Round(ends.High, 9));
    }
}
