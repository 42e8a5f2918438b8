namespace Cairn.Tests.TensorBoard.Encoding;

/// <summary>What a value of an event says, but for titles and descriptions, which Cairn does not write.</summary>
internal sealed record ValueMeaning(
    double WallTime, long Step, string Tag, string Tensor, string Plugin, string PluginContent)
{
    public static ValueMeaning Of(byte[] data)
    {
        var message = new WireMessage(data);
        WireMessage value = message.Message(5).Message(1);
        WireMessage? plugin = value.Messages(9).SingleOrDefault()?.Message(1);
        return new ValueMeaning(
            message.Double(1),
            message.Integer(2),
            value.Text(1),
            Convert.ToHexString(value.Bytes(8)),
            plugin?.Text(1) ?? string.Empty,
            Convert.ToHexString(plugin?.Bytes(2) ?? []));
    }
}
