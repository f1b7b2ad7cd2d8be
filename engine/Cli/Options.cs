using System.CommandLine;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Texts;
using TerritoryTwin.Files.Yaml;

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

    public static Option<string> Language(string description)
    {
        Option<string> language = new("--lang") { Description = description, DefaultValueFactory = static _ => "auto" };
        language.AcceptOnlyFromAmong("auto", "fr", "en");
        return language;
    }

    /// <summary>The language that is asked for; of <c>auto</c> that of the system, as its environment says.</summary>
    public static Language LanguageOf(string asked)
    {
        string words = asked != "auto" ? asked : new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(static v => !string.IsNullOrEmpty(v)) ?? "";
        return words.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? Files.Texts.Language.French : Files.Texts.Language.English;
    }

    /// <summary>Letters in a line of what people read on standard output: as <c>COLUMNS</c> says, else as the terminal has, else 80, which is the least.</summary>
    public static int Columns()
    {
        const int least = 80;
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int told) && told > 0) return Math.Max(least, told);
        return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? least : Math.Max(least, Console.WindowWidth);
    }

    /// <summary>A scenario as it was typed; <c>-</c> means standard input.</summary>
    public static string Scenario(string text) => text == "-" ? TextFile.StandardInput : AsTyped("a scenario", text);

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
