using Cairn.Cli.Arguments;
using Cairn.Cli.Decisions;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>Why a run stopped, reduced its learning rate, saved and deleted.</summary>
internal sealed class ExplainCommand : CairnCommand
{
    private readonly RunArgument _run = new();

    public ExplainCommand() : base("explain", "Say why a run stopped, reduced its rate, saved or deleted") =>
        Arguments.Add(_run);

    public override IReadOnlyList<string> Examples => ["cairn explain latest", "cairn explain latest --json"];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        RunInfo run = _run.Find(call, store);
        var page = new ExplanationPage(call, store, run);
        return call.Json ? page.WriteJson() : page.Write();
    }
}
