using System.Globalization;
using System.Text;

namespace Cairn.Benchmarks.Harness;

/// <summary>Rows as a Markdown table.</summary>
internal static class ResultTable
{
    public static string ToMarkdown(IReadOnlyList<Row> rows)
    {
        StringBuilder text = new StringBuilder()
            .AppendLine("| what | who | median | middle half | allocated | × Cairn | target |")
            .AppendLine("|---|---|--:|--:|--:|--:|---|");
        foreach (IGrouping<string, Row> operation in rows.GroupBy(row => row.Operation))
        {
            Row first = operation.First();
            foreach (Row row in operation)
            {
                AppendRow(text, row, first);
            }
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, Row row, Row first)
    {
        Samples samples = row.Samples;
        string spread = samples.LowerQuartile == samples.UpperQuartile
            ? ""
            : $"{Number(samples.LowerQuartile)} – {Number(samples.UpperQuartile)}";
        string allocated = row.AllocatedBytes is { } bytes ? $"{Number(bytes)} B" : "";
        (string operation, string ratio) =
            ReferenceEquals(row, first) ? (row.Operation, "1") : ("", Number(row.RatioTo(first)));
        text.Append(CultureInfo.InvariantCulture, $"| {operation} | {row.Subject} ");
        text.Append(CultureInfo.InvariantCulture, $"| {Number(samples.Median)} {row.Unit} | {spread} | {allocated} ");
        text.AppendLine(CultureInfo.InvariantCulture, $"| {ratio} | {string.Join("; ", row.Targets)} |");
    }

    /// <summary>Three digits that count, and no more than whole numbers above.</summary>
    private static string Number(double value) => Math.Abs(value) switch
    {
        0 or >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
