using System.Diagnostics;
using Cairn.Benchmarks.Harness;
using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Benchmarks.Training;

/// <summary>
/// A step of a small training on all cores, with three values logged in each and the store and log files written beside
/// it, against the same training without Cairn. Processor time of all threads tells what is paid in all; what waits for
/// the disk is not in it.
/// </summary>
internal sealed class TrainingStepBenchmark : IBenchmark
{
    private const int Bars = 4000;
    private const int Rounds = 7;

    public string Name => "Training step";

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        TrainWithCairn(folder);
        Train(null);
        var recorded = new Cost[Rounds];
        var bare = new Cost[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            recorded[round] = TrainWithCairn(folder);
            bare[round] = Train(null);
        }

        return
        [
            .. Compare("Training step, elapsed", recorded, bare, cost => cost.ElapsedMs),
            .. Compare("Training step, processor time", recorded, bare, cost => cost.ProcessorMs),
        ];
    }

    private static Row[] Compare(string operation, Cost[] recorded, Cost[] bare, Func<Cost, double> value) =>
    [
        new Row(operation, "Cairn, three values logged", new Samples(recorded.Select(value)), "ms"),
        new Row(operation, "nothing logged", new Samples(bare.Select(value)), "ms"),
    ];

    private static Cost TrainWithCairn(TempFolder folder)
    {
        using var tracker = CairnTracker.Open(folder.File("store"));
        using Run run = tracker.StartRun("bench");
        Cost cost = Train(new ThreeValues(run));
        run.Complete();
        return cost;
    }

    private static Cost Train(ITrainingLog? log)
    {
        var trainer = new TotoTrainer(TotoOptions.Demo, GeneratedMarket.Create(Bars, seed: 7), log);
        TimeSpan processorBefore = Environment.CpuUsage.TotalTime;
        long begun = Stopwatch.GetTimestamp();
        trainer.Train();
        double elapsedMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        double processorMs = (Environment.CpuUsage.TotalTime - processorBefore).TotalMilliseconds;
        return new Cost(elapsedMs / trainer.Step, processorMs / trainer.Step);
    }

    /// <summary>Means of a step.</summary>
    private readonly record struct Cost(double ElapsedMs, double ProcessorMs);
}
