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
        call.RequireStore();
        string? model = _model.Read(call);
        using (CairnTracker tracker = call.Context.OpenTracker(call.Folder, new FailureLines(call.Terminal.Error).Tell))
        {
            if (!tracker.Inference.RebuildStatistics(model))
            {
                throw new CliException(
                    $"The journal in {call.Folder} takes no record now. `cairn doctor` looks for the cause.");
            }

            tracker.FlushAsync(call.Context.Stop).GetAwaiter().GetResult();
        }

        using IRunStore store = call.OpenStore();
        PredictedModel[] rebuilt =
            [.. store.Predictions.ListModels().Where(one => model is null || one.Name == model)];
        return Write(call, model, rebuilt);
    }

    private static int Write(CliCall call, string? model, PredictedModel[] rebuilt)
    {
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => json.Objects("models", rebuilt, one =>
            {
                json.Text("model", one.Name);
                json.Integer("predictions", one.Predictions);
            }));
        }

        if (rebuilt.Length == 0)
        {
            throw new CliException(model is null
                ? PredictionArgument.NoneIn(call.Folder)
                : $"No model in {call.Folder} that has predicted is called \"{model}\".");
        }

        call.Terminal.Out.WriteLine(
            $"Worked out anew from {Numbers.Count(rebuilt.Sum(one => one.Predictions))} predictions of "
            + $"{Plain.Text(string.Join(", ", rebuilt.Select(one => one.Name)))}.");
        return ExitCodes.Done;
    }
}
