using System.Text.RegularExpressions;

namespace TerritoryTwin.Tests.NewProcess;

public sealed partial class NewProcessPageTests
{
    [Fact]
    public void Every_line_of_code_on_the_page_stands_in_the_process_it_goes_through()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "new-process.md"));
        HashSet<string> process = [.. File.ReadAllLines(Path.Combine(SharedData.Repository, "tests", "NewProcess", "MistTests.cs")).Select(l => l.Trim())];
        string[] lines = [.. Block().Matches(page).SelectMany(m => m.Groups["code"].Value.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0)];
        Assert.True(lines.Length > 10);
        Assert.Empty(lines.Except(process));
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
