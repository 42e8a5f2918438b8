using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Predictions;

/// <summary>Makes the statistics what the predictions say.</summary>
internal sealed class RebuildCommand : CairnCommand
{
    private readonly ModelName _model = new("predictions", "every one without it");

    public RebuildCommand() : base("rebuild", "Work statistics out anew from the predictions") => _model.AddTo(this);

    public override IReadOnlyList<string> Examples =>
        ["cairn predictions rebuild", "cairn predictions rebuild dqn_agent"];

    public override int Run(CliCall call)
    {
        string? model = _model.Read(call);
        using IRunStore store = call.OpenStore();
        if (model is not null)
        {
            RequirePredicted(call, store.Predictions, model);
        }

        Rebuild(call, model);
        return Write(
            call, [.. store.Predictions.ListModels().Where(one => model is null || one.Name == model)]);
    }

    /// <exception cref="CliException">The model is unknown, by its statistics, which may be gone, and by its
    /// predictions.</exception>
    private static void RequirePredicted(CliCall call, IPredictionStore predictions, string model)
    {
        string[] known = [.. predictions.ListModels().Select(one => one.Name)];
        if (!known.Contains(model) && predictions.List(new PredictionFilter { Model = model, Limit = 1 }).Count == 0)
        {
            throw new CliException(PredictionArgument.NoModel(call.Folder, model, known));
        }
    }

    private static void Rebuild(CliCall call, string? model)
    {
        using CairnTracker tracker =
            call.Context.OpenTracker(call.Folder, new FailureLines(call.Terminal.Error).Tell);
        if (!tracker.Inference.RebuildStatistics(model))
        {
            throw new CliException(
                $"The journal in {call.Folder} takes no record now. `cairn doctor` looks for the cause.");
        }

        tracker.FlushAsync(call.Context.Stop).GetAwaiter().GetResult();
    }

    private static int Write(CliCall call, PredictedModel[] rebuilt)
    {
        if (rebuilt.Length == 0)
        {
            throw new CliException(PredictionArgument.NoneIn(call.Folder));
        }

        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => json.Objects("models", rebuilt, one =>
            {
                json.Text("model", one.Name);
                json.Integer("predictions", one.Predictions);
            }));
        }

        call.Terminal.Out.WriteLine(
            $"Worked out anew from {Numbers.Count(rebuilt.Sum(one => one.Predictions))} predictions of "
            + $"{Plain.Text(string.Join(", ", rebuilt.Select(one => one.Name)))}.");
        return ExitCodes.Done;
    }
}
