namespace Cairn.Inference;

/// <summary>Settings of the inference log.</summary>
public sealed class InferenceOptions
{
    /// <summary>Five minutes.</summary>
    public static readonly TimeSpan DefaultDeduplicationWindow = TimeSpan.FromMinutes(5);

    /// <summary>A day: what a window may be at most.</summary>
    internal static readonly TimeSpan MaxDeduplicationWindow = TimeSpan.FromDays(1);

    /// <summary>
    /// Within how much time of decision the same model, symbol, checkpoint and features with the same answer are counted
    /// on the first record instead of kept again. Zero keeps everything; at most a day. Default five minutes.
    /// </summary>
    public TimeSpan DeduplicationWindow { get; set; } = DefaultDeduplicationWindow;

    /// <summary>Everything that is wrong with these values; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate() =>
        DeduplicationWindow >= TimeSpan.Zero && DeduplicationWindow <= MaxDeduplicationWindow
            ? []
            : [$"Inference:DeduplicationWindow is {DeduplicationWindow}; use 00:00:00 (off) to 1.00:00:00."];
}
