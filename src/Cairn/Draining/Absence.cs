using System.Diagnostics;

namespace Cairn.Draining;

/// <summary>Something that should be there and is not, for how long already.</summary>
internal struct Absence
{
    /// <summary>A living process makes good what is missing within a second or two; after this it never will.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private long _since;

    public readonly bool HasLasted => _since != 0 && Stopwatch.GetElapsedTime(_since) > Patience;

    public void Begin() => _since = _since == 0 ? Stopwatch.GetTimestamp() : _since;
}
