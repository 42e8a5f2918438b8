namespace Cairn.TensorBoard.Reading;

/// <summary>Reads texts. Stateless.</summary>
internal static class TextDecoder
{
    public static EventText? Read(TensorView tensor)
    {
        var texts = new List<string>();
        foreach (ReadOnlySpan<byte> text in tensor.Strings)
        {
            texts.Add(System.Text.Encoding.UTF8.GetString(text));
        }

        int columns = tensor.Rank switch
        {
            0 => 0,
            1 => 1,
            _ => (int)Math.Clamp(tensor.LastSize, 1, Math.Max(1, texts.Count)),
        };
        return texts.Count == 0 ? null : new EventText(texts, columns);
    }
}
