using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TerritoryTwin.Tests;

/// <summary>docs/dependencies.md against Directory.Packages.props.</summary>
public sealed partial class DependenciesTests
{
    [Fact]
    public void The_packages_of_the_page_are_those_of_the_solution_with_their_versions()
    {
        Dictionary<string, string> told = Row().Matches(File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "dependencies.md")))
            .ToDictionary(m => m.Groups["package"].Value, m => m.Groups["version"].Value, StringComparer.Ordinal);
        Dictionary<string, string> used = XDocument.Load(Path.Combine(SharedData.Repository, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value, StringComparer.Ordinal);
        IEnumerable<string> faults = used.Where(p => told.GetValueOrDefault(p.Key) != p.Value)
            .Select(p => told.TryGetValue(p.Key, out string? other)
                ? $"{p.Key}: the page says {other}, Directory.Packages.props {p.Value}; correct the page, and its size and reasons where they changed"
                : $"{p.Key} {p.Value} is not on the page; add the row | `{p.Key}` | {p.Value} | why | licence | MB it adds to the published folder | what would replace it |")
            .Concat(told.Keys.Except(used.Keys).Select(p => $"{p} is on the page and not in Directory.Packages.props; remove its row"));
        Assert.True(!faults.Any(), $"docs/dependencies.md:\n{string.Join('\n', faults)}");
    }

    // A package with its version, in code marks, at the start of a row.
    [GeneratedRegex(@"^\| `(?<package>[A-Za-z0-9._-]+)` \| (?<version>[0-9][^ |]*) \| [^|]+ \| [^|]+ \| [0-9][^|]* \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
