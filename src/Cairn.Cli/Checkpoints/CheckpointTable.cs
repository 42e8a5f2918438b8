using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>Checkpoints of one model as lines.</summary>
internal static class CheckpointTable
{
    public static void Write(CliCall call, ModelCheckpoints model, IEnumerable<CheckpointMetadata> checkpoints)
    {
        Symbols symbols = call.Terminal.Symbols;
        var table = new Table(
            new("Checkpoint"),
            new("Epoch", IsNumber: true),
            new("Step", IsNumber: true, DropOrder: 2),
            new(Plain.Text(model.Metric ?? "Metric"), IsNumber: true),
            new("Size", IsNumber: true, DropOrder: 3),
            new("Saved", IsNumber: true, DropOrder: 1),
            new("", MinWidth: 8));
        foreach (CheckpointMetadata one in checkpoints)
        {
            table.Add(
                Plain.Text(one.CheckpointId),
                Numbers.Count(one.Epoch),
                Numbers.Count(one.Step),
                CheckpointText.Score(model.ScoreOf(one), symbols),
                Numbers.Bytes(one.Bytes),
                Times.Ago(one.CreatedUtc, call.Now),
                new(CheckpointText.Marks(one, symbols), one.IsBest ? Style.Green : Style.None));
        }

        table.Write(call.Terminal);
    }
}
