namespace Cairn.TensorBoard.Encoding;

/// <summary>The <c>Layout</c> of the custom scalars plugin. Stateless.</summary>
internal static class LayoutMessage
{
    private const int UsualBytes = 512;

    public static byte[] Of(ScalarLayout layout)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        foreach (ScalarCategory category in layout.Categories)
        {
            int start = message.BeginMessage(Fields.Layout.Category);
            message.WriteStringIfSet(Fields.Layout.CategoryTitle, category.Title);
            foreach (ScalarChart chart in category.Charts)
            {
                WriteChart(ref message, chart);
            }

            message.EndMessage(start);
        }

        byte[] bytes = message.Written.ToArray();
        message.Dispose();
        return bytes;
    }

    private static void WriteChart(ref ProtobufWriter message, ScalarChart chart)
    {
        int start = message.BeginMessage(Fields.Layout.CategoryChart);
        message.WriteStringIfSet(Fields.Layout.ChartTitle, chart.Title);
        int multiline = message.BeginMessage(Fields.Layout.ChartMultiline);
        foreach (string tag in chart.Tags)
        {
            message.WriteString(Fields.Layout.MultilineTag, tag);
        }

        message.EndMessage(multiline);
        message.EndMessage(start);
    }
}
