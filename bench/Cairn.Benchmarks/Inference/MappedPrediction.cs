using System.Runtime.InteropServices;
using Cairn.Benchmarks.Harness;
using Cairn.Benchmarks.Logging;

namespace Cairn.Benchmarks.Inference;

/// <summary>
/// The floor: as many bytes as a frame of Cairn's has, numbers and features, behind the others in a mapped file; room
/// taken by one interlocked addition.
/// </summary>
internal sealed unsafe class MappedPrediction(TempFolder folder, int threads) : Subject(Title, callsPerRound: 3_000)
{
    public const string Title = "floor: bare mapped append";

    // Header, fields, three probabilities, forty features.
    private const int Bytes = 8 + 104 + (3 * 16) + (40 * 4);

    private readonly MappedFile _file = new(folder.File("append"));
    private readonly SomePrediction[] _predictions = SomePrediction.ForThreads(threads);
    private readonly byte[] _numbers = new byte[104 + (3 * 16)];

    public override void Run(int thread, int calls)
    {
        ReadOnlySpan<byte> features = MemoryMarshal.AsBytes<float>(_predictions[thread].Features);
        ref long tail = ref _file.Tail;
        for (int i = 0; i < calls; i++)
        {
            long end = Interlocked.Add(ref tail, Bytes);
            long begin = Math.Min((end - Bytes) & MappedFile.Mask, MappedFile.Mask + 1 - Bytes);
            byte* frame = _file.Memory + begin;
            _numbers.CopyTo(new Span<byte>(frame + 8, _numbers.Length));
            features.CopyTo(new Span<byte>(frame + 8 + _numbers.Length, features.Length));
            Volatile.Write(ref *(long*)frame, 1);
        }
    }

    public override void Dispose() => _file.Dispose();
}
