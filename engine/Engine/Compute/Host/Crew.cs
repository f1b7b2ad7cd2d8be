namespace TerritoryTwin.Compute;

/// <summary>Work cut into pieces that do not depend on one another.</summary>
internal abstract class PiecedWork
{
    public abstract void Do(int piece);
}

/// <summary>
/// Threads that wait for work, spinning for some microseconds before they sleep. Which thread does which piece is left to chance, so pieces
/// must not depend on it. Allocates nothing once the threads run.
/// </summary>
internal sealed class Crew(int threads) : IDisposable
{
    private const int SpinsBeforeSleep = 200;

    private readonly Lock _oneAtATime = new();
    private readonly object _sleep = new();
    private Thread[]? _workers;
    private PiecedWork? _work;
    private int _pieces, _left, _sleeping;
    private long _ticket;   // generation << 32 | pieces not yet taken
    private bool _stopped;

    public int Threads => threads;

    /// <summary>Does all pieces; returns when the last is done.</summary>
    public void Do(PiecedWork work, int pieces)
    {
        if (pieces <= 1 || threads == 1)
        {
            for (int piece = 0; piece < pieces; piece++) work.Do(piece);
            return;
        }
        lock (_oneAtATime)
        {
            _workers ??= Start();
            (_work, _pieces) = (work, pieces);
            Volatile.Write(ref _left, pieces);
            Interlocked.Exchange(ref _ticket, (((_ticket >> 32) + 1) << 32) + pieces);
            if (Volatile.Read(ref _sleeping) > 0) lock (_sleep) Monitor.PulseAll(_sleep);
            TakePieces();
            SpinWait wait = default;
            while (Volatile.Read(ref _left) > 0) wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private Thread[] Start()
    {
        Thread[] workers = new Thread[threads - 1];
        for (int k = 0; k < workers.Length; k++)
        {
            workers[k] = new Thread(Serve) { IsBackground = true, Name = $"rows {k + 1}" };
            workers[k].Start();
        }
        return workers;
    }

    private void Serve()
    {
        while (!Volatile.Read(ref _stopped))
        {
            long generation = TakePieces();
            for (int spins = 0; spins < SpinsBeforeSleep && Volatile.Read(ref _ticket) >> 32 == generation; spins++) Thread.SpinWait(20);
            if (Volatile.Read(ref _ticket) >> 32 != generation) continue;
            lock (_sleep)
            {
                Interlocked.Increment(ref _sleeping);
                if (Volatile.Read(ref _ticket) >> 32 == generation && !_stopped) Monitor.Wait(_sleep);
                Interlocked.Decrement(ref _sleeping);
            }
        }
    }

    /// <summary>Does pieces until none is left; the generation they belonged to.</summary>
    private long TakePieces()
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int remaining = (int)ticket;
            if (remaining == 0) return ticket >> 32;
            (PiecedWork work, int pieces) = (_work!, _pieces);   // of this ticket, if the exchange succeeds
            if (Interlocked.CompareExchange(ref _ticket, ticket - 1, ticket) != ticket) continue;
            work.Do(pieces - remaining);
            Interlocked.Decrement(ref _left);
        }
    }

    public void Dispose()
    {
        lock (_sleep)
        {
            _stopped = true;
            Monitor.PulseAll(_sleep);
        }
        foreach (Thread worker in _workers ?? []) worker.Join();
    }
}
