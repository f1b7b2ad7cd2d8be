using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Houses and apartment houses wall to wall along the street: old centre and inner suburbs.</summary>
internal static class Rows
{
    /// <summary>How a row stands on its street.</summary>
    /// <param name="Setback">From the street's edge [m].</param>
    /// <param name="Depth">Of the buildings [m].</param>
    /// <param name="Narrow">Least frontage [m].</param>
    /// <param name="Wide">Largest frontage of a house [m].</param>
    /// <param name="Gaps">Share of plots left open.</param>
    /// <param name="Wings">Share of buildings with a wing in the yard.</param>
    public readonly record struct Style(double Setback, double Depth, double Narrow, double Wide, double Gaps, double Wings);

    public static readonly Style Medieval = new(0, 10.5, 5.2, 8.5, 0.04, 0.35);
    public static readonly Style Suburb = new(0.5, 9.5, 6.5, 9.5, 0.14, 0.25);
    public static readonly Style FrontGarden = new(3.5, 9, 6.5, 10, 0.18, 0.2);

    public static void Build(Site site, Plot plot, Style style)
    {
        Block block = plot.Block;
        double half = block.Frontages.Max(f => f.HalfWidth), room = block.Width / 2 - half - style.Setback;
        double depth = Math.Min(style.Depth, room > 6.5 ? room - 0.5 : 2 * room - 0.5);
        if (depth < 4.5) return;
        List<Vec[]> corners = block.Strips(style.Setback, depth);
        foreach (Vec[] corner in corners)
            if (!plot.Dice.Chance(style.Gaps)) Place(site, plot, style, corner, 0);
        foreach (Frontage f in block.Frontages) Line(site, plot, style, f, depth);
    }

    private static void Line(Site site, Plot plot, Style style, Frontage f, double depth)
    {
        Dice dice = plot.Dice;
        for (double s = f.From; f.To - s >= 0.75 * style.Narrow;)
        {
            bool flats = site.WantsFlats(plot.Era);
            double width = flats ? dice.Between(1.25 * style.Narrow, 2 * style.Wide) : dice.Between(style.Narrow, style.Wide);
            if (f.To - s - width < style.Narrow) width = f.To - s < 1.6 * style.Wide ? f.To - s : (f.To - s) / 2;
            double to = s + width, back = style.Setback + depth - dice.Between(0, 0.18 * depth) + (flats ? 0.5 : 0);
            if (!dice.Chance(style.Gaps))
            {
                Vec[] ring = [f.Behind(s, style.Setback), f.Behind(to, style.Setback), f.Behind(to, back), f.Behind(s, back)];
                if (Place(site, plot, style, ring, depth) && dice.Chance(style.Wings))
                {
                    double wing = Math.Min(width * 0.5, dice.Between(2.8, 4.5)), end = back + dice.Between(3, 6.5);
                    bool left = dice.Chance(0.5);
                    double w0 = left ? s : to - wing, w1 = left ? s + wing : to;
                    Vec[] yard = [f.Behind(w0, back), f.Behind(w1, back), f.Behind(w1, end), f.Behind(w0, end)];
                    if (plot.Block.TryPlace(yard, 0)) site.Add(Annex(plot, yard, plot.Year(), 3), plot.Era);
                }
            }
            s = to;
        }
    }

    private static bool Place(Site site, Plot plot, Style style, Vec[] ring, double depth)
    {
        double area = Plane.Area(ring);
        if (site.Missing == 0 || area < 34 || !plot.Block.TryPlace(ring, 0)) return false;
        Dice dice = plot.Dice;
        double rank = site.Scale.Rank;
        bool flats = site.WantsFlats(plot.Era) && area > 60 || area > 150;
        int year = plot.Year(0.8), floors = flats
            ? Math.Clamp((int)Math.Round(2.9 + 2.4 * rank + 0.7 * dice.Normal()), 2, 7)
            : Math.Clamp((int)Math.Round((plot.Era == Era.Old ? 2.25 : 2) + 0.4 * dice.Normal()), 1, 3);
        double storey = year < 1919 ? 3.1 : 2.9;
        int dwellings = flats ? Math.Max(2, (int)Math.Round(area * floors * 0.84 / 68)) : 1;
        bool centre = style.Setback == 0 && plot.Era == Era.Old;
        double trade = dice.Next();
        bool office = centre && trade < 0.025 + 0.05 * rank, shop = centre && !office && trade < 0.06 + 0.05 * rank, home = !office && !shop;
        double heated = area * floors * (flats ? 0.84 : 0.82);
        site.Add(new()
        {
            Ring = ring, Kind = !home ? Kind.Works : flats ? Kind.Flats : Kind.House,
            Use = home ? BuildingUse.Dwelling : office ? BuildingUse.Office : BuildingUse.Retail,
            Built = year, Floors = floors, Height = floors * storey + dice.Between(0.2, 0.6), Roof = depth > 0 ? RoofShape.Gabled : RoofShape.Hipped,
            Pitch = dice.Between(32, 45), District = plot.District, Wealth = plot.Wealth, Dwellings = home ? dwellings : 0,
            HeatedArea = Math.Round(Math.Min(heated, flats ? 1e9 : 190), 1), JobWeight = office ? heated / 28 : shop ? heated / 45 : centre || flats ? area * 0.014 * dice.Next() : 0,
        }, plot.Era);
        return true;
    }

    /// <summary>A garage, a shed, a wing.</summary>
    public static Draft Annex(Plot plot, Vec[] ring, int year, double height) => new()
    {
        Ring = ring, Kind = Kind.Annex, Use = BuildingUse.Annex, Built = year, Floors = 1, Height = height,
        Roof = RoofShape.Shed, Pitch = 12, District = plot.District,
    };
}
