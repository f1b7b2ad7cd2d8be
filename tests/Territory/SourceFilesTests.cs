using System.IO.Compression;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Tests.Formats;

namespace TerritoryTwin.Tests.Territories;

/// <summary>The files of a source, in folders and archives.</summary>
public sealed class SourceFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_a_folder_of_an_archive_and_of_an_archive_in_it_are_found_alike()
    {
        string inner = Zip("inner.zip", ("SHP/COMMUNE.shp", "3"), ("readme.pdf", "4"));
        Directory.CreateDirectory(_folder["source/part"]);
        File.WriteAllText(_folder["source/BATIMENT.shp"], "1");
        Zip("source/part/BDTOPO.zip", ("BATI\\ROUTE.shp", "2"), ("all/inner.zip", null), ("docs/", null));
        using (ZipArchive zip = ZipFile.Open(_folder["source/part/BDTOPO.zip"], ZipArchiveMode.Update)) zip.CreateEntryFromFile(inner, "all/inner.zip");
        File.Copy(RasterFilesTests.Fixture("bdtopo.7z"), _folder["source/BDTOPO_3-5.7z"]);

        string unpacked;
        using (SourceFiles files = new(_folder["source"]))
        {
            Assert.Equal(["1", "2", "3"], files.Find(["*.shp"]).Select(File.ReadAllText));      // in the order of their names, archives as folders
            Assert.Equal("2", File.ReadAllText(Assert.Single(files.Find(["bati/route.shp"]))));
            Assert.Equal("3", File.ReadAllText(Assert.Single(files.Find(["BDTOPO.zip/all/inner.zip/SHP/*.shp"]))));
            Assert.Equal("id,name\n1,maison\n", File.ReadAllText(Assert.Single(files.Find(["*.csv"]))));
            Assert.Empty(files.Find(["*.pdf"]));
            unpacked = Path.GetDirectoryName(files.Find(["*.csv"])[0])!;
        }
        Assert.False(Directory.Exists(unpacked));
        Assert.Equal(["BATIMENT.shp", "BDTOPO_3-5.7z", "part/BDTOPO.zip"], Directory.EnumerateFiles(_folder["source"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder["source"], f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_archive_may_be_named_itself()
    {
        using SourceFiles files = new(RasterFilesTests.Fixture("bdtopo.7z"));
        Assert.Equal("batiment.csv", Path.GetFileName(Assert.Single(files.Find(["bati/*.csv"]))));
    }

    [Fact]
    public void What_a_program_that_was_killed_left_behind_is_removed_and_nothing_of_one_that_runs()
    {
        string killed = Left(int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture)), running = Left(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)), begun = Left("");
        using (SourceFiles held = new(RasterFilesTests.Fixture("bdtopo.7z")))
        {
            string mine = held.Find(["*.csv"])[0];
            while (!Path.GetFileName(mine).StartsWith("twin-source-", StringComparison.Ordinal)) mine = Path.GetDirectoryName(mine)!;
            Assert.Equal([false, true, true, true], new[] { killed, running, begun, mine }.Select(Directory.Exists));
            Assert.Equal([false, true, true, true], new[] { killed, running, begun, mine }.Select(static f => File.Exists(f + ".lock")));
            using SourceFiles other = new(RasterFilesTests.Fixture("bdtopo.7z"));
            Assert.All(held.Find(["*.csv"]), static f => Assert.True(File.Exists(f)));
        }
        foreach (string left in new[] { running, begun })
        {
            Directory.Delete(left, recursive: true);
            File.Delete(left + ".lock");
        }

        static string Left(string process)
        {
            string folder = Directory.CreateTempSubdirectory("twin-source-").FullName;
            File.WriteAllText(Path.Combine(folder, "a.csv"), "id\n1\n");
            File.WriteAllText(folder + ".lock", process);
            return folder;
        }
    }

    [Fact]
    public void Files_that_lie_unpacked_beside_their_archive_are_found_once()
    {
        Zip("BDTOPO.zip", ("BATI/a.csv", "1"), ("BATI/b.csv", "2"));
        foreach (string file in new[] { "BATI/a.csv", "BDTOPO/BATI/b.csv" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], "x");
        }
        using SourceFiles files = new(_folder["."]);
        Assert.Equal(["x", "x"], files.Find(["*.csv"]).Select(File.ReadAllText));
        using SourceFiles alone = new(_folder["BDTOPO.zip"]);         // what lies beside it is not asked for then
        Assert.Equal(["1", "2"], alone.Find(["*.csv"]).Select(File.ReadAllText));
    }

    [Theory]
    [InlineData("../evil.csv", "a file named `../evil.csv`"), InlineData("/etc/evil.csv", "a file named `/etc/evil.csv`"), InlineData("C:\\evil.csv", "a file named `C:/evil.csv`"), InlineData("a/../../evil.csv", "names that stay inside the archive")]
    public void Names_that_lead_out_of_an_archive_are_refused(string name, string reason)
    {
        Zip("a.zip", ("fine.csv", "1"), (name, "2"));
        Refused("a.zip", reason);
    }

    [Fact]
    public void Archives_that_are_damaged_locked_or_in_parts_are_refused_by_name()
    {
        string path = Zip("a.zip", ("a.csv", new string('7', 5000)));
        byte[] bytes = File.ReadAllBytes(path);
        int at = bytes.AsSpan().IndexOf("7777"u8);
        bytes[at + 2500] = (byte)'8';
        File.WriteAllBytes(path, bytes);
        Refused("a.zip", "do not fit their check sum");

        File.WriteAllBytes(path, bytes[..^30]);
        Refused("a.zip", "cannot be read");
        Zip("a.zip", ("a.csv", "1"), ("a.csv", "2"));
        Refused("a.zip", "`a.csv` twice");
        File.Delete(path);

        File.Copy(RasterFilesTests.Fixture("locked.7z"), _folder["b.7z"]);
        Refused("b.7z", "password");
        File.Delete(_folder["b.7z"]);
        File.WriteAllText(_folder["c.7z.001"], "");
        Refused("c.7z.001", "7z x c.7z.001");
    }

    [Fact]
    public void A_link_in_an_archive_is_not_followed()
    {
        Zip("a.zip", ("fine.csv", "1"), ("link.csv", "/etc/passwd"));
        using (ZipArchive zip = ZipFile.Open(_folder["a.zip"], ZipArchiveMode.Update)) zip.GetEntry("link.csv")!.ExternalAttributes = unchecked((int)0xA1FF0000);
        using SourceFiles files = new(_folder["."]);
        Assert.Equal(["1"], files.Find(["*.csv"]).Select(File.ReadAllText));
    }

    [Fact]
    public void Not_more_is_unpacked_than_there_is_room_for()
    {
        string path = Zip("a.zip", ("a.csv", new string('7', 5000)), ("b.csv", new string('7', 5000)));
        long room = 9000;
        Assert.Contains("more than there is room", Assert.Throws<InputException>(() => Archive.Unpack(path, path, Directory.CreateDirectory(_folder["out"]).FullName, (_, _) => true, ref room)).Message, StringComparison.Ordinal);
    }

    private void Refused(string name, string reason)
    {
        int before = Left();
        string message = Assert.Throws<InputException>(() => new SourceFiles(_folder["."])).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.InRange(Left(), 0, before);

        static int Left() => Directory.GetDirectories(Path.GetTempPath(), "twin-source-*").Count(d => Directory.EnumerateFiles(d, "fine.csv", SearchOption.AllDirectories).Any());
    }

    private string Zip(string name, params (string Name, string? Text)[] files)
    {
        using ZipArchive zip = new(File.Create(_folder[name]), ZipArchiveMode.Create);
        foreach ((string file, string? text) in files)
        {
            if (text == null && !file.EndsWith('/')) continue;
            using StreamWriter writer = new(zip.CreateEntry(file, CompressionLevel.NoCompression).Open());
            writer.Write(text);
        }
        return _folder[name];
    }
}
