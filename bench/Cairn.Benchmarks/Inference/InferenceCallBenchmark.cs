using System.Globalization;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Inference;

/// <summary>One prediction with 40 features and three probabilities, handed in by one or several threads.</summary>
internal sealed class InferenceCallBenchmark(int threads) : IBenchmark
{
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"Inference call, {threads} thread{(threads == 1 ? "" : "s")}");

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        Subject[] subjects =
        [
            new CairnInference(folder, threads),
            new MappedPrediction(folder, threads),
            new SerilogInference(folder, threads),
        ];
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
        Target[] targets =
        [
            Target.AtMost(500, cairn.Samples.Median, "ns"),
            Target.AtMost(0, cairn.AllocatedBytes!.Value, "B"),
        ];
        return [cairn with { Targets = targets }, .. rows.Skip(1)];
    }
}
