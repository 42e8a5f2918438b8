using System.Collections.Concurrent;
using Cairn.IO;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.Tests.Tracker;

/// <summary>A store in a folder of its own, and what was reported about it.</summary>
internal sealed class TrackerFixture : IDisposable
{
    public TempFolder Folder { get; } = new();

    public string Store => Folder["store"];

    public ConcurrentQueue<CairnFailure> Failures { get; } = new();

    public CairnTracker Open(IFileSystem? files = null, Action<CairnOptions>? configure = null)
    {
        var options = new CairnOptions
        {
            SegmentBytes = CairnOptions.MinSegmentBytes,
            DrainInterval = TimeSpan.FromMilliseconds(5),
            CloseTimeout = TimeSpan.FromSeconds(5),
            FileSystem = files ?? PhysicalFileSystem.Instance,
            OnFailure = Failures.Enqueue,
        };
        configure?.Invoke(options);
        return CairnTracker.Open(Store, options);
    }

    public SqliteRunStore Read() => new(Store);

    /// <summary>All lines of a run's log file.</summary>
    public string[] LogLines(Run run, string file) => File.ReadAllLines(Path.Combine(Store, "logs", run.LogFolder, file));

    public void Dispose() => Folder.Dispose();
}
