using TextEncoding = System.Text.Encoding;

namespace Cairn.TensorBoard.Writing;

/// <summary>Which tags a file has, and their bytes. Not thread-safe.</summary>
internal sealed class TagTable
{
    /// <summary>More than any page can show; about 10 MB.</summary>
    public const int MaxTags = 100_000;

    private readonly Dictionary<string, byte[]> _known = []; // Bounded by MaxTags.

    /// <param name="tag">Any text.</param>
    /// <param name="isFirst">The tag was not asked for before, or the table is full and does not know.</param>
    public byte[] Find(string tag, out bool isFirst)
    {
        isFirst = !_known.TryGetValue(tag, out byte[]? utf8);
        if (utf8 is null)
        {
            utf8 = TextEncoding.UTF8.GetBytes(tag);
            if (_known.Count < MaxTags)
            {
                _known.Add(tag, utf8);
            }
        }

        return utf8;
    }
}
