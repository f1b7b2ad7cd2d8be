using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Formats;

public sealed class TntpReaderTests : IDisposable
{
    private const string Network =
        "<NUMBER OF ZONES> 2\n<NUMBER OF NODES>\t4 \n<FIRST THRU NODE> 3\n<NUMBER OF LINKS> 3\n<ORIGINAL HEADER>~ from to\n<END OF METADATA>\n\n~ init_node term_node\n"
        + "\t1\t3\t100\t2.5\t1\t0.15\t4\t50\t7\t1\t;\r\n3 4 100 0 1e-8 0 0 0 0 1;\n~ a remark\n4 2 200 1 3 0.2 1\n";
    private const string Trips = "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 12.5\n<END OF METADATA>\n\n~ remark\nOrigin 1\n 1 : 0.0; 2 : 10 ;\n\nOrigin \t2\n 1: 2.5;\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("twin-tntp-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Kept(string text)
    {
        string path = Path.Combine(_folder, "a.tntp");
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void A_network_with_its_trips_and_places_is_read()
    {
        TntpNetwork read = TntpReader.Network(Kept(Network));
        Assert.Equal((2, 4, 3), (read.Zones, read.Graph.Nodes, read.Graph.Links));
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(read.Graph.IsClosed));
        Assert.Equal([0, 2, 3], read.Graph.Tails.ToArray());
        Assert.Equal([100, 100, 200], read.Links.Capacities);
        Assert.Equal([1, 1e-8, 3], read.Links.FreeTimes);
        Assert.Equal([4, 0, 1], read.Links.Powers);
        Assert.Equal([7, 0, 0], read.Links.Tolls!);
        TripRows trips = TntpReader.Trips(Kept(Trips), 2);
        Assert.Equal([(0, 1, 10.0), (1, 0, 2.5)], trips.Pairs());
        (double X, double Y)[] places = TntpReader.Places(Kept("node\tX\tY ;\n1 -96.77 43.61 ;\n4\t5\t6;\n"), 4);
        Assert.Equal((-96.77, 43.61), places[0]);
        Assert.True(double.IsNaN(places[1].X));
        Assert.Equal((5, 6), places[3]);
    }

    [Fact]
    public void All_faults_of_a_network_are_told_at_once_by_line()
    {
        InputException refused = Assert.Throws<InputException>(() => TntpReader.Network(Kept(Network.Replace("\t1\t3\t100", "\t1\t9\t0", StringComparison.Ordinal).Replace("1e-8 0 0", "-1 x 0.5", StringComparison.Ordinal)
            .Replace("4 2 200 1 3 0.2 1", "4 2 200", StringComparison.Ordinal))));
        Assert.Equal(7, refused.Faults.Count);
        Assert.Contains("a.tntp(9,1): node `9`; expected a whole number from 1 to 4", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a.tntp(9,1): capacity `0`; expected more than 0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a.tntp(10,1): free time `-1`; expected 0 or more", refused.Message, StringComparison.Ordinal);
        Assert.Contains("b `x`", refused.Message, StringComparison.Ordinal);
        Assert.Contains("power `0.5`; expected 0, or 1 and more", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a.tntp(12,1): 3 columns; expected from node", refused.Message, StringComparison.Ordinal);
        Assert.Contains("2 links; expected 3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<NUMBER OF ZONES> 2\n", "", "no heading `<NUMBER OF ZONES>`")]
    [InlineData("<NUMBER OF ZONES> 2\n", "<NUMBER OF ZONES> two\n", "(1,1): `<NUMBER OF ZONES>` is `two`")]
    [InlineData("<NUMBER OF NODES>\t4", "<NUMBER OF NODES>\t1", "2 zones and 1 nodes")]
    [InlineData("3 4 100 0", "3 4 100 NaN", "length `NaN`")]
    public void A_fault_of_a_network_is_named(string line, string instead, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => TntpReader.Network(Kept(Network.Replace(line, instead, StringComparison.Ordinal)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2 : 10 ;", "2 : ten ;", "a.tntp(7,1): trips `ten`; expected 0 or more")]
    [InlineData("2 : 10 ;", "2 : -10 ;", "trips `-10`")]
    [InlineData("2 : 10 ;", "2  10 ;", "`2  10`; expected `Origin N`")]
    [InlineData("Origin 1\n", "", "before the first origin")]
    [InlineData("2 : 10 ;", "3 : 10 ;", "node `3`; expected a whole number from 1 to 2")]
    [InlineData("1: 2.5;", "", "10 trips; expected 12.5, as `<TOTAL OD FLOW>` says")]
    [InlineData("<TOTAL OD FLOW> 12.5", "<TOTAL OD FLOW> all", "(2,1): `<TOTAL OD FLOW>` is `all`")]
    [InlineData("<NUMBER OF ZONES> 2", "<NUMBER OF ZONES> 3", "3 zones; expected at most 2")]
    public void A_fault_of_trips_is_named(string line, string instead, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => TntpReader.Trips(Kept(Trips.Replace(line, instead, StringComparison.Ordinal)), 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_shared_network_is_read_whole()
    {
        foreach (string file in Directory.EnumerateFiles(SharedData.Data("transport-tntp"), "*_net.tntp", SearchOption.AllDirectories))
        {
            TntpNetwork network = TntpReader.Network(file);
            TripRows trips = TntpReader.Trips(file.Replace("_net.", "_trips.", StringComparison.Ordinal), network.Zones);
            Assert.True(trips.Sums().All > 0);
            string nodes = file.Replace("_net.", "_node.", StringComparison.Ordinal);
            if (File.Exists(nodes)) Assert.All(TntpReader.Places(nodes, network.Graph.Nodes), p => Assert.True(double.IsFinite(p.X + p.Y)));
        }
    }

    [Fact]
    public void A_damaged_file_ends_with_a_reason()
    {
        Random random = new(8);
        int refused = 0;
        for (int n = 0; n < 300; n++)
        {
            char[] text = (n % 2 == 0 ? Network : Trips).ToCharArray();
            for (int k = random.Next(1, 5); k > 0; k--) text[random.Next(text.Length)] = " <>~:;\n-.9aO\t"[random.Next(13)];
            string path = Kept(new string(text, 0, n % 7 == 0 ? random.Next(text.Length) : text.Length));
            try
            {
                if (n % 2 == 0) TntpReader.Network(path);
                else TntpReader.Trips(path, 2);
            }
            catch (InputException e)
            {
                Assert.NotEmpty(e.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 60, 299);
    }
}
