using System.Diagnostics;
using Spectre.Console;

namespace TerritoryTwin.Cli;

/// <summary>Shows on standard error how far the work is: a bar on a terminal, a line now and then in a log, or nothing.</summary>
internal sealed class Progress
{
    private const double SecondsBetweenLines = 5;
    private readonly string _mode;
    private readonly long _began = Stopwatch.GetTimestamp();
    private double _nextLine;
    private string _lastLabel = "";

    /// <param name="mode"><c>auto</c>, <c>tty</c>, <c>plain</c> or <c>none</c>.</param>
    public Progress(string mode) => _mode = mode == "auto" ? Console.IsErrorRedirected ? "plain" : "tty" : mode;

    /// <summary>Does the work, which reports a label and a share from 0 to 1.</summary>
    public T Show<T>(Func<Action<string, double>, T> work)
    {
        if (_mode != "tty") return work(_mode == "plain" ? ShowLine : static (_, _) => { });
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("…", maxValue: 1);
                return work((label, share) =>
                {
                    bar.Description = Markup.Escape(label);
                    bar.Value = share;
                });
            });
    }

    private void ShowLine(string label, double share)
    {
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        if (seconds < _nextLine && label == _lastLabel) return;
        _lastLabel = label;
        _nextLine = seconds + SecondsBetweenLines;
        Console.Error.WriteLine($"{label}: {share:0 %} after {seconds:0} s");
    }
}
