using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Generator;

/// <summary>Towns that the tests share; generated once.</summary>
internal static class Towns
{
    private static readonly Lazy<Territory> LazySmall = new(() => TownGenerator.Generate(2_000, 7)), LazyMiddle = new(() => TownGenerator.Generate(20_000, 3)),
        LazyCity = new(() => TownGenerator.Generate(60_000, 11));

    public static Territory Small => LazySmall.Value;
    public static Territory Middle => LazyMiddle.Value;
    public static Territory City => LazyCity.Value;

    public static Territory Of(int inhabitants) => inhabitants switch
    {
        2_000 => Small, 20_000 => Middle, _ => City,
    };
}

public class TownGeneratorTests
{
    [Fact]
    public void The_same_seed_is_the_same_town() => Assert.Equal(Digest(TownGenerator.Generate(2_000, 7)), Digest(Towns.Small));

    [Fact]
    public void Another_seed_is_another_town() => Assert.NotEqual(Digest(TownGenerator.Generate(2_000, 8)), Digest(Towns.Small));

    [Theory]
    [InlineData(-1)]
    [InlineData(1_999)]
    [InlineData(500_001)]
    public void A_town_has_2000_to_500000_inhabitants(int inhabitants) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TownGenerator.Generate(inhabitants, 1));

    [Fact]
    public void A_town_lies_in_metropolitan_France()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TownGenerator.Generate(2_000, 1, new() { Latitude = 12 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TownGenerator.Generate(2_000, 1, new() { Longitude = double.NaN }));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public void Everyone_asked_for_lives_there_and_everything_adds_up(int inhabitants)
    {
        Territory town = Towns.Of(inhabitants);
        Assert.Equal(inhabitants, town.Households.Sum(h => h.Persons));
        Assert.Equal(inhabitants, town.Buildings.Sum(b => b.Inhabitants));
        Assert.Equal(inhabitants, town.Population.Sum(s => s.Persons));
        Assert.Equal(town.Households.Count, town.Population.Sum(s => s.Households));
        Assert.All(town.Population, s => Assert.Equal(s.Persons, s.Ages!.Value.All));
        Assert.InRange(town.Population.Sum(s => s.Ages!.Value.Under18) / inhabitants, 0.19, 0.24);      // France: 0.21
        Assert.InRange(town.Population.Sum(s => s.Ages!.Value.From65) / inhabitants, 0.17, 0.25);       // France: 0.21
        Assert.InRange(town.Buildings.Sum(b => b.Dwellings) / (double)inhabitants, 0.50, 0.55);
        Assert.InRange(town.Buildings.Sum(b => b.Jobs) / inhabitants, 0.39, 0.41);
        ILookup<int, Household> at = town.Households.ToLookup(h => h.Building);
        for (int b = 0; b < town.Buildings.Count; b++)
        {
            Assert.True(at[b].Count() <= town.Buildings[b].Dwellings);
            Assert.Equal(town.Buildings[b].Inhabitants.Value, at[b].Sum(h => h.Persons));
        }
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void Each_building_is_whole(int inhabitants)
    {
        Territory town = Towns.Of(inhabitants);
        Assert.Equal(town.Buildings.Count, town.Buildings.Select(b => b.Id).Distinct(StringComparer.Ordinal).Count());
        foreach (Building b in town.Buildings)
        {
            Assert.InRange(b.Footprint.Outer.SignedArea, 3.9, 20_000);
            Assert.InRange(b.Height.Value, 2, 60);
            Assert.InRange(b.Floors.Value, 1, 16);
            Assert.InRange(b.Built.Value, 1100, 2024);
            Assert.True(b.Height.Value / b.Floors.Value is > 2 and < 41);
            Assert.Equal(b.Roof.Value == RoofShape.Flat, b.RoofPitch.Value == 0);
            Assert.Equal(b.HeatedArea.Value == 0, b.Heating.Value == HeatingSystem.None);
            Assert.True(b.Dwellings.Value == 0 || b.HeatedArea / b.Dwellings is > 25 and < 245, $"{b.Id}: {b.HeatedArea.Value} m² for {b.Dwellings.Value}");
            Assert.NotEmpty(b.District);
            Assert.True(b.Built.Source >= Source.Derived);
        }
    }

    private static string Digest(Territory town)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Numbers(params ReadOnlySpan<double> values) => hash.AppendData(MemoryMarshal.AsBytes(values));
        void Text(string text) => hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        void Area(Polygon p)
        {
            Numbers(p.Outer.X);
            Numbers(p.Outer.Y);
        }
        Text(town.Name);
        hash.AppendData(MemoryMarshal.AsBytes<float>(town.Terrain.Values));
        foreach (Building b in town.Buildings)
        {
            Area(b.Footprint);
            Text($"{b.Id} {b.District} {b.Use} {b.Roof} {b.Heating} {b.HotWater}");
            Numbers(b.Ground, b.Height, b.Built.Value, b.Floors.Value, b.Dwellings.Value, b.HeatedArea, b.RoofPitch, b.Inhabitants, b.Jobs);
        }
        foreach (Road r in town.Roads)
        {
            Numbers(r.X);
            Numbers(r.Y);
            Text($"{r.Id} {r.Class} {r.Name}");
        }
        foreach (Zone z in town.Vegetation.Concat(town.Water).Concat(town.Activities))
        {
            Area(z.Area);
            Text($"{z.Id} {z.Nature} {z.Name}");
            Numbers(z.Height);
        }
        foreach (Household h in town.Households) Numbers(h.Building, h.Persons, h.Income, (int)h.Tenure, h.Workers);
        foreach (PopulationSquare s in town.Population) Numbers(s.Persons, s.Households, s.PoorHouseholds, s.MeanIncome, s.Ages!.Value.Under18, s.Ages.Value.From65);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
