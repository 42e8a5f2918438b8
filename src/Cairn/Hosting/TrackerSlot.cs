using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cairn.Hosting;

/// <summary>
/// Where the log provider finds the host's tracker once it is open. It stands between the two because the tracker
/// reports its failures to the host's log, which must be there first: a log line never opens a store. Safe for any
/// number of threads.
/// </summary>
internal sealed class TrackerSlot
{
    private volatile CairnTracker? _tracker;

    /// <summary>Null until it is open.</summary>
    public CairnTracker? Tracker
    {
        get => _tracker;
        init => _tracker = value;
    }

    /// <summary>Opens the host's tracker; the services own and dispose it.</summary>
    public CairnTracker Open(IServiceProvider services)
    {
        string? folder = services.GetRequiredService<IOptions<CairnHostOptions>>().Value.Store
            ?? services.GetRequiredService<CairnConfiguration>().Store;
        return _tracker = CairnTracker.Open(folder, services.GetRequiredService<IOptions<CairnOptions>>().Value);
    }
}
