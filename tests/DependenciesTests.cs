using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TerritoryTwin.Tests;

/// <summary>docs/dependencies.md against Directory.Packages.props.</summary>
public sealed partial class DependenciesTests
{
    [Fact]
    public void Every_package_is_on_the_page_with_its_version()
    {
        Dictionary<string, string> told = Row().Matches(File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "dependencies.md")))
            .ToDictionary(m => m.Groups["package"].Value, m => m.Groups["version"].Value, StringComparer.Ordinal);
        IEnumerable<string> faults = XDocument.Load(Path.Combine(SharedData.Repository, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => (Package: p.Attribute("Include")!.Value, Version: p.Attribute("Version")!.Value))
            .Where(p => told.GetValueOrDefault(p.Package) != p.Version)
            .Select(p => told.TryGetValue(p.Package, out string? other)
                ? $"{p.Package}: the page says {other}, Directory.Packages.props {p.Version}; correct the page, and its size and reasons where they changed"
                : $"{p.Package} {p.Version} is not on the page; add the row | `{p.Package}` | {p.Version} | why | licence | MB it adds to the published folder | what would replace it |");
        Assert.True(!faults.Any(), $"docs/dependencies.md:\n{string.Join('\n', faults)}");
    }

    // A package with its version, in code marks, at the start of a row.
    [GeneratedRegex(@"^\| `(?<package>[A-Za-z0-9._-]+)` \| (?<version>[0-9][^ |]*) \| [^|]+ \| [^|]+ \| [0-9][^|]* \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
