using System.Diagnostics.CodeAnalysis;
using Cairn.IO;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// The tags of a run, found by their bytes so that an event costs no string. Bounded by the tags in its files. Not
/// thread-safe.
/// </summary>
internal sealed class EventTags
{
    private readonly HashSet<EventTag> _tags = new(new ByUtf8());
    private readonly HashSet<EventTag>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    private EventTag? _last;

    public EventTags() => _byUtf8 = _tags.GetAlternateLookup<ReadOnlySpan<byte>>();

    public EventTag Of(ReadOnlySpan<byte> utf8)
    {
        EventTag? expected = _last?.Next;
        EventTag tag = expected is not null && utf8.SequenceEqual(expected.Utf8) ? expected : Find(utf8);
        _last?.Next = tag;
        return _last = tag;
    }

    private EventTag Find(ReadOnlySpan<byte> utf8)
    {
        if (!_byUtf8.TryGetValue(utf8, out EventTag? tag))
        {
            tag = new EventTag(utf8);
            _tags.Add(tag);
        }

        return tag;
    }

    private sealed class ByUtf8 : IEqualityComparer<EventTag>, IAlternateEqualityComparer<ReadOnlySpan<byte>, EventTag>
    {
        public bool Equals(EventTag? one, EventTag? other) => ReferenceEquals(one, other) || Equals(one!.Utf8, other!);

        public int GetHashCode([DisallowNull] EventTag tag) => GetHashCode(tag.Utf8);

        public bool Equals(ReadOnlySpan<byte> utf8, EventTag tag) => utf8.SequenceEqual(tag.Utf8);

        /// <summary>One instruction for eight bytes; a collision costs a comparison.</summary>
        public int GetHashCode(ReadOnlySpan<byte> utf8) => (int)Crc32C.Of(utf8);

        public EventTag Create(ReadOnlySpan<byte> utf8) => new(utf8);
    }
}
