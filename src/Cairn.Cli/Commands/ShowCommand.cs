using Cairn.Cli.Arguments;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>Everything about one run on a page.</summary>
internal sealed class ShowCommand : CairnCommand
{
    private readonly RunArgument _run = new();

    public ShowCommand() : base("show", "Show everything about a run on one page") =>
        Arguments.Add(_run);

    public override IReadOnlyList<string> Examples => ["cairn show latest", "cairn show 20261121-1435"];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        RunInfo run = _run.Find(call, store);
        var page = new RunPage(call, store, run);
        return call.Json ? page.WriteJson() : page.Write();
    }
}
