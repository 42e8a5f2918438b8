using Cairn;
using Cairn.Statistics;
using Cairn.TensorBoard;

namespace Guide;

internal static class WritingTensorBoard
{
    private static readonly float[] Weights = [-0.4f, 0.1f, 0.2f, 0.9f];

    public static void All()
    {
        First();
        Kinds();
        Compare();
        Resume();
    }

    private static void First()
    {
        #region first
        using var writer = new SummaryWriter("tensorboard/run-1");
        for (int step = 1; step <= 100; step++)
        {
            writer.AddScalar("loss/train", 1.0 / step, step);
        }
        #endregion
    }

    private static void Kinds()
    {
        bool[] wentUp = [true, false, true];
        double[] confidence = [0.9, 0.2, 0.6];
        #region kinds
        using var writer = new SummaryWriter("tensorboard/run-2");
        writer.AddHistogram("weights/encoder", Weights, step: 1);
        writer.AddText("notes", "Warm-up is **twice** as long.", step: 1);
        writer.AddPrCurve("went up", PrecisionRecallCurve.Of(wentUp, confidence), step: 1);
        writer.AddGraph(new ModelGraph()
            .Add(new GraphNode("input", "Input", []) { OutputShape = [-1, 40] })
            .Add(new GraphNode("encoder/linear", "Linear", ["input"]) { OutputShape = [-1, 64] })
            .Add(new GraphNode("head/linear", "Linear", ["encoder/linear"]) { OutputShape = [-1, 1] }));
        writer.AddLayout(new ScalarLayout(
            [new ScalarCategory("Loss", [new ScalarChart("both", ["loss/train", "loss/val"])])]));
        #endregion
    }

    private static void Compare()
    {
        #region hparams
        using var writer = new SummaryWriter("tensorboard/run-3");
        writer.AddHparams([new("learning_rate", 0.001), new("optimizer", "adam"), new("augment", true)], "loss/val");
        writer.AddScalar("loss/val", 0.25, step: 100);
        writer.EndSession(RunStatus.Completed);
        #endregion
    }

    private static void Resume()
    {
        #region resume
        using var writer = new SummaryWriter("tensorboard/run-1", purgeStep: 61); // from a checkpoint of step 60
        writer.AddScalar("loss/train", 0.016, step: 61);
        writer.Flush(); // throws when the disk refuses, or when something was lost
        #endregion
    }
}
