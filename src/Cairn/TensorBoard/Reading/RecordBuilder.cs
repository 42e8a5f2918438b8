namespace Cairn.TensorBoard.Reading;

/// <summary>Says what a message means: its kind, and the bytes that matter of it. Stateless.</summary>
internal static class RecordBuilder
{
    private const ulong SessionStart = 1;

    public static EventRecord Of(scoped in ScalarRecord scalar, EventTag tag, long offset) => new()
    {
        Kind = EventKind.Scalar,
        Offset = offset,
        WallTime = scalar.WallTime,
        Step = scalar.Step,
        Tag = tag,
        Scalar = scalar.Value,
        Payload = scalar.Tensor,
        IsTensor = !scalar.Tensor.IsEmpty,
    };

    /// <summary>A record that holds no values.</summary>
    public static EventRecord Of(scoped in EventBody body, long offset)
    {
        EventKind kind = body.ContentField switch
        {
            EventBody.FileVersion => EventKind.Version,
            EventBody.GraphDef => EventKind.Graph,
            EventBody.SessionLog => EventKind.SessionLog,
            _ => EventKind.Other,
        };
        return new EventRecord
        {
            Kind = kind,
            Offset = offset,
            WallTime = body.WallTime,
            Step = body.Step,
            Payload = body.Content,
            IsSessionStart = kind == EventKind.SessionLog && IsStart(body.Content),
        };
    }

    /// <summary>A value. What belongs to the tag's plugin but does not have its form is of no known kind.</summary>
    public static EventRecord Of(scoped in SummaryValue value, EventTag tag, long offset, double wallTime, long step)
    {
        double scalar = value.SimpleValue;
        ReadOnlySpan<byte> payload = value.Content;
        EventKind kind = value.Form switch
        {
            SummaryValue.Simple => EventKind.Scalar,
            SummaryValue.Histo => EventKind.Histogram,
            SummaryValue.Image => EventKind.Image,
            SummaryValue.Audio => EventKind.Other,
            _ => KindOfTensor(value, tag, ref scalar, ref payload),
        };
        return new EventRecord
        {
            Kind = kind,
            Offset = offset,
            WallTime = wallTime,
            Step = step,
            Tag = tag,
            Scalar = scalar,
            Payload = payload,
            IsTensor = value.Form == SummaryValue.Tensor,
        };
    }

    private static EventKind KindOfTensor(
        scoped in SummaryValue value, EventTag tag, ref double scalar, ref ReadOnlySpan<byte> payload)
    {
        switch (tag.Plugin)
        {
            case TagPlugin.Scalars or TagPlugin.None:
                return TryReadScalar(value.Content, out scalar) ? EventKind.Scalar : EventKind.Other;
            case TagPlugin.Histograms:
                return EventKind.Histogram;
            case TagPlugin.Images:
                return EventKind.Image;
            case TagPlugin.Text:
                return EventKind.Text;
            case TagPlugin.PrCurves:
                return EventKind.PrCurve;
            case TagPlugin.CustomScalars:
                payload = FirstString(value.Content);
                return EventKind.Layout;
            case TagPlugin.Hparams:
                payload = value.PluginContent;
                return EventKind.Hparams;
            default:
                return EventKind.Other;
        }
    }

    private static bool TryReadScalar(ReadOnlySpan<byte> tensor, out double scalar)
    {
        scalar = 0;
        var view = new TensorView(tensor);
        return view.Elements == 1 && view.Read(new Span<double>(ref scalar)) == 1;
    }

    private static ReadOnlySpan<byte> FirstString(ReadOnlySpan<byte> tensor)
    {
        foreach (ReadOnlySpan<byte> text in new TensorView(tensor).Strings)
        {
            return text;
        }

        return [];
    }

    private static bool IsStart(ReadOnlySpan<byte> sessionLog)
    {
        const uint StatusKey = (1 << 3) | ProtoReader.Varint;
        ulong status = 0;
        var reader = new ProtoReader(sessionLog);
        while (reader.Next())
        {
            status = reader.CurrentKey == StatusKey ? reader.Number : status;
        }

        return status == SessionStart;
    }
}
