using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Tests.Support;

namespace Cairn.Tests.Journal;

/// <summary>A journal in a folder of its own, with what was reported about it.</summary>
internal sealed class JournalFixture : IDisposable
{
    public JournalFixture(IFileSystem? files = null, Action<CairnOptions>? configure = null, TimeProvider? time = null)
    {
        Options = new CairnOptions { SegmentBytes = CairnOptions.MinSegmentBytes, TimeProvider = time ?? TimeProvider.System };
        configure?.Invoke(Options);
        Files = files ?? PhysicalFileSystem.Instance;
        Clock = new JournalClock(Options.TimeProvider);
        Writer = new JournalWriter(
            Files, Folder["journal"], Options, Clock, new FailureReporter(Failures.Add), () => Wakes++);
        Recorder = new Recorder(Writer, Clock);
    }

    public TempFolder Folder { get; } = new();

    public CairnOptions Options { get; }

    public IFileSystem Files { get; }

    public JournalClock Clock { get; }

    public JournalWriter Writer { get; }

    public Recorder Recorder { get; }

    public List<CairnFailure> Failures { get; } = [];

    public int Wakes { get; private set; }

    /// <summary>Records points with the values 0, 1, 2, … on series 1.</summary>
    public void RecordPoints(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Recorder.Point(1, i, i);
        }
    }

    /// <summary>What the owner of the journal reads, from memory.</summary>
    public CollectedRecords ReadOwn() => CollectedRecords.ReadAll(Writer);

    /// <summary>What somebody else reads from the folder, after the owner's death or beside it.</summary>
    public CollectedRecords ReadFolder(bool ownerLives = false)
    {
        using var segments = new FolderSegments(PhysicalFileSystem.Instance, Writer.Folder) { MayGrow = ownerLives };
        return CollectedRecords.ReadAll(segments);
    }

    public string SegmentPath(long number) => JournalFolder.SegmentPath(Writer.Folder, number);

    public void Dispose()
    {
        Writer.Seal();
        Writer.Close(isDrained: true);
        Folder.Dispose();
    }
}
