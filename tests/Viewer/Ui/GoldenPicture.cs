using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Tests.Viewer.Ui;

/// <summary>Approved pictures, and how far another is from them: both are averaged over 4 × 4 pixels, then cells that differ by more than 5 % are counted.</summary>
internal static class GoldenPicture
{
    private const int Cell = 4, Tolerance = 255 * 5 / 100;

    /// <summary>Cells of a rectangle that differ.</summary>
    public static int Differing(byte[] a, byte[] b, int width, Box box)
    {
        int height = a.Length / 3 / width, differing = 0;
        int x0 = Math.Clamp((int)box.X, 0, width), y0 = Math.Clamp((int)box.Y, 0, height), x1 = Math.Clamp((int)box.Right, 0, width), y1 = Math.Clamp((int)box.Bottom, 0, height);
        for (int y = y0; y + Cell <= y1; y += Cell)
            for (int x = x0; x + Cell <= x1; x += Cell)
                if (Differs(a, b, width, x, y)) differing++;
        return differing;
    }

    private static bool Differs(byte[] a, byte[] b, int width, int x, int y)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            int sum = 0;
            for (int k = 0; k < Cell * Cell; k++)
            {
                int at = 3 * ((y + k / Cell) * width + x + k % Cell) + channel;
                sum += a[at] - b[at];
            }
            if (Math.Abs(sum) > Tolerance * Cell * Cell) return true;
        }
        return false;
    }
}
