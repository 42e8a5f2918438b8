namespace Cairn.Sinks.Files;

/// <summary>What a file sink remembers of a journal on disk.</summary>
internal sealed record LogCursor(SinkProgress Progress, IReadOnlyList<LogCursor.Run> Runs)
{
    public static readonly LogCursor None = new(SinkProgress.None, []);

    /// <summary>A run with its files, and what the sink holds back of it; number 0 stands for the process.</summary>
    internal sealed record Run(
        uint Number, long StartedMs, long LastMs, bool IsRunning, IReadOnlyList<File> Files, string Held = "");

    /// <summary>
    /// A live file and the length up to which it holds what was taken; begun when lines of a failed attempt may follow.
    /// </summary>
    internal sealed record File(string Name, long Length, bool IsBegun = false);
}
