using Cairn.IO;

namespace Cairn.Tests.Support;

/// <summary>Counts operations and throws by plan. Owned by one <see cref="FaultyFileSystem"/>. Thread-safe.</summary>
internal sealed class FaultInjector(FaultPlan plan)
{
    private const int InputOutputError = 5; // EIO

    private readonly Lock _lock = new();
    private readonly Dictionary<FileOperations, int> _counts = []; // bounded by the kinds of operation
    private int _chosen;

    public bool Fired { get; private set; }

    public int TornBytes => plan.TornBytes;

    public int Count(FileOperations kinds)
    {
        lock (_lock)
        {
            return _counts.Sum(entry => (kinds & entry.Key) != 0 ? entry.Value : 0);
        }
    }

    /// <summary>The exception that this operation has to end with; null when it may go on.</summary>
    public IOException? Next(FileOperations kind, string path)
    {
        lock (_lock)
        {
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            if ((plan.Kinds & kind) == 0)
            {
                return null;
            }

            int number = _chosen++;
            if (number != plan.At && !(plan.FromThenOn && number > plan.At))
            {
                return null;
            }

            Fired = true;
            return plan.Error?.Invoke(kind, path) ?? Default(kind, path, number);
        }
    }

    public void Check(FileOperations kind, string path)
    {
        if (Next(kind, path) is { } error)
        {
            throw error;
        }
    }

    private static IOException Default(FileOperations kind, string path, int number) =>
        kind is FileOperations.Sync or FileOperations.SyncDirectory
            ? new SyncFailedException(path, InputOutputError)
            : new IOException($"Injected fault: {kind} of '{path}' (operation {number}).", InputOutputError);
}
