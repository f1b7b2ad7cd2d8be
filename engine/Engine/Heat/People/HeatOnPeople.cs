using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Heat;

/// <summary>Who bears the heat of the streets, and where they can go. docs/physics/heat-and-people.md.</summary>
public sealed class HeatOnPeople : Process
{
    private static readonly Quantity Strong = StreetHeat.StrongStress, Tropical = StreetHeat.TropicalNights;
    private static readonly (string Name, double Share, string Words)[] Quantiles =
        [("p10", 0.1, "a tenth have no more"), ("p50", 0.5, "half have no more"), ("p90", 0.9, "nine tenths have no more")];

    private readonly StreetHeat _heat;
    private readonly Inhabitants _who;
    private readonly IReadOnlyList<PopulationSquare> _squares;
    private readonly (double X, double Y)[] _middles;
    private readonly bool[][] _hot;
    private readonly Field _one;
    private readonly Total _felt, _hours;

    /// <summary>Of the people of a territory.</summary>
    /// <param name="territory">Where they live.</param> <param name="heat">Of its streets.</param> <param name="weather">One for all members, or one a member.</param>
    public HeatOnPeople(Territory territory, StreetHeat heat, IReadOnlyList<WeatherYear> weather) : base("people", Known(heat).Device, heat.Members)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(weather);
        (_heat, _who, _squares) = (heat, Inhabitants.Of(territory), territory.Population);
        _middles = [.. territory.Buildings.Select(b => b.Footprint.Outer.Middle)];
        _hot = [.. weather.Select(HotAfternoons.Of)];
        _felt = Sum(heat.Cells.Grid, new("hot_afternoons", "degC h", "thermal index of the hottest afternoons"));
        _one = Own(new Field(new Stock(1), Device, new("one_hour", "h", "an hour"), Members));
        _one.Fill(1);
        _hours = Sum(_one.Support, new("hot_hours", "h", "hours of the hottest afternoons"));
    }

    /// <summary>Advances by one hour, after the streets.</summary>
    /// <param name="now">Weather and sky of the hour.</param>
    public void Step(Outdoors now)
    {
        ArgumentNullException.ThrowIfNull(now);
        if (!_hot.Any(h => h[now.Hour])) return;
        Uniform isHot = Uniform.ByMember([.. _hot.Select(h => h[now.Hour] ? 1f : 0f)]);
        Device.Run(_heat.Cells.Grid, new FeelAfternoons(_heat.Index.Now, _felt.Today, isHot));
        Device.Run(_one.Support, new FeelAfternoons(_one.Now, _hours.Today, isHot));
    }

    /// <inheritdoc/>
    public override IEnumerable<Table> Joined(YearTables year)
    {
        ArgumentNullException.ThrowIfNull(year);
        Table buildings = year.Buildings;
        double[] strong = buildings.Numbers(Strong.Name), tropical = buildings.Numbers(Tropical.Name), indoors = buildings.Numbers("hours_above_26"), ways = Ways(year.Member);
        HeatVulnerability vulnerable = HeatVulnerability.Of(_who, strong, tropical, ways, indoors);
        double[] near = [.. ways.Select(w => double.IsNaN(w) ? double.NaN : w <= CoolRefuges.FiveMinutes ? 1 : 0)], told = [.. ways.Select(w => double.IsFinite(w) ? w : double.NaN)];
        Quantity vulnerability = new("heat_vulnerability", "1", "how vulnerable to heat its people are, 0 to 1 beside all inhabitants of this run: exposure, sensitivity and lack of a way out multiplied", QuantityKind.Burden);
        Quantity withRefuge = new("near_cool_refuge", "1", "inhabitants with a cool refuge within five minutes' walk", QuantityKind.Benefit);
        Quantity old = new("share_from_65", "1", "people of 65 years and more, of those of its census square"), young = new("share_under_18", "1", "people younger than 18, of those of its census square");
        Quantity standard = new("living_standard", "EUR year-1", "income by consumption unit, mean of its people", QuantityKind.Benefit);

        yield return new("buildings",
        [
            new NumberColumn(young, _who.Under18), new NumberColumn(old, _who.From65), new NumberColumn(standard, _who.LivingStandard),
            new NumberColumn(new("refuge_distance", "m", "way to the nearest cool refuge, missing where there is none", QuantityKind.Burden), told),
            new NumberColumn(new("near_cool_refuge", "1", "1 with a cool refuge within five minutes' walk, else 0", QuantityKind.Benefit), near),
            new NumberColumn(new("heat_exposure", "1", "rank among inhabitants by heat stress and tropical nights in the street", QuantityKind.Burden), vulnerable.Exposure),
            new NumberColumn(new("heat_sensitivity", "1", "rank among inhabitants by age and low living standard", QuantityKind.Burden), vulnerable.Sensitivity),
            new NumberColumn(new("no_way_out", "1", "rank among inhabitants by the way to a cool refuge and hours above 26 degC in the rooms", QuantityKind.Burden), vulnerable.NoWayOut),
            new NumberColumn(vulnerability, vulnerable.Together),
        ]);
        yield return new("people",
        [
            new TextColumn(new("group", "", "of the inhabitants: everybody, by age, by living standard"), [.. _who.Groups.Select(g => g.Name)]) { Classes = [.. _who.Groups.Select(g => g.Name)] },
            new NumberColumn(new("people", "1", "inhabitants of whom this is known"), [.. _who.Groups.Select(g => g.Persons.Sum())]),
            .. Spread(Strong, strong), .. Spread(Tropical, tropical),
            new NumberColumn(withRefuge, [.. _who.Groups.Select(g => Weighted.Mean(near, g.Persons))]),
            new NumberColumn(vulnerability, [.. _who.Groups.Select(g => Weighted.Mean(vulnerable.Together, g.Persons))]),
        ]);
        int[][] inSquare = [.. _squares.Select(_ => Array.Empty<int>())];
        foreach (IGrouping<int, int> same in Enumerable.Range(0, _who.Square.Length).Where(b => _who.Square[b] >= 0).GroupBy(b => _who.Square[b])) inSquare[same.Key] = [.. same];
        yield return new("squares",
        [
            new TextColumn(new("square", "", "identifier of the census square in the source"), [.. _squares.Select(s => s.Id)]),
            new NumberColumn(new("people", "1", "inhabitants of whom this is known"), [.. inSquare.Select(s => s.Sum(b => _who.People[b]))]),
            InSquares(young, _who.Under18), InSquares(old, _who.From65), InSquares(standard, _who.LivingStandard), InSquares(Strong, strong), InSquares(Tropical, tropical),
            InSquares(withRefuge, near), InSquares(vulnerability, vulnerable.Together),
        ]);

        IEnumerable<NumberColumn> Spread(Quantity of, double[] values) =>
        [
            new(of with { Meaning = $"{of.Meaning}, mean" }, [.. _who.Groups.Select(g => Weighted.Mean(values, g.Persons))]),
            .. Quantiles.Select(q => new NumberColumn(of with { Name = $"{of.Name}_{q.Name}", Meaning = $"{of.Meaning}; {q.Words}" }, [.. _who.Groups.Select(g => Weighted.Quantile(values, g.Persons, q.Share))])),
        ];
        NumberColumn InSquares(Quantity of, double[] values) =>
            new(of, [.. inSquare.Select(s => Weighted.Mean([.. s.Select(b => values[b])], [.. s.Select(b => _who.People[b])]))]);
    }

    /// <inheritdoc/>
    public override IEnumerable<(Quantity, double)> Indicators(YearTables year)
    {
        ArgumentNullException.ThrowIfNull(year);
        double[] strong = year.Buildings.Numbers(Strong.Name), tropical = year.Buildings.Numbers(Tropical.Name), near = year.Buildings.Numbers("near_cool_refuge");
        foreach (PeopleGroup group in _who.Groups.Skip(1))
        {
            yield return (new($"strong_heat_stress_{group.Name}", "h", $"hours of strong heat stress in the street, {group.Meaning}, mean", QuantityKind.Burden), Weighted.Mean(strong, group.Persons));
            yield return (new($"strong_heat_stress_{group.Name}_p90", "h", $"hours of strong heat stress in the street that a tenth exceed, {group.Meaning}", QuantityKind.Burden), Weighted.Quantile(strong, group.Persons, 0.9));
            yield return (new($"tropical_nights_{group.Name}", "count", $"nights above 20 °C in the street, {group.Meaning}, mean", QuantityKind.Burden), Weighted.Mean(tropical, group.Persons));
        }
        foreach (PeopleGroup group in _who.Groups)
            yield return (new(group.Name == "all" ? "near_cool_refuge" : $"near_cool_refuge_{group.Name}", "1", $"with a cool refuge within five minutes' walk, of {group.Meaning}", QuantityKind.Benefit), Weighted.Mean(near, group.Persons));
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Notes
    {
        get
        {
            if (!_who.People.Any(p => p > 0)) yield break;
            yield return FormattableString.Invariant(
                $"heat on people: a cool refuge is at least {CoolRefuges.LeastArea / 1e4:0.#} ha of green or water where the thermal index of the hottest afternoons is {CoolRefuges.Cooler:0.#} K below the open street's; ways are {CoolRefuges.Detour:0.#} times the distance; who may enter, and cooled public rooms, are not known");
            if (_who.KnownAge < 0.9995) yield return Unknown(_who.KnownAge, "ages", "population squares with `under_18`, `from_18_to_64` and `from_65`");
            if (_who.KnownIncome < 0.9995) yield return Unknown(_who.KnownIncome, "incomes", "population squares with `mean_income`, and households");
        }
    }

    private static string Unknown(double known, string what, string give) => FormattableString.Invariant(
        $"heat on people: {what} are known of {known:0.0%} of the inhabitants, and nothing is said of the others by {(what == "ages" ? "age" : "income")}, nor of how vulnerable they are; give {give}");

    private double[] Ways(int member)
    {
        double hours = _hours.Read(member)[0];
        double[] felt = [.. _felt.Read(member).Select(f => hours > 0 ? f / hours : double.NaN)];
        CoolRefuges refuges = CoolRefuges.Of(_heat.Cells, felt);
        double[] ways = new double[_middles.Length];
        Parallel.For(0, ways.Length, b => ways[b] = refuges.WayFrom(_middles[b].X, _middles[b].Y));
        return ways;
    }

    private static StreetHeat Known(StreetHeat heat)
    {
        ArgumentNullException.ThrowIfNull(heat);
        return heat;
    }
}
