using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training.Resuming;

/// <summary>A point of a training as a checkpoint keeps it: bytes and text.</summary>
internal sealed class SavedTraining
{
    private readonly byte[][] _model, _optimizer, _best;

    public SavedTraining(TrainingPoint point)
    {
        (Epochs, Step, Ended, Stop) = (point.Epochs, point.Step, point.Ended, point.Stop);
        _model = Copy(point.Tensors.Model);
        _optimizer = Copy(point.Tensors.Optimizer);
        _best = Copy(point.Tensors.Best);
        Text = new JsonObject(point.Capture()).ToJsonString();
    }

    public int Epochs { get; }

    public int Step { get; }

    public EpochRecord? Ended { get; }

    public StopReason? Stop { get; }

    public string Text { get; }

    public byte[] Bytes => [.. _model.Concat(_optimizer).Concat(_best).SelectMany(tensor => tensor)];

    public static IReadOnlyDictionary<string, JsonNode?> Parse(string text) =>
        JsonNode.Parse(text)!.AsObject().ToDictionary();

    public void PutInto(TotoTrainer trainer)
    {
        Write(_model, trainer.Tensors.Model);
        Write(_optimizer, trainer.Tensors.Optimizer);
        Write(_best, trainer.Tensors.Best);
        trainer.Resume(Parse(Text));
    }

    private static byte[][] Copy(ITensorState state)
    {
        byte[][] copies = [.. state.Tensors.Select(tensor => new byte[tensor.Bytes])];
        for (int i = 0; i < copies.Length; i++)
        {
            state.Read(i, 0, copies[i]);
        }

        return copies;
    }

    private static void Write(byte[][] copies, ITensorState state)
    {
        for (int i = 0; i < copies.Length; i++)
        {
            state.Write(i, 0, copies[i]);
        }
    }
}
