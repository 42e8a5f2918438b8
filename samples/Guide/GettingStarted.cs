using Cairn;

namespace Guide;

internal static class GettingStarted
{
    public static void First()
    {
        #region first
        using var tracker = CairnTracker.Open("cairn");
        using Run run = tracker.StartRun("eurusd", [new("learning_rate", 0.001), new("batch_size", 32)]);
        Series loss = run.Series("train/loss");
        for (int step = 0; step < 1000; step++)
        {
            loss.Log(step, Train(step));
        }

        run.Complete();
        #endregion
    }

    private static double Train(int step) => 1 / (1 + (0.01 * step));
}
