using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Logging;

/// <summary>The floor: 32 bytes behind the others in a mapped file, room taken by one interlocked addition.</summary>
internal sealed unsafe class MappedAppend(TempFolder folder) : Subject(Title, callsPerRound: 20_000)
{
    public const string Title = "floor: bare mapped append";

    private readonly MappedFile _file = new(folder.File("append"));

    public override void Run(int thread, int calls)
    {
        byte* memory = _file.Memory;
        ref long tail = ref _file.Tail;
        for (int i = 0; i < calls; i++)
        {
            long end = Interlocked.Add(ref tail, 32);
            ulong* words = (ulong*)(memory + ((end - 32) & MappedFile.Mask));
            words[1] = (uint)thread;
            words[2] = (ulong)i;
            words[3] = BitConverter.DoubleToUInt64Bits(0.25 + i);
            Volatile.Write(ref words[0], 1);
        }
    }

    public override void Dispose() => _file.Dispose();
}
