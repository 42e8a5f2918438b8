namespace Cairn.IntegrationTests.IO;

/// <summary>
/// Syncs for which strace makes the kernel answer with an error. The framework's own flush reports success here.
/// </summary>
public sealed class SyncFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-sync-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [RequiresStrace]
    [InlineData(nameof(Scenarios.Second_sync_of_a_file_fails), "fdatasync:error=EIO:when=2+", 2)]
    [InlineData(nameof(Scenarios.Second_sync_of_a_mapped_file_fails), "fdatasync:error=EIO:when=2+", 2)]
    [InlineData(nameof(Scenarios.Interrupted_sync_succeeds), "fdatasync:error=EINTR:when=1", 2)]
    [InlineData(nameof(Scenarios.Sync_of_a_folder_fails), "fsync:error=EIO", 1)]
    public void The_kernels_answer_is_believed_and_asked_for_no_more(string scenario, string injection, int calls)
    {
        var log = Path.Join(_folder, "strace.log");

        // msync is traced to show that a mapping is not flushed behind our back when it is disposed.
        ScenarioRun.Pass(scenario, _folder,
        [
            "strace", "--seccomp-bpf", "-f", "-qq", "-y", "-o", log,
            "-e", "trace=fsync,fdatasync,msync", "-e", $"inject={injection}",
        ]);

        var asked = File.ReadLines(log).Where(line => line.Contains("sync(", StringComparison.Ordinal)).ToList();
        Assert.True(asked.Count == calls, string.Join('\n', asked));
    }
}
