using System.Buffers.Binary;
using Cairn.TensorBoard.Reading;
using Cairn.Tests.Support;

namespace Cairn.Tests.TensorBoard.Reading;

public sealed class MaliceTests : IDisposable
{
    private const int Half = 4 << 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Each of the lengths fits its checksum and the file: to believe them means to read 262 GB and more.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_full_of_lengths_without_data_costs_no_more_than_a_few_times_its_own(bool withRecordsBetween)
    {
        byte[] length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteInt64LittleEndian(length, Half);
        byte[] scalar = EventBytes.Scalar("a", 1, 1);
        byte[] one = [.. length, .. EventBytes.Masked(length), .. withRecordsBetween ? scalar : []];
        int count = Half / one.Length;
        string path = _folder["events.out.tfevents.1"];
        byte[] lengths = Proto.Join([.. Enumerable.Repeat(one, count)]);
        File.WriteAllBytes(path, [.. lengths, .. new byte[Half + 100], .. scalar]);

        int found = await Task.Run(() => Count(path)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(withRecordsBetween ? count + 1 : 1, found);
    }

    private static int Count(string path)
    {
        using var reader = new EventFileReader(path);
        int count = 0;
        while (reader.TryRead(out EventRecord value))
        {
            count += value.Kind == EventKind.Scalar ? 1 : 0;
        }

        return count;
    }
}
