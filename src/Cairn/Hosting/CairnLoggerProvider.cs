using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Hosting;

/// <summary>
/// Hands lines of the host's log to its tracker, all but those that Cairn writes itself: a failure to record must not
/// be recorded again and again. Safe for any number of threads.
/// </summary>
[ProviderAlias("Cairn")]
internal sealed class CairnLoggerProvider(TrackerSlot slot) : ILoggerProvider
{
    /// <summary>What Cairn's own lines are filed under.</summary>
    public static readonly string OwnCategory = typeof(CairnTracker).FullName!;

    public ILogger CreateLogger(string categoryName) =>
        categoryName == OwnCategory ? NullLogger.Instance : new CairnLogger(slot, categoryName);

    /// <summary>Nothing to do: the tracker is not ours, and refuses lines by itself when it is closed.</summary>
    public void Dispose()
    {
    }
}
