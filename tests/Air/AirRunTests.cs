using TerritoryTwin.Air;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Mobility;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Heat.Streets;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Air;

/// <summary>The air of streets among the other processes.</summary>
public sealed class AirRunTests
{
    private const int Half = 30;

    [Fact]
    public void Exhaust_changes_the_air_alone_whether_a_year_goes_on_from_a_saved_hour_or_has_a_second_member()
    {
        Territory town = TownGenerator.Generate(2000, 12);
        BuildingShapes shapes = BuildingShapes.Of(town);
        WeatherYear first = WeatherGenerator.Generate(MonthlyNormals.Zone("H2b"), 3), second = WeatherGenerator.Generate(MonthlyNormals.Zone("H2b"), 4);
        using HostDevice device = new();
        using Horizons horizons = new(HorizonTables.Scan(town, shapes, SurfaceModel.Build(town), device), shapes, device);
        ParameterSet on = ParameterSet.Default.With(new HeatParameters { On = true }).With(new MobilityParameters { On = true });
        using Simulation straight = new(SetupOf(exhaust: true, first)), resumed = new(SetupOf(exhaust: true, first)), clean = new(SetupOf(exhaust: false, first)), pair = new(SetupOf(exhaust: true, first, second));
        foreach (Simulation s in new[] { straight, clean, pair })
        {
            s.WarmUp();
            for (int hour = 0; hour < Half; hour++) s.Step();
        }
        Assert.True(resumed.TryGoTo(straight.Save()));
        foreach (Simulation s in new[] { straight, clean, pair, resumed })
            for (int hour = 0; hour < Half; hour++) s.Step();

        float[] nox = straight.Air!.NitrogenOxides.ToArray(), both = pair.Air!.NitrogenOxides.ToArray();
        Assert.Equal(nox, resumed.Air!.NitrogenOxides.ToArray());
        Assert.Equal(straight.Air.Particles.ToArray(), resumed.Air.Particles.ToArray());
        Assert.Equal(nox, both[..nox.Length]);
        Assert.NotEqual(nox, both[nox.Length..]);
        Assert.All(clean.Air!.NitrogenOxides.ToArray(), c => Assert.Equal(0, c));
        Assert.InRange(nox.Max(), 1, 2000);
        foreach (Simulation s in new[] { straight, resumed, clean, pair })
            foreach (Balance balance in s.Balances(s.Setup.Members - 1)) Assert.True(balance.Closes, $"{balance.Name}: {balance.Relative}");

        YearTables year = straight.Year(), other = clean.Year();
        foreach ((Table with, Table without) in year.Tables.Append(year.Series).Zip(other.Tables.Append(other.Series)))
            foreach ((Column mine, Column its) in with.Columns.Zip(without.Columns).Where(c => Simulation.Declared.ProcessOf.GetValueOrDefault(c.First.Name) != "air"))
                if (mine is NumberColumn numbers) Assert.Equal(numbers.Values, ((NumberColumn)its).Values);
        Dictionary<string, double> found = straight.Indicators(year).ToDictionary(i => i.Quantity.Name, i => i.Value), before = clean.Indicators(other).ToDictionary(i => i.Quantity.Name, i => i.Value);
        Assert.Equal(found.Keys, before.Keys);
        Assert.InRange(found["nox_at_home"], 0.05, 100);
        Assert.InRange(found["pm10_at_home"], 0.005, found["nox_at_home"]);
        Assert.InRange(found["nox_at_home_poorest_third"], 0.01, 100);
        Assert.Equal(0, before["nox_at_home"]);
        Assert.Equal(NitrogenDioxide.Of(10), before["no2_at_home"], 1e-9);
        Assert.True(found["no2_at_home"] > before["no2_at_home"] && found["no2_above_10"] >= found["no2_above_20"]);

        Setup SetupOf(bool exhaust, params WeatherYear[] weather) => new()
        {
            Territory = town, Shapes = shapes, Horizons = horizons, Cells = StreetHeatTests.Cells(town), Weather = weather, Members = weather.Length, Calendar = new Calendar(2030, CalendarRules.France), Parameters = on,
            Couplings = new(Simulation.Couplings.ToDictionary(c => c.Key, c => exhaust || c.Key != AirModel.Exhaust.Key, StringComparer.Ordinal)),
        };
    }
}
