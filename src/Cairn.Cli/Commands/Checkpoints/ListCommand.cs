using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>The checkpoints of a store by model, newest first.</summary>
internal sealed class ListCommand : CairnCommand
{
    private readonly ModelName _model = new();

    public ListCommand() : base("list", "List checkpoints by model, newest first") => _model.AddTo(this);

    public override IReadOnlyList<string> Examples =>
        ["cairn checkpoints list", "cairn checkpoints list dqn_agent --json"];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        IReadOnlyList<ModelCheckpoints> models = store.Models(_model.Read(call));
        return call.Json ? WriteJson(call.Terminal, store, models) : Write(call, store, models);
    }

    private static int Write(CliCall call, CheckpointStore store, IReadOnlyList<ModelCheckpoints> models)
    {
        if (models.Count == 0)
        {
            call.Terminal.Out.WriteLine(Plain.Text(CheckpointStore.NoneIn(store.Folder)));
        }

        string between = "";
        foreach (ModelCheckpoints model in models)
        {
            call.Terminal.Out.Write(between);
            between = Environment.NewLine;
            call.Terminal.Out.Write(call.Terminal.Styled(Plain.Text(model.Name), Style.Bold));
            call.Terminal.Out.WriteLine(call.Terminal.Symbols.Separator + Sum(model.All));
            CheckpointTable.Write(call, model, model.All);
        }

        return ExitCodes.Done;
    }

    private static string Sum(IReadOnlyList<CheckpointMetadata> all) =>
        $"{CheckpointText.Count(all.Count)}, {Numbers.Bytes(all.Sum(one => one.Bytes))}";

    private static int WriteJson(Terminal terminal, CheckpointStore store, IReadOnlyList<ModelCheckpoints> models) =>
        JsonOutput.Write(terminal, json => json.Objects("models", models, model =>
        {
            json.Text("name", model.Name);
            json.Text("metric", model.Metric);
            json.Text("goal", CheckpointText.Goal(model.Goal));
            json.Objects("checkpoints", model.All, one => CheckpointText.WriteJson(json, one, store.Layout));
        }));
}
