namespace Cairn.Benchmarks.Harness;

/// <summary>Something whose calls are timed. Owns whatever it writes to.</summary>
internal abstract class Subject(string name, int callsPerRound) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Calls of one thread in one round: a millisecond or more, so that the clock does not count.</summary>
    public int CallsPerRound { get; } = callsPerRound;

    /// <summary>Makes so many calls in a row. Called by several threads at once, each with a number from 0.</summary>
    public abstract void Run(int thread, int calls);

    /// <summary>Called between two rounds, untimed.</summary>
    public virtual void Rest()
    {
    }

    public abstract void Dispose();
}
