namespace Cairn.Cli.Decisions;

/// <summary>What was decided, reduced to what a run and its replay can be compared by.</summary>
/// <param name="Epoch">After which epoch.</param>
/// <param name="Word">As in the data of events: <c>stop</c> or <c>scale_learning_rate</c>.</param>
internal sealed record ReplayDecision(long Epoch, string Word)
{
    public const string Stop = "stop";

    public const string Reduce = "scale_learning_rate";

    public override string ToString() => $"{(Word == Stop ? "stop" : "reduction")} after epoch {Epoch}";
}
