using System.CommandLine;
using TerritoryTwin.Core;

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

    /// <summary>The full path that an argument means.</summary>
    /// <param name="what">The argument, in messages.</param>
    /// <param name="text">As typed.</param>
    /// <exception cref="InputException">It is no path.</exception>
    public static string PathOf(string what, string text) => Path.GetFullPath(AsTyped(what, text));

    /// <summary>A path as it was typed.</summary>
    /// <param name="what">The argument, in messages.</param>
    /// <param name="text">As typed.</param>
    /// <exception cref="InputException">It is no path.</exception>
    public static string AsTyped(string what, string text)
    {
        const int longest = 4000;
        if (string.IsNullOrWhiteSpace(text)) throw new InputException($"{what} is empty; expected a path");
        if (text.Length > longest) throw new InputException($"{what} has {text.Length} characters; expected a path of at most {longest}");
        return text.Contains('\0', StringComparison.Ordinal) ? throw new InputException($"{what} holds a character that no path can; expected a path") : text;
    }
}
