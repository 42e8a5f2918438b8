using System.Diagnostics;
using System.Numerics;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Logging;

/// <summary>The floor of a journal that stamps each record with the high-resolution clock and a checksum.</summary>
internal sealed unsafe class CheckedMappedAppend(TempFolder folder)
    : Subject("floor: the same with `Stopwatch` and CRC32C", callsPerRound: 20_000)
{
    private readonly MappedFile _file = new(folder.File("checked"));

    public override void Run(int thread, int calls)
    {
        byte* memory = _file.Memory;
        ref long tail = ref _file.Tail;
        for (int i = 0; i < calls; i++)
        {
            ulong time = (ulong)Stopwatch.GetTimestamp();
            ulong value = BitConverter.DoubleToUInt64Bits(0.25 + i);
            long end = Interlocked.Add(ref tail, 32);
            ulong* words = (ulong*)(memory + ((end - 32) & MappedFile.Mask));
            words[1] = time;
            words[2] = (ulong)i;
            words[3] = value;
            uint crc = BitOperations.Crc32C((uint)thread, time);
            crc = BitOperations.Crc32C(crc, (ulong)i);
            crc = BitOperations.Crc32C(crc, value);
            Volatile.Write(ref words[0], crc);
        }
    }

    public override void Dispose() => _file.Dispose();
}
