using System.IO.Compression;

namespace TerritoryTwin.Tests.Viewer.Scene;

/// <summary>Pictures that must stay as they are: averaged over 4 × 4 pixels, at most 0.5 % of which may differ by more than 5 %.</summary>
internal static class Golden
{
    private const int Block = 4;
    private const double MostDiffering = 0.005, Difference = 0.05 * 255;

    /// <summary>Compares a picture with the kept one; <c>TWIN_REGENERATE=1</c> keeps this one instead.</summary>
    public static void Require(string folder, string name, int width, int height, byte[] picture)
    {
        string path = Path.Combine(SharedData.Repository, "tests", folder, "Golden", $"{name}.bin");
        byte[] small = Averaged(width, height, picture);
        if (Environment.GetEnvironmentVariable("TWIN_REGENERATE") == "1") Keep(path, small);
        byte[] kept = Kept(path);
        int differing = Differing(kept, small);
        Assert.True(differing <= MostDiffering * small.Length / 3, $"{name}: {differing} of {small.Length / 3} blocks differ. If the picture is meant to change, look at it and set TWIN_REGENERATE=1.");
    }

    /// <summary>Holds two pictures of one size to the same tolerance.</summary>
    public static void RequireAlike(int width, int height, byte[] one, byte[] other)
    {
        byte[] small = Averaged(width, height, one);
        int differing = Differing(small, Averaged(width, height, other));
        Assert.True(differing <= MostDiffering * small.Length / 3, $"{differing} of {small.Length / 3} blocks differ");
    }

    private static int Differing(byte[] one, byte[] other)
    {
        Assert.Equal(one.Length, other.Length);
        int differing = 0;
        for (int p = 0; p < one.Length; p += 3)
            if (Math.Abs(one[p] - other[p]) > Difference || Math.Abs(one[p + 1] - other[p + 1]) > Difference || Math.Abs(one[p + 2] - other[p + 2]) > Difference) differing++;
        return differing;
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
