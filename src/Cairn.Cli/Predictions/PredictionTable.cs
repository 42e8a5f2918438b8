using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>Predictions as lines.</summary>
internal static class PredictionTable
{
    public static void Write(CliCall call, IEnumerable<PredictionInfo> predictions)
    {
        Symbols symbols = call.Terminal.Symbols;
        var table = new Table(
            new("Decided"),
            new("Model", MinWidth: 8),
            new("Symbol", MinWidth: 6),
            new("Action", MinWidth: 4),
            new("Conf", IsNumber: true),
            new("ms", IsNumber: true, DropOrder: 1),
            new("Checkpoint", MinWidth: 10, DropOrder: 2),
            new("Outcome"),
            new("Id"),
            new("", MinWidth: 8, DropOrder: 3));
        foreach (PredictionInfo one in predictions)
        {
            table.Add(
                Times.ToSecond(one.DecisionTime, call.Context.Time),
                Plain.Text(one.Model),
                Plain.Text(one.Symbol),
                Plain.Text(one.Action),
                PredictionText.Confidence(one.Confidence, symbols),
                PredictionText.Milliseconds(one.ProcessingTimeMs, symbols),
                Plain.Text(one.CheckpointId ?? symbols.None),
                PredictionText.Result(one),
                new(Plain.Text(PredictionText.ShortId(one.Id)), Style.Dim),
                PredictionText.Remarks(one));
        }

        table.Write(call.Terminal);
    }
}
