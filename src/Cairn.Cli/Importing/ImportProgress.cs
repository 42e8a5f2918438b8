using Cairn.Cli.Output;

namespace Cairn.Cli.Importing;

/// <summary>Shows how far an import is, once it takes longer than a second. Not thread-safe.</summary>
/// <param name="terminal">Where to show it; nothing is shown where nobody watches.</param>
/// <param name="time">The clock.</param>
/// <param name="allBytes">How many bytes there are to read.</param>
internal sealed class ImportProgress(Terminal terminal, TimeProvider time, long allBytes)
{
    private const int BytesOfUnit = 1 << 20;

    /// <summary>Asking the clock for every point would cost as much as reading it.</summary>
    private const int CallsBetweenLooks = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ProgressLine _line = new(terminal, time, "MB", (int)Math.Max(1, allBytes / BytesOfUnit));
    private readonly long _begun = time.GetTimestamp();
    private int _calls;

    public void Show(long bytes)
    {
        if (++_calls % CallsBetweenLooks == 0 && time.GetElapsedTime(_begun) > Patience)
        {
            _line.Show((int)(bytes / BytesOfUnit));
        }
    }

    public void Clear() => _line.Clear();
}
