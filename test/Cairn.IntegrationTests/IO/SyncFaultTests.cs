namespace Cairn.IntegrationTests.IO;

/// <summary>
/// Syncs for which strace makes the kernel answer with an error. The framework's own flush reports success here.
/// </summary>
public sealed class SyncFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-sync-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [RequiresStrace]
    [InlineData("second-sync-fails", "fdatasync:error=EIO:when=2+", 2)]
    [InlineData("second-mapped-sync-fails", "fdatasync:error=EIO:when=2+", 2)]
    [InlineData("interrupted-sync-succeeds", "fdatasync:error=EINTR:when=1", 2)]
    [InlineData("folder-sync-fails", "fsync:error=EIO", 1)]
    public void The_kernels_answer_is_believed_and_asked_for_no_more(string scenario, string injection, int calls)
    {
        string log = Path.Join(_folder, "strace.log");

        // msync is traced to show that a mapping is not flushed behind our back when it is disposed.
        FileScenario.Holds(scenario, Path.Join(_folder, "target"),
        [
            "strace", "--seccomp-bpf", "-f", "-qq", "-y", "-o", log,
            "-e", "trace=fsync,fdatasync,msync", "-e", $"inject={injection}",
        ]);

        var asked = File.ReadLines(log).Where(line => line.Contains("sync(", StringComparison.Ordinal)).ToList();
        Assert.True(asked.Count == calls, string.Join('\n', asked));
    }
}
