using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Blocks of flats in the open: large estates and residences.</summary>
internal static class Collectives
{
    /// <summary>Slabs and towers in a lawn, in ranks along the block.</summary>
    public static void Estate(Site site, Plot plot)
    {
        Block block = plot.Block;
        Dice dice = plot.Dice;
        bool ranksAlong = dice.Chance(0.6);
        double span = ranksAlong ? block.Length : block.Width, stack = ranksAlong ? block.Width : block.Length;
        int floors = Math.Clamp((int)Math.Round(4.6 + 3 * site.Scale.Rank + 1.6 * dice.Normal()), 4, 9);
        double spacing = 20 + 2.9 * floors;
        int ranks = Math.Max(1, (int)((stack - 16) / spacing));
        double pitch = stack / ranks;
        for (int r = 0; r < ranks; r++)
        {
            double s = 14 + dice.Between(0, 12);
            while (s < span - 24)
            {
                bool tower = dice.Chance(0.14 + 0.1 * site.Scale.Rank);
                double length = tower ? dice.Between(19, 23) : Math.Min(dice.Between(42, 95), span - 12 - s), width = tower ? dice.Between(19, 23) : dice.Between(11.5, 13);
                if (length >= 18 && !dice.Chance(0.1))
                {
                    double along = s + length / 2, across = (r + 0.5) * pitch + dice.Between(-3, 3);
                    Vec centre = ranksAlong ? block.At(along, across) : block.At(across, along), axis = ranksAlong ? block.Along : block.Along.Left;
                    if (!tower && dice.Chance(0.12) && width * 2.4 < pitch) axis = axis.Left;
                    Flats(site, plot, Plane.Rectangle(centre, axis, length, width), tower ? floors + dice.Between(3, 5) : floors, 10, RoofShape.Flat, social: dice.Chance(0.62));
                }
                s += length + dice.Between(14, 26);
            }
        }
        Greens.Scatter(site, plot, (int)(block.Area / 1400), 4, 8);
    }

    /// <summary>Residences of three to six floors along the streets, a shared garden behind.</summary>
    public static void Residence(Site site, Plot plot)
    {
        Block block = plot.Block;
        Dice dice = plot.Dice;
        double setback = dice.Between(4, 7), depth = Math.Min(dice.Between(12, 14.5), block.Width / 2 - block.Frontages.Max(f => f.HalfWidth) - setback);
        if (depth < 9.5) return;
        block.Strips(setback, depth + 8);
        int storeys = Math.Clamp((int)Math.Round(3.2 + 2 * site.Scale.Rank + 0.5 * dice.Normal()), 2, 8);
        foreach (Frontage f in block.Frontages)
        {
            for (double s = f.From; f.To - s > 16;)
            {
                if (site.MissingFlats(plot.Era) <= 0 || site.Missing == 0) return;
                double length = Math.Min(dice.Between(20, 44), f.To - s);
                if (f.To - s - length < 16 && f.To - s < 52) length = f.To - s;
                Vec a = f.Behind(s, setback), b = f.Behind(s + length, setback), along = (b - a).Unit;
                Vec[] ring = Plane.Rectangle(Vec.Mix(a, b, 0.5) + along.Left * (depth / 2 + 0.5), along, Math.Min(length, (b - a).Length), depth);
                Flats(site, plot, ring, Math.Max(2, storeys + dice.Between(-1, 1)), 5, dice.Chance(0.55) ? RoofShape.Flat : RoofShape.Hipped, dice.Chance(0.2));
                s += length + dice.Between(7, 15);
            }
        }
        Greens.Scatter(site, plot, (int)(block.Area / 1800), 3, 6);
    }

    private static void Flats(Site site, Plot plot, Vec[] ring, int floors, double gap, RoofShape roof, bool social)
    {
        if (site.Missing == 0 || site.MissingFlats(plot.Era) <= 0 || !plot.Block.TryPlace(ring, gap)) return;
        double heated = Plane.Area(ring) * floors * 0.84;
        site.Add(new()
        {
            Ring = ring, Kind = Kind.Flats, Use = BuildingUse.Dwelling, Built = plot.Year(0.2), Floors = floors, Height = floors * 2.75 + 0.9,
            Roof = roof, Pitch = roof == RoofShape.Flat ? 0 : 25, District = plot.District, Social = social, Wealth = plot.Wealth * (social ? 0.8 : 1),
            Dwellings = Math.Max(2, (int)Math.Round(heated / 66)), HeatedArea = Math.Round(heated, 1), JobWeight = heated * 0.0012,
        }, plot.Era);
    }
}
