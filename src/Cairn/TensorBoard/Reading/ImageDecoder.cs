using System.Buffers.Text;

namespace Cairn.TensorBoard.Reading;

/// <summary>Reads the two forms of pictures. Stateless.</summary>
internal static class ImageDecoder
{
    private const uint HeightKey = (1 << 3) | ProtoReader.Varint;
    private const uint WidthKey = (2 << 3) | ProtoReader.Varint;
    private const uint EncodedKey = (4 << 3) | ProtoReader.Chunk;

    /// <summary>The form of today: texts, of which two are the size and each other one is a picture.</summary>
    public static IReadOnlyList<EventImage> Read(TensorView tensor)
    {
        var images = new List<EventImage>();
        int width = 0;
        int height = 0;
        int index = 0;
        foreach (ReadOnlySpan<byte> text in tensor.Strings)
        {
            switch (index++)
            {
                case 0:
                    width = ReadSize(text);
                    break;
                case 1:
                    height = ReadSize(text);
                    break;
                default:
                    images.Add(new EventImage(width, height, text.ToArray()));
                    break;
            }
        }

        return images;
    }

    /// <summary>The form of TensorFlow 1 and torch: <c>Summary.Image</c>.</summary>
    public static IReadOnlyList<EventImage> Read(ReadOnlySpan<byte> message)
    {
        int width = 0;
        int height = 0;
        ReadOnlySpan<byte> encoded = [];
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.CurrentKey)
            {
                case HeightKey:
                    height = (int)reader.Number;
                    break;
                case WidthKey:
                    width = (int)reader.Number;
                    break;
                case EncodedKey:
                    encoded = reader.Bytes;
                    break;
            }
        }

        return encoded.IsEmpty ? [] : [new EventImage(width, height, encoded.ToArray())];
    }

    private static int ReadSize(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int size, out int used) && used == text.Length ? size : 0;
}
