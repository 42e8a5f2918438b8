using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.TensorBoard.Writing;

/// <summary>The disk can be made to refuse, to cut or to hang at appends, and be mended. Thread-safe.</summary>
internal sealed class SwitchedFileSystem() : PassingFileSystem(PhysicalFileSystem.Instance), IDisposable
{
    private readonly ManualResetEventSlim _goOn = new(true);
    private volatile Exception? _fault;
    private volatile bool _cuts;

    public bool Refuses
    {
        get => _fault is not null;
        set => _fault = value ? new IOException("The disk refuses.") : null;
    }

    /// <summary>What appends throw.</summary>
    public Exception? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>An append that is refused finds the file empty, as if somebody had cut it.</summary>
    public bool Cuts
    {
        get => _cuts;
        set => _cuts = value;
    }

    /// <summary>Set while an append hangs.</summary>
    public ManualResetEventSlim Hangs { get; } = new(false);

    public void Dispose()
    {
        _goOn.Dispose();
        Hangs.Dispose();
    }

    public void Hang() => _goOn.Reset();

    public void GoOn() => _goOn.Set();

    public override IDurableFile Open(string path, FileIntent intent) =>
        new SwitchedFile(base.Open(path, intent), this);

    private sealed class SwitchedFile(IDurableFile inner, SwitchedFileSystem disk) : IDurableFile
    {
        public string Path => inner.Path;

        public long Length => inner.Length;

        public void Append(ReadOnlySpan<byte> data)
        {
            if (!disk._goOn.IsSet)
            {
                disk.Hangs.Set();
                disk._goOn.Wait();
            }

            if (disk.Fault is { } fault)
            {
                inner.Truncate(disk.Cuts ? 0 : inner.Length);
                throw fault;
            }

            inner.Append(data);
        }

        public int Read(long offset, Span<byte> buffer) => inner.Read(offset, buffer);

        public void Truncate(long length) => inner.Truncate(length);

        public void Sync() => inner.Sync();

        public void Dispose() => inner.Dispose();
    }
}
