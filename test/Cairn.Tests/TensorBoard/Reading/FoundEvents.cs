using Cairn.TensorBoard.Reading;
using Cairn.Tests.Support;

namespace Cairn.Tests.TensorBoard.Reading;

/// <summary>What a reader finds in a file, as lines that can be compared.</summary>
internal sealed record FoundEvents(IReadOnlyList<string> Values, IReadOnlyList<EventDamage> Damages, long? IncompleteAt)
{
    public static FoundEvents In(params byte[] bytes)
    {
        using var folder = new TempFolder();
        string path = folder["events.out.tfevents.1"];
        File.WriteAllBytes(path, bytes);
        using var reader = new EventFileReader(path);
        IReadOnlyList<string> values = Drain(reader);
        Assert.Equal(reader.Damages.Count, reader.DamageCount);
        return new FoundEvents(values, reader.Damages, reader.IncompleteAt);
    }

    public static IReadOnlyList<string> Drain(EventFileReader reader)
    {
        var values = new List<string>();
        while (reader.TryRead(out EventRecord value))
        {
            values.Add(Describe(value));
        }

        return values;
    }

    public static string Describe(scoped in EventRecord value) =>
        $"{value.Kind} {value.Tag?.Name} {value.Step} {value.Scalar:R}";

    /// <summary>The only value of a file, and what is asked of it while it is good.</summary>
    public static T One<T>(byte[] record, Func<EventRecord, T> ask)
    {
        using var folder = new TempFolder();
        string path = folder["events.out.tfevents.1"];
        File.WriteAllBytes(path, record);
        using var reader = new EventFileReader(path);
        Assert.True(reader.TryRead(out EventRecord value));
        T answer = ask(value);
        Assert.False(reader.TryRead(out _));
        Assert.Empty(reader.Damages);
        return answer;
    }
}
