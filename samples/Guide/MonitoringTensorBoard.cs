using Cairn.TensorBoard;

namespace Guide;

internal static class MonitoringTensorBoard
{
    public static void All()
    {
        float[] weights = [0.1f, -0.2f, 0.3f], gradients = [0.01f, 0.02f, -0.01f];
        ModelGraph graph = new ModelGraph()
            .Add(new GraphNode("input", "Input", []))
            .Add(new GraphNode("head", "Linear", ["input"]));

        #region monitor
        using var tb = TensorBoardMonitor.Create("my_experiment");
        tb.SetModel(graph, sampleInput: [32, 60, 5]);

        for (int epoch = 0; epoch < 10; epoch++)
        {
            for (int batch = 0; batch < 100; batch++)
            {
                double loss = 1.0 / (epoch + 1);
                tb.LogTrainingMetrics(epoch, batch, loss, learningRate: 0.001);
                tb.LogGradients([("head", gradients)]); // histograms every 100 batches
                tb.LogModelWeights([("head", weights)]);
            }

            tb.LogValidationMetrics(epoch, 1.1 / (epoch + 1));
        }
        #endregion
    }
}
