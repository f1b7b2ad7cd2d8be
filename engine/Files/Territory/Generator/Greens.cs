namespace TerritoryTwin.Files.Territories;

/// <summary>Trees of the town: each takes its place like a building.</summary>
internal static class Greens
{
    public static void Tree(Site site, Plot plot, Vec centre, double radius)
    {
        Vec[] crown = [.. Enumerable.Range(0, 8).Select(k => centre + Vec.Towards(k * Math.PI / 4) * (radius * plot.Dice.Between(0.85, 1.1)))];
        if (plot.Block.TryPlace(crown, 0.5)) site.Green(crown, "Arbres", Math.Round(3 + 1.4 * radius, 1));
    }

    public static void Scatter(Site site, Plot plot, int count, double small, double large)
    {
        Block block = plot.Block;
        for (int k = 0; k < count; k++)
            Tree(site, plot, block.At(plot.Dice.Between(0, block.Length), plot.Dice.Between(0, block.Width)), plot.Dice.Between(small, large));
    }
}
