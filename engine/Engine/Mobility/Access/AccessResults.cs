using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What results say of access: of each building, of all inhabitants and of groups of them. docs/physics/mobility.md, “Access”.</summary>
/// <param name="access">Null where there is no building.</param> <param name="territory">Who lives where.</param>
internal sealed class AccessResults(HomeAccess? access, Territory territory)
{
    private static readonly (AccessMode Mode, string Words)[] Modes = [(AccessMode.Walk, "on foot"), (AccessMode.Cycle, "by cycle"), (AccessMode.Transit, "by public transport"), (AccessMode.Car, "by car")];

    private readonly Lazy<Inhabitants> _who = new(() => Inhabitants.Of(territory));

    /// <summary>Of each building.</summary>
    public IEnumerable<Column> Columns() =>
    [
        .. EverydayServices.All.Select(s => new NumberColumn(new($"walk_to_{CodeWords<Service>.Of(s)}", "min", $"on foot to the nearest {WordsOf(s)}", QuantityKind.Burden), access?.Minutes(AccessMode.Walk, s) ?? [])),
        new NumberColumn(new("walk_to_services", "min", "on foot to the farthest of the nearest shop, school, health service and place of leisure", QuantityKind.Burden), access?.Minutes(AccessMode.Walk) ?? []),
        .. Modes.Select(m => new NumberColumn(new(NameOf(m.Mode), "1", $"1 with a shop, a school, a health service and a place of leisure within {HomeAccess.Quarter} min {m.Words}, else 0", QuantityKind.Benefit), access?.IsNear(m.Mode) ?? [])),
    ];

    /// <summary>Of all inhabitants, by age and by living standard; NaN of groups of few households.</summary>
    /// <param name="buildings">With the columns.</param>
    public IEnumerable<(Quantity, double)> Indicators(Table buildings)
    {
        double household = territory.Households.Count > 0 ? territory.Households.Average(static h => h.Persons) : 1;
        foreach (PeopleGroup group in _who.Value.Groups)
        {
            bool isAll = group.Name == "all", isTold = isAll || group.Persons.Sum() >= Inhabitants.FewHouseholds * household;
            foreach ((AccessMode mode, string words) in Modes)
                yield return (new(isAll ? NameOf(mode) : $"{NameOf(mode)}_{group.Name}", "1", $"services within {HomeAccess.Quarter} min {words}, of {group.Meaning}", QuantityKind.Benefit),
                    isTold ? Weighted.Mean(buildings.Numbers(NameOf(mode)), group.Persons) : double.NaN);
        }
        foreach ((AccessMode mode, string words) in Modes)
            yield return (new($"jobs_{CodeWords<AccessMode>.Of(mode)}", "1", $"of the jobs here, those within {HomeAccess.HalfHour} min {words}, mean of inhabitants", QuantityKind.Benefit), Weighted.Mean(access?.Jobs(mode) ?? [], _who.Value.People));
    }

    /// <summary>What is to be known of it.</summary>
    public IEnumerable<string> Notes()
    {
        if (access == null) yield break;
        yield return $"access: a shop, a school, a health service and a place of leisure are those that the use of buildings in {territory.Name} tells, without opening hours and without what lies beyond its limit; public transport and cars are those of {access.Peak} h on a weekday";
        if (access.Unknown.Count > 0)
            yield return $"access: no building of {territory.Name} is known to have {string.Join(" or ", access.Unknown.Select(s => $"a {WordsOf(s)}"))}, so that nobody's access to all services is told; give `use` of buildings to the import, or put one there with `services_closer`";
    }

    private static string NameOf(AccessMode mode) => $"access_{CodeWords<AccessMode>.Of(mode)}";

    private static string WordsOf(Service service) => service switch { Service.Shop => "shop", Service.School => "school", Service.Health => "health service", _ => "place of leisure" };
}
