using System.ComponentModel;
using System.Runtime.CompilerServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Plants rows of trees along streets, where there is room beside buildings, waters and other trees. They grow by year (<see cref="TreeGrowth"/>).</summary>
public sealed record PlantTrees : RoadMeasure
{
    private static readonly ConditionalWeakTable<IReadOnlyList<Zone>, HashSet<string>> Rows = [];
    private const double Verge = 1.5;       // from the edge of the carriageway to the trunk [m]
    private const double AtTrunk = 2.5;     // kept free around a trunk [m]
    private const double OffRoads = 1;      // from the trunk to any carriageway [m]

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("plant_trees", "Plants rows of trees along streets, where there is room.", typeof(PlantTrees)) { Fresh = new Dictionary<string, string> { ["size"] = "medium" } };

    /// <summary>How large they grow.</summary>
    [Description("How large they grow: `small` 7 m, crown 4.5 m; `medium` 12 m, 7 m; `large` 20 m, 11 m. Two thirds of the way from 4 m at planting take 12, 18 and 25 years.")]
    public TreeSize Size { get; init; } = TreeSize.Medium;

    /// <summary>Of the streets, by number, 0 to 1.</summary>
    [Description("Of the streets, by number."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>From tree to tree [m].</summary>
    [Description("From tree to tree in a row."), Unit(Dimension.Length), Between("3 m", "50 m"), DefaultFrom("assumed, crowns that nearly touch", 0.3)]
    public double Spacing { get; init; } = 8;

    /// <summary>Of one tree, planted and watered for three years [€].</summary>
    [Description("Of one tree with its pit, planted and watered for three years."), Unit(Dimension.Money), Between("0 €", "20000 €"), DefaultFrom("assumed: French towns tell 1,000 to 3,000 €", 0.3)]
    public double Cost { get; init; } = 1500;

    /// <inheritdoc/>
    public override string Name => $"plant {CodeWords.Of(Size.ToString())} trees";
    /// <inheritdoc/>
    public override string Unit => "1";
    /// <inheritdoc/>
    public override string Elements => "streets";
    /// <inheritdoc/>
    public override string Works => "rows of trees";
    /// <inheritdoc/>
    public override string Wanted => "has room for a tree";
    /// <inheritdoc/>
    public override string Lots => "plant_trees";
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} trees";

    /// <inheritdoc/>
    public override bool Suits(int element, Survey survey) => IsStreet(survey.Now.Roads[element]) && Places(element, survey).Any();

    /// <inheritdoc/>
    public override Offer? OfferTo(int element, Survey now)
    {
        string id = IdOf(element, now);
        if (RowsIn(now.Now.Vegetation).Contains(id)) return null;
        Zone[] trees = [.. Places(element, now).Select((p, k) => TreeGrowth.Plant($"{id}{k}", p.X, p.Y, Size, now.Year))];
        return trees.Length == 0 ? null : new(element, trees.Length * Cost, trees.Length) { Ground = trees };
    }

    /// <inheritdoc/>
    public override void Take(Offer offer, FreeGround ground)
    {
        foreach (Zone tree in offer.Ground) ground.Plant(tree);
    }

    /// <inheritdoc/>
    public override Territory After(Survey now, IReadOnlyList<Offer> taken) => now.Now with { Vegetation = [.. now.Now.Vegetation, .. taken.SelectMany(o => o.Ground)] };

    // Found once a list: streets and trees may both be many.
    private static HashSet<string> RowsIn(IReadOnlyList<Zone> vegetation) =>
        Rows.GetValue(vegetation, static zones => [.. zones.Where(z => z.Planted != null).Select(z => z.Id[..(z.Id.LastIndexOf(' ') + 1)])]);

    private static string IdOf(int element, Survey survey) => $"row {survey.Now.Roads[element].Id} ";

    // Along others nobody plants a row.
    private static bool IsStreet(Road road) => road.Class.Value is RoadClass.Primary or RoadClass.Secondary or RoadClass.Tertiary or RoadClass.Residential or RoadClass.Service;

    // On both sides, at steps along the street, kept from its ends.
    private IEnumerable<(double X, double Y)> Places(int element, Survey survey)
    {
        Road road = survey.Now.Roads[element];
        double aside = road.HalfWidth + Verge, next = Spacing, length = road.Length, gone = 0;
        for (int p = 1; p < road.X.Length; p++)
        {
            double part = road.LengthOf(p), east = (road.X[p] - road.X[p - 1]) / part, north = (road.Y[p] - road.Y[p - 1]) / part;
            for (; part > 0 && next <= gone + part && next <= length - Spacing; next += Spacing)
            {
                double x = road.X[p - 1] + (next - gone) * east, y = road.Y[p - 1] + (next - gone) * north;
                foreach (double side in new[] { aside, -aside })
                    if (survey.FreeGround.IsFree(x - side * north, y + side * east, AtTrunk, OffRoads)) yield return (x - side * north, y + side * east);
            }
            gone += part;
        }
    }
}
