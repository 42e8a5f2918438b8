using Cairn.Checkpoints;

namespace Cairn.Tests.Checkpoints;

/// <summary>A tensor whose reading waits until the test says so.</summary>
internal sealed class BlockedTensors : ITensorState, IDisposable
{
    private readonly ManualResetEventSlim _isRead = new();
    private readonly ManualResetEventSlim _released = new();

    public IReadOnlyList<TensorInfo> Tensors { get; } = [new TensorInfo("w", TensorType.U8, 1)];

    public void WaitUntilRead() => _isRead.Wait();

    public void Release() => _released.Set();

    public void Read(int index, long offset, Span<byte> destination)
    {
        _isRead.Set();
        _released.Wait();
        destination.Clear();
    }

    public void Write(int index, long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

    public void Dispose()
    {
        _isRead.Dispose();
        _released.Dispose();
    }
}
