using System.Xml.Linq;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Tests;

/// <summary>CITATION.cff against the Citation File Format 1.2.0 and the project.</summary>
public sealed class CitationTests
{
    [Fact]
    public void The_citation_names_this_version_and_has_what_the_format_requires()
    {
        YamlMap citation = Assert.IsType<YamlMap>(YamlDocument.Read(Path.Combine(SharedData.Repository, "CITATION.cff")).Root);
        Assert.Equal(["abstract", "authors", "cff-version", "keywords", "license", "message", "title", "type", "version"], citation.Entries.Select(e => e.Key.Value).Order(StringComparer.Ordinal));
        Assert.Equal(("1.2.0", "software", "MIT"), (Text("cff-version"), Text("type"), Text("license")));
        Assert.StartsWith("MIT License", File.ReadAllText(Path.Combine(SharedData.Repository, "LICENSE")), StringComparison.Ordinal);
        Assert.Equal(XDocument.Load(Path.Combine(SharedData.Repository, "Directory.Build.props")).Descendants("Version").Single().Value, Text("version"));

        string Text(string key) => Assert.IsType<YamlText>(citation.Find(key)!.Value).Value;
    }
}
