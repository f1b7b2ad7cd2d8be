using System.Globalization;
using Microsoft.Data.Sqlite;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Territories;

/// <summary>What sources say of the traffic on roads, from the file into the territory and back.</summary>
public sealed class RoadImportTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly Dictionary<string, (double X, double Y)> _nodes = [];
    private readonly System.Text.StringBuilder _ways = new(), _relations = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>Nodes by letters, whose place is given once: <c>a@0,0 b@100,0</c>.</summary>
    private void Way(int id, string nodes, string tags)
    {
        List<string> names = [];
        foreach (string node in nodes.Split(' '))
        {
            string[] parts = node.Split('@', ',');
            if (parts.Length == 3) _nodes.Add(parts[0], (double.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[2], CultureInfo.InvariantCulture)));
            names.Add(parts[0]);
        }
        _ways.Append(CultureInfo.InvariantCulture, $"<way id=\"{id}\">{string.Concat(names.Select(n => $"<nd ref=\"{NodeOf(n)}\"/>"))}{Tags(tags)}</way>");
    }

    private void Turn(int id, int from, string via, int to, string tags) => _relations.Append(CultureInfo.InvariantCulture,
        $"<relation id=\"{id}\"><member type=\"way\" ref=\"{from}\" role=\"from\"/><member type=\"node\" ref=\"{NodeOf(via)}\" role=\"via\"/><member type=\"way\" ref=\"{to}\" role=\"to\"/>{Tags("type=restriction " + tags)}</relation>");

    private int NodeOf(string name) => 1 + _nodes.Keys.ToList().IndexOf(name);

    private static string Tags(string tags) =>
        string.Concat(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split('=')).Select(t => $"<tag k=\"{t[0]}\" v=\"{t[1].Replace('+', ' ')}\"/>"));

    private (Territory Territory, ImportReport Report) Import()
    {
        Way(900, "p@0,-50 q@20,-50 r@20,-30 s@0,-30 p", "building=house");
        string nodes = string.Concat(_nodes.Select((n, k) => string.Create(CultureInfo.InvariantCulture, $"<node id=\"{k + 1}\" lon=\"{6.14 + n.Value.X / 77_000}\" lat=\"{46.2 + n.Value.Y / 111_200}\"/>")));
        return TerritoryImporter.Import("osm", _scratch.Write("source/roads.osm", $"<osm version=\"0.6\">{nodes}{_ways}{_relations}</osm>"), new ImportOptions(Ground: 375));
    }

    [Fact]
    public void Tags_of_OpenStreetMap_say_direction_speed_lanes_level_access_and_cycle_ways()
    {
        Way(1, "a@0,0 b@100,0", "highway=primary oneway=yes lanes=2 maxspeed=30 surface=asphalt cycleway:right=lane oneway:bicycle=no toll=yes");
        Way(2, "b c@200,0", "highway=residential maxspeed=FR:urban oneway=-1 access=private bicycle=no");
        Way(3, "c d@300,0", "highway=primary bridge=yes layer=2 maxspeed=40+mph");
        Way(4, "d e@310,10 f@300,20 d", "highway=tertiary junction=roundabout");
        Way(5, "f g@300,100", "highway=track surface=gravel motor_vehicle=forestry");
        Way(6, "g h@300,200", "highway=unclassified");
        (Territory town, _) = Import();
        Dictionary<string, RoadFacts> facts = town.Roads.ToDictionary(r => r.Id, r => r.Facts);

        RoadFacts first = facts["way/1"];
        Assert.Equal((RoadDirection.Forward, 30.0, 2, CycleWay.Lane), (first.Direction!.Value.Value, first.Speed!.Value.Value, first.Lanes!.Value.Value, first.CycleWay!.Value.Value));
        Assert.Equal((RoadDirection.Both, RoadSurface.Paved, true), (first.CycleDirection!.Value.Value, first.Surface!.Value.Value, first.Toll!.Value.Value));
        Assert.Equal(Source.Measured, first.Speed.Value.Source);
        RoadFacts second = facts["way/2"];
        Assert.Equal((RoadDirection.Backward, 50.0, RoadAccess.Private, RoadAccess.No), (second.Direction!.Value.Value, second.Speed!.Value.Value, second.Cars!.Value.Value, second.Cycles!.Value.Value));
        Assert.Equal((Source.Typical, RoadAccess.Private), (second.Speed.Value.Source, second.Feet!.Value.Value));
        Assert.Equal(2, facts["way/3"].Level!.Value.Value);
        Assert.Equal(RoadDirection.Forward, facts["way/4-1"].Direction!.Value.Value);
        Assert.Equal((RoadSurface.Unpaved, RoadAccess.Private), (facts["way/5"].Surface!.Value.Value, facts["way/5"].Cars!.Value.Value));
        Assert.Same(RoadFacts.Unsaid, facts["way/6"]);
    }

    [Fact]
    public void Speeds_and_lanes_that_cannot_be_are_told_with_their_roads_and_taken_as_unknown()
    {
        Way(1, "a@0,0 b@100,0", "highway=primary maxspeed=500 lanes=-1");
        Way(2, "b c@200,0", "highway=primary maxspeed=0 lanes=2");
        Way(3, "c d@300,0", "highway=primary maxspeed=fast lanes=1w");
        for (int k = 4; k < 20; k++) Way(k, $"d{k}@{100 * k},0 e{k}@{100 * k},90", "highway=residential maxspeed=50 lanes=2");
        (Territory town, ImportReport report) = Import();
        Assert.All(town.Roads.Take(3), r => Assert.Null(r.Facts.Speed));
        Assert.Equal([null, 2, null], town.Roads.Take(3).Select(r => r.Facts.Lanes?.Value));
        TerritoryIssue told = Assert.Single(report.Issues, i => i is { Rule: "implausible-value", Layer: "roads" });
        Assert.Equal(5, told.Count);
        Assert.All(new[] { "speed: `500` at roads.osm way/1", "speed: `0` at roads.osm way/2", "lanes: `-1` at roads.osm way/1", "speed: `fast` at roads.osm way/3", "lanes: `1w` at roads.osm way/3" }, e => Assert.Contains(e, told.Examples));
    }

    [Fact]
    public void Roads_that_share_a_point_on_different_levels_pass_over_one_another_and_a_ramp_joins()
    {
        Way(1, "a@0,0 x@100,0 b@200,0", "highway=primary");
        Way(2, "c@100,-100 x d@100,100", "highway=secondary bridge=yes");
        Way(3, "x e@150,50", "highway=residential");
        Way(4, "f@300,0 y@400,0 g@500,0", "highway=primary");
        Way(5, "h@400,-100 y k@400,100", "highway=secondary tunnel=building_passage layer=-1");
        (Territory town, _) = Import();
        Assert.Equal(["way/1-1", "way/1-2", "way/2-1", "way/2-2", "way/3", "way/4", "way/5"], town.Roads.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_territory_keeps_what_is_said_of_its_roads_and_one_of_before_says_nothing()
    {
        RoadFacts all = new()
        {
            Direction = Known<RoadDirection>.Measured(RoadDirection.Backward), Speed = Known<double>.Measured(30, 0.7f), Lanes = Known<int>.Typical(3), Level = Known<int>.Measured(-1), Toll = Known<bool>.Measured(value: false),
            Cars = Known<RoadAccess>.Measured(RoadAccess.Private), Cycles = Known<RoadAccess>.Measured(RoadAccess.No), Feet = Known<RoadAccess>.Measured(RoadAccess.Yes), CycleWay = Known<CycleWay>.Measured(CycleWay.None),
            CycleDirection = Known<RoadDirection>.Guessed(RoadDirection.Both), Surface = Known<RoadSurface>.Derived(RoadSurface.Unpaved),
        };
        Territory small = SmallTerritory.Create();
        Road road = small.Roads[0];
        Territory said = small with { Roads = [road with { Facts = all }, road with { Id = "r2" }] };
        TerritoryFolder.Save(said, _scratch["said"]);
        Territory back = TerritoryFolder.Load(_scratch["said"]);
        Assert.Equal(all, back.Roads[0].Facts);
        Assert.Same(RoadFacts.Unsaid, back.Roads[1].Facts);
        Assert.Equal(TerritoryHash.Of(said), TerritoryHash.Of(back));
        Assert.NotEqual(TerritoryHash.Of(said), TerritoryHash.Of(said with { Roads = [road with { Facts = all with { Speed = Known<double>.Measured(50) } }, said.Roads[1]] }));

        foreach (string column in new[] { "direction", "speed", "lanes", "level", "toll", "cars", "cycles", "feet", "cycle_way", "cycle_direction", "surface", "turns" }) Edit("said", $"alter table roads drop column {column}");
        Edit("said", "update roads set provenance = 'class M0.9'");
        Assert.All(TerritoryFolder.Load(_scratch["said"]).Roads, r => Assert.Same(RoadFacts.Unsaid, r.Facts));
    }

    [Fact]
    public void Rules_of_turning_find_the_parts_of_their_roads_and_those_that_do_not_are_told()
    {
        Way(1, "a@0,0 m@100,0 b@200,0", "highway=primary");
        Way(2, "u@100,-100 m n@100,100", "highway=residential");
        Way(3, "a z@0,-100", "highway=residential");
        Way(4, "b y@300,0", "highway=residential oneway=yes");
        Turn(10, 3, "a", 1, "restriction=no_right_turn");
        Turn(11, 4, "b", 1, "restriction=no_u_turn");              // cars do not come from there
        Turn(12, 1, "m", 2, "restriction=no_left_turn");           // both go on both ways
        Turn(13, 1, "b", 4, "restriction=only_straight_on");
        Turn(14, 1, "b", 4, "restriction=sometimes");
        Turn(15, 77, "b", 4, "restriction=no_left_turn");
        Turn(16, 1, "b", 4, "restriction=no_left_turn except=motorcar");
        (Territory town, ImportReport report) = Import();
        Assert.Equal(["way/1-2: end only way/4", "way/3: start not way/1-1"], town.Roads.Where(r => r.Turns.Count > 0).Select(r => $"{r.Id}: {string.Join("; ", r.Turns.Select(t => $"{(t.AtEnd ? "end" : "start")} {(t.Only ? "only" : "not")} {t.To}"))}").Order(StringComparer.Ordinal));
        Assert.Equal((2, 1), (report.Count("turn-without-roads"), report.Count("turn-unclear")));
        Assert.Equal(["roads.osm relation/12"], report.Issues.Single(i => i.Rule == "turn-unclear").Examples);
        Assert.Contains(report.Issues, i => i is { Rule: "unknown-code", Layer: "turns" });
        Assert.Contains(report.Issues, i => i is { Rule: "left-out", Layer: "turns" });

        TerritoryFolder.Save(town, _scratch["turns"]);
        Territory back = TerritoryFolder.Load(_scratch["turns"]);
        Assert.Equal(town.Roads.SelectMany(r => r.Turns), back.Roads.SelectMany(r => r.Turns));
        Assert.Equal(TerritoryHash.Of(town), TerritoryHash.Of(back));
        Edit("turns", "update roads set turns = 'end not way/99' where id = 'way/3'; update roads set turns = 'left never' where id = 'way/4'");
        Assert.Contains("column turns: found `left never`; expected", Assert.Throws<InputException>(() => TerritoryFolder.Load(_scratch["turns"])).Message, StringComparison.Ordinal);
        Edit("turns", "update roads set turns = null where id = 'way/4'");
        Assert.Contains("found `way/99`, which is not the id of a road", Assert.Throws<InputException>(() => TerritoryFolder.Load(_scratch["turns"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_territory_whose_roads_say_what_cannot_be_is_refused()
    {
        TerritoryFolder.Save(SmallTerritory.Create(), _scratch["odd"]);
        Edit("odd", "update roads set speed = 500, lanes = -1, direction = 'forwards', toll = 'perhaps'");
        string message = string.Join('\n', Assert.Throws<InputException>(() => TerritoryFolder.Load(_scratch["odd"])).Faults);
        Assert.Contains("layer roads (id r1), column speed: found `500`; expected a number from 3 to 150 km/h", message, StringComparison.Ordinal);
        Assert.Contains("column lanes: found `-1`", message, StringComparison.Ordinal);
        Assert.Contains("did you mean `forward`?", message, StringComparison.Ordinal);
        Assert.Contains("column toll: found `perhaps`; expected yes or no", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Roads_in_another_system_are_refused_with_their_place_and_what_to_do()
    {
        Territory small = SmallTerritory.Create();
        Road road = small.Roads[0];
        TerritoryFolder.Save(small with { Roads = [road with { X = [2.55, 2.56], Y = [44.34, 44.35] }] }, _scratch["degrees"]);
        string message = Assert.Throws<InputException>(() => TerritoryFolder.Load(_scratch["degrees"])).Message;
        Assert.Contains("layer roads: found x 2.55 to 2.56, y 44.34 to 44.35", message, StringComparison.Ordinal);
        Assert.Contains("Reproject the layer to EPSG:2154", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_tells_nodes_links_classes_islands_repairs_and_gateways()
    {
        Way(1, "a@0,0 b@1000,0", "highway=primary name=Avenue maxspeed=70 oneway=yes");
        Way(2, "b c@1000,1000", "highway=residential lanes=2");
        Way(3, "c a", "highway=residential");
        Way(4, "d@300,100 e@350,100", "highway=service");
        (Territory town, _) = Import();
        NetworkInfo network = NetworkInfo.Describe(town)!;
        Assert.Equal((5, 3, 4, 5), (network.Nodes, network.NodesJoined, network.Stretches, network.CarLinks));
        Assert.Equal([("primary", 1.0, 0.0, 1.0), ("residential", 0, 0.41, 0), ("service", 0, 0, 0)], network.ByClass.Select(c => (c.Label, c.SpeedSaid, Math.Round(c.LanesSaid, 2), c.OneWay)));
        NetworkIsland island = Assert.Single(network.Islands);
        Assert.Equal((2, 50.0), (island.Nodes, Math.Round(island.Length)));
        Assert.Equal(["way/4"], island.Roads);
        Assert.Equal(["island"], network.Repairs.Select(r => r.Rule));
        string text = TerritoryInfo.Describe(town).ToString();
        Assert.Contains("network of roads: 5 nodes, 3 in the greatest part; 4 stretches; links: 5 for cars", text, StringComparison.Ordinal);
        Assert.Contains("0.05 km, 2 nodes: way/4", text, StringComparison.Ordinal);
    }

    private void Edit(string folder, string sql)
    {
        using SqliteConnection db = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_scratch[folder], "territory.gpkg"), Pooling = false }.ToString());
        db.Open();
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = "select group_concat('drop trigger \"' || name || '\"', ';') from sqlite_master where type = 'trigger'";
        string drops = command.ExecuteScalar() as string ?? "";
        command.CommandText = drops + (drops.Length > 0 ? ";" : "") + sql;
        command.ExecuteNonQuery();
    }
}
