using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>The best checkpoint of a model.</summary>
internal sealed class BestCommand : CairnCommand
{
    private readonly ModelName _model = new();
    private readonly MetricInput _metric = new();

    public BestCommand() : base("best", "Show the best checkpoint of a model")
    {
        _model.AddTo(this);
        _metric.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
        ["cairn checkpoints best", "cairn checkpoints best dqn_agent --metric reward --goal max"];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        ModelCheckpoints model = store.Model(_model.Read(call));
        (string? metric, MetricGoal goal) = _metric.Read(call, model);
        CheckpointMetadata best = (metric is null ? null : model.BestBy(metric, goal))
            ?? throw Unranked(model, metric);
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => CheckpointText.WriteJson(json, best, store.Layout));
        }

        call.Terminal.Out.WriteLine(Plain.Text(
            $"{best.CheckpointId}  {metric} {Numbers.Value(best.PerformanceMetrics[metric!])}, "
            + $"epoch {Numbers.Count(best.Epoch)}, step {Numbers.Count(best.Step)}"));
        call.Terminal.Out.WriteLine(
            $"The {(goal == MetricGoal.Minimize ? "lowest" : "highest")} of {CheckpointText.Count(model.All.Count)}. "
            + $"`cairn checkpoints show {Plain.Text(best.CheckpointId)}` has more.");
        return ExitCodes.Done;
    }

    private static CliException Unranked(ModelCheckpoints model, string? metric)
    {
        string[] known = [.. model.All.SelectMany(one => one.PerformanceMetrics.Keys).Distinct().Order()];
        string remedy = known.Length == 0
            ? "They have no metrics."
            : $"Name another with --metric; they have {string.Join(", ", known)}.";
        return new CliException(metric is null
            ? $"The checkpoints of {model.Name} are not ranked. {remedy}"
            : $"No checkpoint of {model.Name} has a number for {metric}. {remedy}");
    }
}
