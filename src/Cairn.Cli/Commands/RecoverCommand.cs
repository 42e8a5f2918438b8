using Cairn.Cli.Output;

namespace Cairn.Cli.Commands;

/// <summary>Brings in what processes that died have left behind.</summary>
internal sealed class RecoverCommand() : CairnCommand("recover", "Store what ended processes left in their journals")
{
    public override IReadOnlyList<string> Examples => ["cairn recover", "cairn recover --store /data/cairn"];

    public override int Run(CliCall call)
    {
        call.RequireStore();
        RecoveryReport report = call.Context.Recover(call.Folder, new FailureLines(call.Terminal.Error).Tell);
        new Abandoned(call).RequireNone();
        if (call.Json)
        {
            return WriteJson(call.Terminal, report);
        }

        call.Terminal.Out.WriteLine(ToText(report));
        return ExitCodes.Done;
    }

    private static string ToText(RecoveryReport report) => report.Journals == 0
        ? "Nothing to recover: no ended process has left a journal."
        : $"Recovered {Numbers.Count(report.Journals, "journal")}: {Numbers.Count(report.Stored, "record")} stored, "
            + $"{Numbers.Count(report.Lost)} lost. `cairn runs --status crashed` shows whose they were.";

    private static int WriteJson(Terminal terminal, RecoveryReport report) => JsonOutput.Write(terminal, json =>
    {
        json.Integer("journals", report.Journals);
        json.Integer("stored", report.Stored);
        json.Integer("lost", report.Lost);
    });
}
