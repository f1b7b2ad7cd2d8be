using System.Text.Json;
using Microsoft.Data.Sqlite;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Territories;

public sealed class TerritoryFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Saved(string name = "town")
    {
        TerritoryFolder.Save(SmallTerritory.Create(), _scratch[name]);
        return _scratch[name];
    }

    internal static void Edit(string folder, string sql)
    {
        using SqliteConnection db = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "territory.gpkg"), Pooling = false }.ToString());
        db.Open();
        using SqliteCommand drop = db.CreateCommand();
        drop.CommandText = "select name from sqlite_master where type = 'trigger'";
        List<string> triggers = [];
        using (SqliteDataReader reader = drop.ExecuteReader())
            while (reader.Read()) triggers.Add(reader.GetString(0));
        foreach (string trigger in triggers) Execute(db, $"drop trigger \"{trigger}\"");
        Execute(db, sql);
    }

    private static void Execute(SqliteConnection db, string sql)
    {
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static InputException Refused(string folder) => Assert.Throws<InputException>(() => TerritoryFolder.Load(folder));

    [Fact]
    public void A_latitude_that_the_coordinates_do_not_have_is_refused()
    {
        string folder = _scratch["south"];
        TerritoryFolder.Save(SmallTerritory.Create() with { Latitude = -46.5 }, folder);
        Assert.Contains("latitude -46.5", Refused(folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_building_longer_than_a_town_is_refused()
    {
        Territory small = SmallTerritory.Create();
        double[] x = small.Buildings[0].Footprint.Outer.X, y = small.Buildings[0].Footprint.Outer.Y;
        Ring stretched = new([.. x.Select(v => x[0] + 1000 * (v - x[0]))], y);
        string folder = _scratch["long"];
        TerritoryFolder.Save(small with { Buildings = [small.Buildings[0] with { Footprint = new Polygon(stretched, []) }, .. small.Buildings.Skip(1)] }, folder);
        Assert.Contains("expected at most 2000 m", Refused(folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_territory_comes_back_as_it_was_saved()
    {
        Territory before = SmallTerritory.Create(), after = TerritoryFolder.Load(Saved());
        Assert.Equal(JsonSerializer.Serialize(before, Json), JsonSerializer.Serialize(after, Json));
    }

    [Fact]
    public void Names_of_hamlets_come_back_and_stand_on_maps_the_largest_where_two_would_touch()
    {
        Zone At(string name, double x, double radius) => new(name, Polygon.Disc(SmallTerritory.West + x, SmallTerritory.South + 100, radius), "hameau", 0, name);
        Territory before = SmallTerritory.Create() with { Places = [At("Petit", 62, 5), At("Toizac", 60, 20)] };
        TerritoryFolder.Save(before, _scratch["named"]);
        Territory after = TerritoryFolder.Load(_scratch["named"]);
        Assert.Equal(JsonSerializer.Serialize(before, Json), JsonSerializer.Serialize(after, Json));
        Assert.Equal(TerritoryTwin.Files.Runs.TerritoryHash.Of(before with { Places = [] }), TerritoryTwin.Files.Runs.TerritoryHash.Of(before));
        using Picture sheet = PlaceSheet.Draw(after);
        sheet.Write(_scratch["named.svg"]);
        string drawn = File.ReadAllText(_scratch["named.svg"]);
        Assert.Contains("Toizac", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("Petit", drawn, StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void Corrections_by_id_stand_in_the_place_of_the_source_as_set_by_hand()
    {
        string folder = Saved();
        File.WriteAllText(Path.Combine(folder, "corrections.csv"), "id;heating;built;district;owner\nb;district_heat;1951;;\na;;;Le Bourg;public\n");
        Territory read = TerritoryFolder.Load(folder);
        Assert.Equal(new Known<HeatingSystem>(HeatingSystem.DistrictHeat, Source.Measured, 0.8f), read.Buildings[1].Heating);
        Assert.Equal(new Known<int>(1951, Source.Measured, 0.8f), read.Buildings[1].Built);
        Assert.Equal(SmallTerritory.Create().Buildings[1].HotWater, read.Buildings[1].HotWater);
        Assert.Equal(SmallTerritory.Create().Buildings[0].Built, read.Buildings[0].Built);
        Assert.Equal("Le Bourg", read.Buildings[0].District);
        Assert.Equal((new Known<Ownership>(Ownership.Public, Source.Measured, 0.8f), null), (read.Buildings[0].Owner!.Value, read.Buildings[1].Owner));
        Assert.Equal("corrected", read.Origin.Issues[^1].Rule);
        Assert.NotEqual(TerritoryTwin.Files.Runs.TerritoryHash.Of(SmallTerritory.Create()), TerritoryTwin.Files.Runs.TerritoryHash.Of(read));

        File.WriteAllBytes(Path.Combine(folder, "corrections.csv"), [.. "id;built;district\nb;1951;For"u8, 0xEA, .. "t\n"u8]);
        read = TerritoryFolder.Load(folder);
        Assert.Equal("Forêt", read.Buildings[1].District);
        Assert.Equal(("file-note", "corrections.csv", "its letters are not UTF-8; read as Windows-1252"), (read.Origin.Issues[^1].Rule, read.Origin.Issues[^1].Layer, read.Origin.Issues[^1].Done));

        InputException lost = Assert.Throws<InputException>(() => TerritoryFolder.Save(read, folder));
        Assert.Contains("corrections.csv", lost.Message, StringComparison.Ordinal);
        TerritoryFolder.Save(SmallTerritory.Create(), folder, keepCorrections: true);
        Assert.Equal(1951, TerritoryFolder.Load(folder).Buildings[1].Built.Value);
    }

    [Fact]
    public void All_faults_of_corrections_are_told_at_once_with_their_line()
    {
        string folder = Saved();
        File.WriteAllText(Path.Combine(folder, "corrections.csv"), "id,heating,biult,heated_area,inhabitants\nb,gaz_boiler,1951,-3,\nzz,gas_boiler,,,\n,gas_boiler,,,\nb,,,,\na,,,,7\n");
        IReadOnlyList<string> faults = Refused(folder).Faults;
        string[] expected =
        [
            "corrections.csv(1): `biult` is not an attribute of a building", "Did you mean `built`?",
            "corrections.csv(2), layer buildings (id b), column heating: found `gaz_boiler`; expected one of none, gas_boiler",
            "corrections.csv(2), layer buildings (id b), column heated_area: found `-3`; expected a number from 0", "corrections.csv(3), column id: `zz` is not the id of a building",
            "corrections.csv(4), column id: found nothing", "corrections.csv(5), column id: `b` stands twice", "corrections.csv(6), column inhabitants: found 7; the households of `a` count 2 people",
        ];
        Assert.All(expected, e => Assert.Contains(faults, f => f.Contains(e, StringComparison.Ordinal)));
        Assert.Equal(7, faults.Count);
    }

    [Fact]
    public void The_same_territory_gives_the_same_bytes_also_after_a_round_trip()
    {
        string first = Saved(), second = _scratch["again"];
        Territory owned = SmallTerritory.Create();
        TerritoryFolder.Save(owned with { Buildings = [owned.Buildings[0] with { Owner = Known<Ownership>.Typical(Ownership.Social, 0.4f) }, .. owned.Buildings.Skip(1)] }, first);
        Assert.Equal(Known<Ownership>.Typical(Ownership.Social, 0.4f), TerritoryFolder.Load(first).Buildings[0].Owner);
        TerritoryFolder.Save(TerritoryFolder.Load(first), second);
        string[] files = ["territory.yaml", "territory.gpkg", "terrain.tif"];
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(second).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        foreach (string file in files) Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file)));
    }

    [Fact]
    public void Saving_replaces_a_territory_but_never_other_files()
    {
        string folder = Saved();
        TerritoryFolder.Save(SmallTerritory.Create() with { Name = "Second" }, folder);
        Assert.Equal("Second", TerritoryFolder.Load(folder).Name);
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "mine");
        Assert.Contains("notes.txt", Assert.Throws<InputException>(() => TerritoryFolder.Save(SmallTerritory.Create(), folder)).Message);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder, "notes.txt")));
        Assert.Equal([folder], Directory.GetDirectories(_scratch.Path));
    }

    [Fact]
    public void A_height_typed_by_hand_counts_as_measured()
    {
        string folder = Saved();
        Edit(folder, "update buildings set height = 7, provenance = 'built T0.5' where id = 'a'");
        Building edited = TerritoryFolder.Load(folder).Buildings[0];
        Assert.Equal(new Known<double>(7, Source.Measured, 0.8f), edited.Height);
        Assert.Equal(Source.Typical, edited.Built.Source);
    }

    [Fact]
    public void A_building_deleted_and_a_column_added_by_hand_are_no_fault()
    {
        string folder = Saved();
        Edit(folder, "delete from buildings where id = 'c'; alter table buildings add column remark text; update buildings set remark = 'seen'");
        Assert.Equal(2, TerritoryFolder.Load(folder).Buildings.Count);
    }

    [Fact]
    public void All_faults_of_the_layers_are_told_at_once_with_layer_row_and_column()
    {
        string folder = Saved();
        Edit(folder, "update buildings set height = -3, use = 'dweling' where id = 'a'; update buildings set floors = null, provenance = 'hight M0.9' where id = 'b'; update roads set class = 'street'; update households set building = 'z' where fid = 1");
        InputException e = Refused(folder);
        Assert.Equal(6, e.Faults.Count);
        Assert.Contains("buildings record 1, layer buildings (id a), column height: found `-3`; expected a number from 0.1 to 1000 m", e.Message);
        Assert.Contains("did you mean `dwelling`?", e.Message);
        Assert.Contains("column floors: found nothing; expected a whole number from 1 to 250", e.Message);
        Assert.Contains("`hight` is not an attribute. Did you mean `height`?", e.Message);
        Assert.Contains("column class: found `street`", e.Message);
        Assert.Contains("`z`, which is not the id of a building", e.Message);
    }

    [Theory]
    [InlineData("update buildings set id = 'a'", "stands twice")]
    [InlineData("update buildings set geom = null where id = 'b'", "column geom: found no geometry")]
    [InlineData("update buildings set heated_area = 5000 where id = 'a'", "cannot hold more than 300 m²")]
    [InlineData("update buildings set roof = 'flat' where id = 'a'", "expected 0 for a flat roof")]
    [InlineData("delete from buildings", "found no building")]
    [InlineData("alter table buildings rename column height to heigth", "the column `height` is missing. `heigth` looks like it")]
    [InlineData("update buildings set floors = 2.5 where id = 'a'", "column floors: found `2.5`")]
    [InlineData("update buildings set built = 'old' where id = 'a'", "column built: found `old`")]
    [InlineData("insert into boundary(geom, name) select geom, name from boundary", "expected one polygon at most")]
    [InlineData("drop table roads", "roads")]
    public void An_edit_that_cannot_be_is_refused_with_its_reason(string sql, string reason)
    {
        string folder = Saved();
        Edit(folder, sql);
        Assert.Contains(reason, Refused(folder).Message);
    }

    [Theory]
    [InlineData("epsg: 2154", "epsg: 4326", "degrees")]
    [InlineData("epsg: 2154", "epsg: 999999", "not known")]
    [InlineData("epsg: 2154", "epsg: 32631", "EPSG:2154")]
    [InlineData("epsg: 2154", "egsp: 2154", "Did you mean `epsg`?")]
    [InlineData("layers: territory.gpkg", "layers: ../territory.gpkg", "without a path")]
    [InlineData("layers: territory.gpkg", "layers: other.gpkg", "other.gpkg")]
    [InlineData("version: 1", "version: 9", "newer program")]
    [InlineData("seed: 42", "seed: -1", "whole number")]
    public void A_wrong_line_of_the_manifest_is_told(string line, string wrong, string reason)
    {
        string folder = Saved(), manifest = Path.Combine(folder, "territory.yaml");
        string text = File.ReadAllText(manifest);
        Assert.Contains(line, text);
        File.WriteAllText(manifest, text.Replace(line, wrong));
        Assert.Contains(reason, Refused(folder).Message);
    }

    [Theory]
    [InlineData("territory.yaml")]
    [InlineData("territory.gpkg")]
    [InlineData("terrain.tif")]
    public void A_missing_cut_or_overwritten_file_is_told_by_its_name(string file)
    {
        string folder = Saved(), path = Path.Combine(folder, file);
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 7, whole.Length / 3 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(file, Refused(folder).Message);
        }
        File.Delete(path);
        Assert.Contains(file, Refused(folder).Message);
    }

    [Fact]
    public void A_building_outside_the_terrain_is_told()
    {
        Territory town = SmallTerritory.Create();
        TerritoryFolder.Save(town with { Terrain = new Raster(new Grid(2, 2, 25, SmallTerritory.West, SmallTerritory.South), new float[4]) }, _scratch["town"]);
        Assert.Contains("stands outside the terrain", Refused(_scratch["town"]).Message);
    }

    [Fact]
    public void A_generated_town_comes_back_as_it_was_saved()
    {
        Territory town = TownGenerator.Generate(2000, seed: 3);
        TerritoryFolder.Save(town, _scratch["town"]);
        Territory after = TerritoryFolder.Load(_scratch["town"]);
        Assert.Equal(JsonSerializer.Serialize(town.Buildings, Json), JsonSerializer.Serialize(after.Buildings, Json));
        Assert.Equal(town.Households, after.Households);
        Assert.Equal(town.Terrain.Values, after.Terrain.Values);
    }
}
