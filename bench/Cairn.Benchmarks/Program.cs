using System.Diagnostics;
using Cairn.Benchmarks.Checkpoints;
using Cairn.Benchmarks.Draining;
using Cairn.Benchmarks.Harness;
using Cairn.Benchmarks.Inference;
using Cairn.Benchmarks.Logging;
using Cairn.Benchmarks.Mlflow;
using Cairn.Benchmarks.Start;
using Cairn.Benchmarks.Storage;
using Cairn.Benchmarks.TensorBoard;
using Cairn.Benchmarks.Training;

namespace Cairn.Benchmarks;

/// <summary>
/// Measures Cairn beside its peers and prints one table for <c>docs/performance.md</c>. Arguments choose benchmarks by
/// parts of their names; none runs all.
/// </summary>
internal static class Program
{
    private static readonly IBenchmark[] All =
    [
        new LogCallBenchmark(threads: 1),
        new LogCallBenchmark(threads: 2),
        new LogCallBenchmark(threads: 4),
        new InferenceCallBenchmark(threads: 1),
        new InferenceCallBenchmark(threads: 4),
        new DrainBenchmark(),
        new PredictionStoreBenchmark(),
        new PredictionReadBenchmark(),
        new DiskSpaceBenchmark(),
        new ReadBenchmark(),
        new EventReadingBenchmark(),
        new SavingBenchmark(),
        new VerifyingBenchmark(),
        new ManyCheckpointsBenchmark(),
        new ToolStartBenchmark(),
        new TrainingStepBenchmark(),
        new MlflowStoreBenchmark(),
    ];

    private static int Main(string[] filters)
    {
        IBenchmark[] chosen = [.. All.Where(benchmark => IsChosen(benchmark, filters))];
        if (chosen.Length == 0)
        {
            string names = string.Join(", ", All.Select(benchmark => benchmark.Name));
            Console.Error.WriteLine($"No benchmark is named so. There are: {names}.");
            return 1;
        }

        string machine = Machine.Describe(filters);
        var rows = new List<Row>();
        foreach (IBenchmark benchmark in chosen)
        {
            long begun = Stopwatch.GetTimestamp();
            Console.Error.Write($"{benchmark.Name} ... ");
            rows.AddRange(benchmark.Run());
            Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        }

        Console.WriteLine(machine);
        Console.WriteLine(ResultTable.ToMarkdown(rows));
        return 0;
    }

    private static bool IsChosen(IBenchmark benchmark, string[] filters) =>
        filters.Length == 0
        || filters.Any(filter => benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase));
}
