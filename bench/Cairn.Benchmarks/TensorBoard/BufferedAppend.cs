using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary>The floor: a ready record is copied into the buffer of an open file, under a lock.</summary>
internal sealed class BufferedAppend(TempFolder folder)
    : Subject("ready bytes to a buffered file", callsPerRound: 20_000)
{
    private readonly FileStream _file = new(
        folder.File("floor.bin"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 256 * 1024);

    private readonly Lock _lock = new();
    private readonly byte[] _record = ScalarRecord.Write(step: 1000).ToArray();

    public override void Run(int thread, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            lock (_lock)
            {
                _file.Write(_record);
            }
        }
    }

    public override void Rest() => _file.Flush();

    public override void Dispose() => _file.Dispose();
}
