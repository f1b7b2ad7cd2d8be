using System.CommandLine;

namespace TerritoryTwin.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class Options
{
    public static Option<string> Device() => new("--device") { Description = "where to compute: auto, or a name that `twin devices` lists", DefaultValueFactory = _ => "auto" };

    public static Option<string> Progress()
    {
        Option<string> progress = new("--progress") { Description = "how progress is shown on standard error", DefaultValueFactory = _ => "auto" };
        progress.AcceptOnlyFromAmong("auto", "tty", "plain", "none");
        return progress;
    }
}
