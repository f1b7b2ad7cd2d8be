using System.IO.Compression;

namespace TerritoryTwin.Tests.Viewer.Scene;

/// <summary>Pictures that must stay as they are: averaged over 4 × 4 pixels, at most 0.5 % of which may differ by more than 5 %.</summary>
internal static class Golden
{
    private const int Block = 4;
    private const double MostDiffering = 0.005, Difference = 0.05 * 255;

    /// <summary>Compares a picture with the kept one; <c>TWIN_REGENERATE=1</c> keeps this one instead.</summary>
    public static void Require(string name, int width, int height, byte[] picture)
    {
        string path = Path.Combine(SharedData.Repository, "tests", "Viewer", "Scene", "Golden", $"{name}.bin");
        byte[] small = Averaged(width, height, picture);
        if (Environment.GetEnvironmentVariable("TWIN_REGENERATE") == "1") Keep(path, small);
        byte[] kept = Kept(path);
        Assert.Equal(kept.Length, small.Length);
        int differing = 0;
        for (int p = 0; p < small.Length; p += 3)
            if (Math.Abs(small[p] - kept[p]) > Difference || Math.Abs(small[p + 1] - kept[p + 1]) > Difference || Math.Abs(small[p + 2] - kept[p + 2]) > Difference) differing++;
        Assert.True(differing <= MostDiffering * small.Length / 3, $"{name}: {differing} of {small.Length / 3} blocks differ. If the picture is meant to change, look at it and set TWIN_REGENERATE=1.");
    }

    private static byte[] Averaged(int width, int height, byte[] picture)
    {
        byte[] small = new byte[3 * (width / Block) * (height / Block)];
        for (int y = 0, to = 0; y < height / Block; y++)
            for (int x = 0; x < width / Block; x++)
                for (int c = 0; c < 3; c++)
                {
                    int sum = 0;
                    for (int n = 0; n < Block * Block; n++) sum += picture[3 * ((Block * y + n / Block) * width + Block * x + n % Block) + c];
                    small[to++] = (byte)(sum / (Block * Block));
                }
        return small;
    }

    private static void Keep(string path, byte[] small)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using ZLibStream file = new(File.Create(path), CompressionLevel.SmallestSize);
        file.Write(small);
    }

    private static byte[] Kept(string path)
    {
        using ZLibStream file = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
