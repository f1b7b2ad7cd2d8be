using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>
/// Names the random streams of households and people by the identifier of their building and their number in it: a building more or less, wherever its row stands, changes nothing of the others. In generated towns,
/// whose buildings are <c>b1</c>, <c>b2</c>…, households and people are counted through in the order of these numbers.
/// </summary>
/// <param name="Households">Of each household.</param> <param name="FirstPersons">Of the first person of each household; those of the others follow.</param>
internal sealed record PeopleLots(long[] Households, long[] FirstPersons)
{
    /// <summary>Of a territory.</summary>
    public static PeopleLots Of(Territory territory)
    {
        IReadOnlyList<Household> all = territory.Households;
        PeopleLots lots = new(new long[all.Count], new long[all.Count]);
        int[] inBuilding = new int[territory.Buildings.Count];
        long[] numbers = [.. territory.Buildings.Select(b => NumberOf(b.Id, territory.Buildings.Count))];
        for (int k = 0; k < all.Count; k++)
        {
            int home = all[k].Building, number = inBuilding[home]++;
            if (numbers[home] < 0) lots.Households[k] = lots.FirstPersons[k] = RandomStream.ElementOf(string.Create(CultureInfo.InvariantCulture, $"{territory.Buildings[home].Id} {number}"));
        }
        long households = 0, people = 0;
        foreach (int k in Enumerable.Range(0, all.Count).Where(k => numbers[all[k].Building] >= 0).OrderBy(k => numbers[all[k].Building]))
        {
            (lots.Households[k], lots.FirstPersons[k]) = (households++, people);
            people += all[k].Persons;
        }
        return lots;
    }

    // Of the generator; −1 of any other identifier.
    private static long NumberOf(string id, int buildings) =>
        RandomStream.ElementOf(id) is >= 0 and var number && number < buildings && id == string.Create(CultureInfo.InvariantCulture, $"b{number + 1}") ? number : -1;
}
