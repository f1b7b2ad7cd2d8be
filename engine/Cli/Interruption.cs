using System.Runtime.InteropServices;

namespace TerritoryTwin.Cli;

/// <summary>
/// How a run is stopped. A batch engine sends SIGTERM: the run leaves a checkpoint and asks to be run again (75). Ctrl-C is a person (130); a
/// second one ends the program at once. Verbs that keep no checkpoint do not listen and end at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _listening, _terminated;

    /// <summary>Whether the end was asked for by SIGTERM.</summary>
    public bool Terminated => _terminated;

    /// <summary>Hears the signals of this process.</summary>
    public void Register()
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = Stop(terminated: true)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = Stop(terminated: false)));
    }

    /// <summary>From here on signals are answered with a checkpoint.</summary>
    public CancellationToken Listen()
    {
        _listening = true;
        return _stop.Token;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        _stop.Dispose();
    }

    private bool Stop(bool terminated)
    {
        if (!_listening || (!terminated && _stop.IsCancellationRequested)) return false;
        _terminated |= terminated;
        _stop.Cancel();
        return true;
    }
}
