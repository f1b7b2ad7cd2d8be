using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Territories;

/// <summary>The commune of Olemps, imported once; its README states what must come out.</summary>
public sealed class Olemps
{
    public Olemps() => (Territory, Report) = TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps"), new ImportOptions());

    public Territory Territory { get; }

    public ImportReport Report { get; }
}

public sealed class OlempsImportTests
{
    private static readonly Lazy<Olemps> Imported = new(() => new Olemps());

    private static Territory Town()
    {
        SharedData.Data("territory-olemps");
        return Imported.Value.Territory;
    }

    private static ImportReport Report()
    {
        SharedData.Data("territory-olemps");
        return Imported.Value.Report;
    }

    [Fact]
    public void Its_buildings_are_those_of_the_source_less_three_slivers()
    {
        Territory town = Town();
        Assert.Equal("Olemps", town.Name);
        Assert.Equal(2154, town.Epsg);
        Assert.Equal(2273 - 3, town.Buildings.Count);
        Assert.Equal(4, Report().Count("sliver") - Report().Issues.Single(i => i is { Rule: "sliver", Layer: "vegetation" }).Count);
        Assert.Equal(353_434, town.Buildings.Sum(b => b.Footprint.Area), tolerance: 10);
        Assert.Equal(2.42e6, town.Buildings.Sum(b => b.Footprint.Area * b.Height), tolerance: 0.03e6);
    }

    [Fact]
    public void It_is_the_same_from_a_GeoPackage_with_the_names_of_IGN()
    {
        Territory town = Town();
        using ScratchFolder scratch = new();
        string source = SharedData.Data("territory-olemps");
        GeoPackage.Write(scratch["BDT_3-5_GPKG_LAMB93_D012-ED2024-12-15.gpkg"],
            Layer("BATIMENT", "ID cleabs, NATURE nature, USAGE1 usage_1, USAGE2 usage_2, LEGER construction_legere, ETAT etat_de_l_objet, DATE_APP date_d_apparition, NB_LOGTS nombre_de_logements, NB_ETAGES nombre_d_etages, MAT_MURS materiaux_des_murs, MAT_TOITS materiaux_de_la_toiture, HAUTEUR hauteur, Z_MIN_SOL altitude_minimale_sol, Z_MIN_TOIT altitude_minimale_toit, Z_MAX_TOIT altitude_maximale_toit, APP_FF appariement_fichiers_fonciers"),
            Layer("TRONCON_DE_ROUTE", "RANK rang"), Layer("ZONE_DE_VEGETATION", "ID cleabs, NATURE nature"), Layer("SURFACE_HYDROGRAPHIQUE", "ID cleabs, NATURE nature, NOM_C_EAU cpx_toponyme_de_cours_d_eau, NOM_P_EAU cpx_toponyme_de_plan_d_eau"),
            Layer("ZONE_D_ACTIVITE_OU_D_INTERET", "ID cleabs, NATURE nature, TOPONYME toponyme"), Layer("COMMUNE", "ID cleabs, INSEE_COM code_insee, NOM nom_officiel, POPULATION population"));
        GeoPackageRow Named(double x, string name, string nature, string state) => new(Shapes.ToShape(Polygon.Disc(664_000 + x, 6_360_000, 60)), [$"PAIHABIT{x}", nature, name, state]);
        GeoPackage.Write(scratch["BDT_3-5_GPKG_LAMB93_D012-HABITATION.gpkg"], new GeoPackageLayer("zone_d_habitation", "", Crs.FromEpsg(2154), "POLYGON",
            [.. new[] { "cleabs", "nature", "toponyme", "etat_de_l_objet" }.Select(static c => new GeoPackageColumn(c, GeoPackageType.Text))],
            [Named(0, "Toizac", "Lieu-dit habité", "En service"), Named(300, "la Garrigue", "Quartier", "En service"), Named(600, "", "Lieu-dit habité", "En service"), Named(900, "Vieux Mas", "Ruines", "En service"), Named(1200, "Mas Neuf", "Lieu-dit habité", "En projet")]));
        foreach (string other in new[] { "population", "terrain" })
            foreach (string file in Directory.EnumerateFiles(Path.Combine(source, other)))
            {
                Directory.CreateDirectory(scratch[other]);
                File.Copy(file, Path.Combine(scratch[other], Path.GetFileName(file)));
            }
        Territory named = TerritoryImporter.Import("bdtopo-v3", scratch.Path, new ImportOptions(Commune: "12174")).Territory;
        Assert.Equal(TerritoryHash.Of(town), TerritoryHash.Of(named));
        Assert.Equal(["Toizac", "la Garrigue"], named.Places.Select(static p => p.Name));
        Assert.Empty(town.Places);                                         // the shapefiles have no such layer

        GeoPackageLayer Layer(string file, string columns)
        {
            VectorLayer read = VectorReader.Read(Path.Combine(source, "bdtopo", file + ".shp"));
            (string From, string To)[] names = [.. columns.Split(", ").Select(static c => c.Split(' ')).Select(static c => (c[0], c[1]))];
            return new(file.ToLowerInvariant(), "", read.Crs, "GEOMETRY", [.. names.Select(n => new GeoPackageColumn(n.To, TypeOf(read.Features.Select(f => f.Attributes[n.From]).FirstOrDefault(static v => v != null), n.To)))],
                read.Features.Select(f => new GeoPackageRow(f.Geometry, [.. names.Select(n => n.To == "construction_legere" ? f.Attributes[n.From] is "Oui" : f.Attributes[n.From])])));
        }
        static GeoPackageType TypeOf(object? value, string name) => name == "construction_legere" ? GeoPackageType.Boolean
            : value switch { long => GeoPackageType.Integer, double => GeoPackageType.Real, DateOnly => GeoPackageType.Date, _ => GeoPackageType.Text };
    }

    [Fact]
    public void Its_dwellings_are_those_of_the_land_file()
    {
        Territory town = Town();
        Assert.Equal(1392, town.Buildings.Where(b => b.Use.Value == BuildingUse.Dwelling).Sum(b => b.Dwellings.Value));
        Assert.Equal(1392 + 37, town.Buildings.Sum(b => b.Dwellings.Value)); // 37 in shops, annexes and a workshop
        Assert.Equal(1090, town.Buildings.Count(b => b.Use.Value == BuildingUse.Dwelling));
    }

    [Fact]
    public void Its_measured_periods_are_those_of_the_source()
    {
        int[] years = Town().Buildings.Where(b => b.Use.Value == BuildingUse.Dwelling && b.Built.Source == Source.Measured).Select(b => b.Built.Value).ToArray();
        int[] found = [years.Count(y => y < 1949), years.Count(y => y is >= 1949 and < 1975), years.Count(y => y is >= 1975 and < 1990), years.Count(y => y is >= 1990 and < 2006), years.Count(y => y >= 2006)];
        Assert.Equal([148, 214, 356, 223, 143], found);
    }

    [Fact]
    public void Its_gaps_are_filled_by_named_rules_and_counted()
    {
        ImportReport report = Report();
        Assert.Equal(19, report.Count("no-ground"));
        Assert.Equal(1, report.Count("old-date"));
        Assert.Equal(27, report.Issues.Single(i => i is { Rule: "multi-part", Layer: "roads" }).Count);
        Assert.Equal(281, report.Issues.Where(i => i.Rule.StartsWith("height-", StringComparison.Ordinal)).Sum(i => i.Count));
        Assert.Equal(0, report.Count("unknown-code"));
        Assert.Equal(Town().Roads.Count, report.Count("no-road-class"));
        Building old = Town().Buildings.Single(b => b.Built.Value == 1333);
        Assert.True(old.Built.Confidence <= 0.3f);
    }

    [Fact]
    public void Its_people_live_in_dwellings_and_the_squares_keep_their_totals()
    {
        Territory town = Town();
        Assert.All(town.Buildings, b => Assert.True(b.Dwellings > 0 || b.Inhabitants == 0));
        int unplaced = Report().Count("square-on-the-limit") + Report().Count("people-not-placed");
        Assert.Equal(town.Population.Sum(s => s.Persons), town.Buildings.Sum(b => b.Inhabitants.Value) + unplaced, tolerance: 40); // counts of people left out are rounded square by square
        Assert.InRange(town.Buildings.Sum(b => b.Inhabitants.Value), 2900, 3200);
        Assert.All(town.Population, s => Assert.InRange(s.Ages!.Value.All, 0.9 * s.Persons - 1, s.Persons + 1));       // the ages of some are not known
    }

    [Fact]
    public void Its_homes_have_the_area_that_the_census_counts()
    {
        Territory town = Town();
        Building[] homes = town.Buildings.Where(b => b.Use.Value == BuildingUse.Dwelling && b.Dwellings > 0).ToArray();
        Assert.Equal(99, homes.Sum(b => b.HeatedArea.Value) / homes.Sum(b => b.Dwellings.Value), tolerance: 3); // 130,309 m² for 1,314 households
        Assert.InRange(town.Buildings.Where(b => b.Use.Value == BuildingUse.Health).Sum(b => b.HeatedArea.Value), 45_000, 65_000);
    }

    [Fact]
    public void Its_households_meet_the_census_and_are_the_people_of_its_buildings()
    {
        Territory town = Town();
        double[] persons = new double[town.Buildings.Count];
        int[] homes = new int[town.Buildings.Count];
        foreach (Household h in town.Households) (persons[h.Building], homes[h.Building]) = (persons[h.Building] + h.Persons, homes[h.Building] + 1);
        Assert.Equal(town.Buildings.Select(b => b.Inhabitants.Value), persons);
        Assert.All(Enumerable.Range(0, homes.Length), b => Assert.True(homes[b] <= town.Buildings[b].Dwellings));
        Assert.InRange(town.Households.Count, 1270, 1320);
        double all = town.Households.Count;
        Assert.Equal(1060.4 / 1314.4, town.Households.Count(h => h.Tenure == Tenure.Owner) / all, tolerance: 0.02);
        Assert.Equal(46 / 1314.4, town.Households.Count(h => h.Tenure == Tenure.SocialTenant) / all, tolerance: 0.01);
        Assert.Equal(80.7 / 1314.4, town.Households.Count(h => Standard(h) < FrenchHomes.PovertyLine) / all, tolerance: 0.01);
        Assert.Equal(73_631_665 / 3073.5 * 1.12, town.Households.Sum(h => h.Persons * Standard(h)) / town.Households.Sum(h => h.Persons), tolerance: 500);

        static double Standard(Household h) => h.LivingStandard;
    }

    [Fact]
    public void Nothing_in_it_is_impossible()
    {
        Territory town = Town();
        Assert.All(town.Buildings, b =>
        {
            Assert.InRange(b.Height.Value, 1, 30);
            Assert.InRange(b.Ground.Value, 470, 650);
            Assert.InRange(b.HeatedArea.Value, 0, b.Footprint.Area * (b.Floors.Value + 1));
            Assert.True(b.HeatedArea > 0 == (b.Heating.Value != HeatingSystem.None));
            Assert.True(b.Roof.Value == RoofShape.Flat == (b.RoofPitch == 0));
            Assert.True(b.Footprint.Outer.SignedArea >= 2);
        });
        Assert.InRange(town.Roads.Sum(r => Shapes.ToLine(r.X, r.Y).Length), 112_900, 113_100);
        Assert.Contains(town.Roads, r => r.Class.Value == RoadClass.Secondary);
    }

    [Fact]
    public void It_comes_back_from_its_folder_and_is_described()
    {
        using ScratchFolder scratch = new();
        TerritoryFolder.Save(Town(), scratch["olemps"]);
        TerritoryInfo info = TerritoryInfo.Describe(TerritoryFolder.Load(scratch["olemps"]));
        Assert.Equal(1429, info.Dwellings);
        string text = info.ToString();
        Assert.Contains("imported with the mapping bdtopo-v3, seed 1", text);
        Assert.Contains("roads: class is typical or guessed for 100", text);
        Assert.Contains("homes and people", text);
        Assert.DoesNotContain("odd", text.Split("how it is known")[0]);
        Assert.Contains("IGN, BD TOPO", text);
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(TerritoryInfoText.Json(info));
        Assert.Equal(1429, json.RootElement.GetProperty("dwellings").GetInt32());
    }

    [Fact]
    public void Its_GeoJSON_in_degrees_gives_the_same_town()
    {
        (Territory degrees, ImportReport report) = TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps/geojson"), new ImportOptions());
        Territory metres = Town();
        Assert.Equal(2154, degrees.Epsg);
        Assert.Equal(metres.Buildings.Select(b => b.Id), degrees.Buildings.Select(b => b.Id));
        Assert.Equal(metres.Buildings.Sum(b => b.Footprint.Area), degrees.Buildings.Sum(b => b.Footprint.Area), tolerance: 20);
        Assert.Equal(metres.Buildings.Select(b => b.Use.Value), degrees.Buildings.Select(b => b.Use.Value));
        Assert.Equal(1, report.Count("no-terrain"));
    }

    [Fact]
    public void The_same_seed_draws_the_same_heating_and_another_seed_another()
    {
        string folder = SharedData.Data("territory-olemps/bdtopo");
        HeatingSystem[] Heating(ulong seed) => TerritoryImporter.Import("bdtopo-v3", folder, new ImportOptions(Seed: seed)).Territory.Buildings.Select(b => b.Heating.Value).ToArray();
        HeatingSystem[] first = Heating(1);
        Assert.Equal(first, Heating(1));
        Assert.NotEqual(first, Heating(2));
    }
}
