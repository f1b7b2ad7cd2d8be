namespace TerritoryTwin.Core;

/// <summary>A part of an envelope that works are done to, and paid by.</summary>
public enum EnvelopePart
{
    /// <summary>Outside walls without windows.</summary>
    Walls,
    /// <summary>Between the heated rooms and the roof.</summary>
    Roof,
    /// <summary>Lowest floor.</summary>
    Floor,
    /// <summary>Windows and doors.</summary>
    Windows,
    /// <summary>Ventilation and leaks.</summary>
    Ventilation,
}

/// <summary>A package of works on the envelope of a building, and what it reaches.</summary>
/// <param name="Name">As scenarios write it: <c>bbc_renovation</c>.</param>
/// <param name="WallU">[W/(m² K)]; an envelope that is better already keeps its value. So for all U-values.</param>
/// <param name="RoofU">[W/(m² K)].</param>
/// <param name="FloorU">[W/(m² K)].</param>
/// <param name="WindowU">[W/(m² K)].</param>
/// <param name="WindowG">Solar factor of the new glazing.</param>
/// <param name="AirChange">Infiltration and ventilation together, in winter [1/h].</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record RenovationPackage(
    string Name, double WallU, double RoofU, double FloorU, double WindowU, double WindowG, double AirChange, string Source) : INamed
{
    /// <summary>Of a part that is left as it is: worse than any envelope.</summary>
    public const double Untouched = 99;

    private static readonly EnvelopePart[] Parts = Enum.GetValues<EnvelopePart>();

    /// <summary>What it brings a part to: U [W/(m² K)], or air change [1/h]; <see cref="Untouched"/> where it leaves it.</summary>
    public double Of(EnvelopePart part) => part switch
    {
        EnvelopePart.Walls => WallU,
        EnvelopePart.Roof => RoofU,
        EnvelopePart.Floor => FloorU,
        EnvelopePart.Windows => WindowU,
        _ => AirChange,
    };

    /// <summary>The same works on some of its parts alone; itself where these are all that it touches.</summary>
    public RenovationPackage Only(IEnumerable<EnvelopePart> parts)
    {
        int kept = parts.Aggregate(0, static (all, part) => all | 1 << (int)part), touched = 0;
        foreach (EnvelopePart part in Parts) touched |= Of(part) < Untouched ? 1 << (int)part : 0;
        return (touched & ~kept) == 0 ? this : this with { WallU = Kept(EnvelopePart.Walls), RoofU = Kept(EnvelopePart.Roof), FloorU = Kept(EnvelopePart.Floor), WindowU = Kept(EnvelopePart.Windows), AirChange = Kept(EnvelopePart.Ventilation) };

        double Kept(EnvelopePart part) => (kept & 1 << (int)part) != 0 ? Of(part) : Untouched;
    }

    /// <summary>After other works: of each part the better of both.</summary>
    public RenovationPackage After(RenovationPackage? before) => before is null ? this : new(
        $"{before.Name} + {Name}", Math.Min(WallU, before.WallU), Math.Min(RoofU, before.RoofU), Math.Min(FloorU, before.FloorU), Math.Min(WindowU, before.WindowU),
        WindowU < before.WindowU ? WindowG : before.WindowG, Math.Min(AirChange, before.AirChange), Source);
}
