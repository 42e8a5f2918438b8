using Cairn.Benchmarks.Harness;
using Cairn.Mlflow;

namespace Cairn.Benchmarks.Mlflow;

/// <summary>How fast points get into MLflow's own database.</summary>
internal sealed class MlflowStoreBenchmark : IBenchmark
{
    private const int Rounds = 3;
    private const int Keys = 10;
    private const int Points = 1_000_000;

    private const int CallPoints = 500;

    public string Name => "MLflow store";

    public IEnumerable<Row> Run()
    {
        IReadOnlyList<Samples> samples = Timing.Interleave(
            Rounds,
            () => MeasureCairn(Points),
            () => MeasurePeer(Points, RowByRow.ServerBatch),
            () => MeasurePeer(CallPoints, rowsPerTransaction: 1),
            () => MeasureBare(Points));
        const string Operation = "Points into mlflow.db";
        var own = new Row(Operation, "Cairn, a batch of 1 M", samples[0], "points/s");
        var batches = new Row(Operation, "row by row, latest kept, transactions of 1,000", samples[1], own.Unit);
        var calls = new Row(Operation, "row by row, latest kept, a transaction each", samples[2], own.Unit);
        var bare = new Row(Operation, "bare prepared inserts, one transaction", samples[3], own.Unit);
        return
        [
            own with
            {
                Targets =
                [
                    Target.FasterThan("transactions of 1,000", 3, own.RatioTo(batches)),
                    Target.FasterThan("a transaction each", 3, own.RatioTo(calls)),
                ],
            },
            batches,
            calls,
            bare,
        ];
    }

    private static double MeasureCairn(int points)
    {
        using var folder = new TempFolder();
        using var store = new MlflowStore(folder.File("mlflow.db"));
        MlflowBatch batch = MlflowPoints.Batch(points, Keys);
        return points / Timing.Seconds(() => store.Target.LogBatch(store.RunId, batch));
    }

    private static double MeasurePeer(int points, int rowsPerTransaction)
    {
        using var folder = new TempFolder();
        using var store = new MlflowStore(folder.File("mlflow.db"));
        using var peer = new RowByRow(folder.File("mlflow.db"), store.RunId);
        MlflowBatch batch = MlflowPoints.Batch(points, Keys);
        return points / Timing.Seconds(() => peer.Write(batch, rowsPerTransaction));
    }

    private static double MeasureBare(int points)
    {
        using var folder = new TempFolder();
        using var store = new MlflowStore(folder.File("mlflow.db"));
        using var peer = new RowByRow(folder.File("mlflow.db"), store.RunId);
        MlflowBatch batch = MlflowPoints.Batch(points, Keys);
        return points / Timing.Seconds(() => peer.WriteBare(batch));
    }
}
