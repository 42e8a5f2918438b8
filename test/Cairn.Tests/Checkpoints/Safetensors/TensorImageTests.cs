using Cairn.Checkpoints;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Safetensors;
using Cairn.Tests.Checkpoints.Images;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Checkpoints.Safetensors;

public sealed class TensorImageTests
{
    private const string Path = "model.safetensors";

    private readonly SegmentPool _pool = new();

    [Fact]
    public void Any_tensors_come_back_bit_for_bit() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var state = SomeTensors.Random(seed);
            SomeTensors restored = state.Blank();
            using FileImage image = TensorImage.Take(_pool, state);
            TensorImage.Put(image, SafetensorsLayout.Read(image, Path), restored, Path);
            return state.Bytes.Zip(restored.Bytes).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_tensor_larger_than_a_segment_comes_back()
    {
        float[,] weights = new float[3, SegmentPool.SegmentBytes / 4];
        weights[0, 0] = 1;
        weights[2, weights.GetLength(1) - 1] = -2;
        float[,] restored = new float[3, SegmentPool.SegmentBytes / 4];

        using FileImage image = TensorImage.Take(_pool, Arrays(("small", new byte[7]), ("large", weights)));
        TensorArrays target = Arrays(("large", restored), ("small", new byte[7]));
        TensorImage.Put(image, SafetensorsLayout.Read(image, Path), target, Path);

        Assert.Equal(weights, restored);
    }

    [Fact]
    public void The_data_follows_the_header_in_the_order_of_the_layout()
    {
        using FileImage image = TensorImage.Take(
            _pool, Arrays(("a", new byte[] { 1, 2, 3 }), ("b", new[] { 1f, -2f })));

        byte[] file = image.ToArray();

        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 1, 2, 3], file[^11..]);
    }

    [Fact]
    public void Tensors_that_fail_to_be_read_leave_no_segment_behind()
    {
        byte[] segment = _pool.Rent();
        _pool.Return(segment);

        Assert.Throws<NotSupportedException>(() => TensorImage.Take(_pool, new Unreadable()));

        Assert.Same(segment, _pool.Rent());
    }

    [Fact]
    public void A_state_that_is_not_the_same_is_told_how_and_stays_as_it_is()
    {
        byte[] same = [9];
        TensorArrays saved = Arrays(
            ("same", new byte[1]), ("shape", new float[2, 3]), ("type", new int[1]), ("file", new int[1]));
        TensorArrays other = Arrays(
            ("same", same), ("shape", new float[3, 2]), ("type", new uint[1]), ("model", new int[1]));
        using FileImage image = TensorImage.Take(_pool, saved);

        CheckpointException e = Assert.Throws<CheckpointException>(
            () => TensorImage.Put(image, SafetensorsLayout.Read(image, Path), other, Path));

        Assert.Equal("checkpoint.mismatch", e.Code);
        Assert.Equal(
            "model.safetensors is not a state of this model. Differences: 4. "
            + "the model has 'shape F32 [3, 2]', the file 'shape F32 [2, 3]'; "
            + "the model has 'type U32 [1]', the file 'type I32 [1]'; "
            + "the file lacks 'model I32 [1]'; the model lacks 'file I32 [1]'. Nothing was loaded.",
            e.Message);
        Assert.Equal(9, same[0]);
    }

    [Fact]
    public void Ten_differences_are_named_and_all_are_counted()
    {
        using FileImage image = TensorImage.Take(_pool, Arrays());
        (string, Array)[] many = [.. Enumerable.Range(0, 13).Select(i => ($"t{i:00}", (Array)new byte[1]))];

        CheckpointException e = Assert.Throws<CheckpointException>(
            () => TensorImage.Put(image, SafetensorsLayout.Read(image, Path), Arrays(many), Path));

        Assert.Contains("Differences: 13.", e.Message, StringComparison.Ordinal);
        Assert.Contains("t09", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("t10", e.Message, StringComparison.Ordinal);
        Assert.Contains("and 3 more", e.Message, StringComparison.Ordinal);
    }

    private static TensorArrays Arrays(params (string Name, Array Values)[] arrays) =>
        new(arrays.Select(array => KeyValuePair.Create(array.Name, array.Values)));

    private sealed class Unreadable : ITensorState
    {
        public IReadOnlyList<TensorInfo> Tensors { get; } = [new("t", TensorType.U8, 1)];

        public void Read(int index, long offset, Span<byte> destination) => throw new NotSupportedException();

        public void Write(int index, long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();
    }
}
