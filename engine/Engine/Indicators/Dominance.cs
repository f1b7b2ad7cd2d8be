using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Indicators;

/// <summary>One building, or one attribute that is guessed, on which a figure of the whole territory hangs.</summary>
/// <param name="Figure">Name of the indicator.</param>
/// <param name="Attribute">That is guessed, or no surer than a guess; empty where a single building is told.</param>
/// <param name="Share">Of the figure: what the building holds, or all buildings of which the attribute is guessed.</param>
/// <param name="Buildings">How many they are.</param>
/// <param name="Building">Id of the building, of several the one that holds most.</param>
/// <param name="Use">Of that building.</param>
/// <param name="BuildingShare">What it holds of the figure.</param>
/// <param name="Guessed">Its attributes that are guessed, or the one that is told, such as <c>heating = gas_boiler</c>.</param>
public sealed record Dominance(string Figure, string Attribute, double Share, int Buildings, string Building, string Use, double BuildingShare, IReadOnlyList<string> Guessed)
{
    /// <summary>Of a figure: a building that holds more is told.</summary>
    public const double OfBuilding = 0.05;
    /// <summary>Of a figure: a guessed attribute of buildings that hold more is told.</summary>
    public const double OfGuess = 0.1;

    /// <summary>No more of them are told.</summary>
    public const int MostBuildings = 3;

    /// <summary>A value that is no surer counts as guessed, whatever its source: a lot drawn from the shares of a class is typical of the class, and a guess for the building.</summary>
    public const float LeastConfidence = 0.3f;

    private static readonly (string Name, Func<Building, bool> IsGuessed, Func<Building, string> Value)[] Deciding =
    [
        ("use", static b => IsGuess(b.Use), static b => CodeWords<BuildingUse>.Of(b.Use)), ("built", static b => IsGuess(b.Built), static b => Whole(b.Built)), ("floors", static b => IsGuess(b.Floors), static b => Whole(b.Floors)),
        ("dwellings", static b => IsGuess(b.Dwellings), static b => Whole(b.Dwellings)), ("heated_area", static b => IsGuess(b.HeatedArea), static b => Whole(b.HeatedArea)),
        ("heating", static b => IsGuess(b.Heating), static b => CodeWords<HeatingSystem>.Of(b.Heating)), ("hot_water", static b => IsGuess(b.HotWater), static b => CodeWords<HeatingSystem>.Of(b.HotWater)),
    ];

    /// <summary>The buildings that hold over 5 % of a figure, at most three, and the attributes that are guessed of buildings which together hold over 10 % of it; those that hold most first.</summary>
    /// <param name="buildings">Before measures.</param> <param name="figure">Name of the indicator.</param> <param name="values">What each building adds to it; NaN counts as nothing.</param>
    public static IReadOnlyList<Dominance> Of(IReadOnlyList<Building> buildings, string figure, IReadOnlyList<double> values)
    {
        double all = values.Where(double.IsFinite).Sum();
        if (!(all > 0)) return [];
        (Building Building, double Share)[] shares = [.. buildings.Zip(values, (b, v) => (b, double.IsFinite(v) ? v / all : 0)).OrderByDescending(static s => s.Item2)];
        List<Dominance> told = [.. shares.Where(static s => s.Share > OfBuilding).Take(MostBuildings).Select(s => Single(s.Building, s.Share))];
        foreach ((string name, Func<Building, bool> isGuessed, Func<Building, string> value) in Deciding)
        {
            (Building Building, double Share)[] guessed = [.. shares.Where(s => s.Share > 0 && isGuessed(s.Building))];
            if (guessed.Sum(static s => s.Share) is var share && share > OfGuess)
                told.Add(new(figure, name, share, guessed.Length, guessed[0].Building.Id, UseOf(guessed[0].Building), guessed[0].Share, [$"{name} = {value(guessed[0].Building)}"]));
        }
        return [.. told.OrderBy(static d => d.Attribute.Length > 0).ThenByDescending(static d => d.Share)];

        Dominance Single(Building b, double share) =>
            new(figure, "", share, 1, b.Id, UseOf(b), share, [.. Deciding.Where(d => d.IsGuessed(b)).Select(d => $"{d.Name} = {d.Value(b)}")]);
        static string UseOf(Building b) => CodeWords<BuildingUse>.Of(b.Use);
    }

    /// <summary>Whether an attribute of a building is a guess; null of an attribute that results do not hang on by itself.</summary>
    public static bool? IsGuessed(Building building, string attribute) => Array.Find(Deciding, d => d.Name == attribute) is { Name: not null } deciding ? deciding.IsGuessed(building) : null;

    private static bool IsGuess<T>(Known<T> value) => value.Source == Source.Guessed || value.Confidence <= LeastConfidence;

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Of the figures that people ask for first.</summary>
    /// <param name="buildings">Before measures.</param> <param name="table">One row a building.</param>
    public static IReadOnlyList<Dominance> Of(IReadOnlyList<Building> buildings, Table table) =>
        [.. Of(buildings, "energy_bought", EnergyBought(table)), .. Of(buildings, "co2", table.Numbers("co2")), .. Of(buildings, "bill", table.Numbers("bill"))];

    /// <summary>Energy that each building bought, all carriers [kWh].</summary>
    /// <param name="table">One row a building.</param>
    public static double[] EnergyBought(Table table)
    {
        double[] bought = table.Numbers("electricity_bought");
        foreach (string fuel in new[] { "gas", "oil", "wood", "district_heat" }) bought = [.. bought.Zip(table.Numbers(fuel), static (a, b) => a + b)];
        return bought;
    }

    /// <summary>Of an estimate before any run, in words.</summary>
    public string Estimated() => $"as estimated before any run, {Told("energy bought")}";

    /// <summary>In words.</summary>
    /// <param name="what">The figure in words, such as “energy bought”.</param>
    public string Told(string what)
    {
        string share = string.Create(CultureInfo.InvariantCulture, $"{100 * Share:0.0} %"), own = string.Create(CultureInfo.InvariantCulture, $"{100 * BuildingShare:0.0} %");
        return Attribute.Length == 0 ? $"the building {Building} ({Use}) alone holds {share} of the {what}{(Guessed.Count > 0 ? $"; guessed of it: {string.Join(", ", Guessed)}" : "")}"
            : Buildings == 1 ? $"{Guessed[0]} is guessed for the building {Building} ({Use}), which holds {share} of the {what}"
            : $"{Attribute} is guessed for {Buildings} buildings that hold {share} of the {what}, most of it in {Building} ({Use}, {own}, {Guessed[0]})";
    }
}
