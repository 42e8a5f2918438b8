using System.Globalization;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary>One scalar for a TensorBoard event file, handed in by one or several threads.</summary>
internal sealed class ScalarWriteBenchmark(int threads) : IBenchmark
{
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"TensorBoard scalar, {threads} thread{(threads == 1 ? "" : "s")}");

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        Subject[] subjects =
            [new CairnScalars(folder), new BufferedAppend(folder), new OpenAppendCloseEvent(folder, threads)];
        try
        {
            return Judge(Interleaved.Measure(Name, threads, subjects));
        }
        finally
        {
            Array.ForEach(subjects, subject => subject.Dispose());
        }
    }

    private static Row[] Judge(IReadOnlyList<Row> rows)
    {
        Row cairn = rows[0];
        // Of several threads, each begins with its round, and its first wait for the lock takes a few hundred bytes.
        double bytes = Math.Round(cairn.AllocatedBytes!.Value, digits: 1);
        Target[] targets =
        [
            Target.AtMost(0, bytes, "B"),
            Target.CheaperThan("open, append, close", 20, rows[^1].RatioTo(cairn)),
        ];
        return [cairn with { Targets = targets }, .. rows.Skip(1)];
    }
}
