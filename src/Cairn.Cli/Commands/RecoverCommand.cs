using Cairn.Cli.Features;

namespace Cairn.Cli.Commands;

/// <summary>Brings in what processes that died have left behind.</summary>
internal sealed class RecoverCommand() : CairnCommand("recover", "Store what ended processes left in their journals")
{
    public override IReadOnlyList<string> Examples => ["cairn recover", "cairn recover --store /data/cairn"];

    public override int Run(CliCall call)
    {
        call.RequireStore();
        var report = call.Context.Recover(call.Folder);
        if (call.Json) return WriteJson(call.Terminal, report);
        call.Terminal.Out.WriteLine(ToText(report));
        return ExitCodes.Done;
    }

    private static string ToText(RecoveryReport report) => report switch
    {
        { IsOtherProcessWriting: true } =>
            "Another process writes this store and brings in by itself what ended processes left. `cairn doctor` shows who.",
        { Journals: 0 } => "Nothing to recover: no ended process has left a journal.",
        _ => $"Recovered {Count(report.Journals, "journal")}: {Count(report.Stored, "record")} stored, "
            + $"{Numbers.Count(report.Lost)} lost; {Count(report.CrashedRuns, "run")} marked as crashed.",
    };

    private static string Count(long count, string what) => $"{Numbers.Count(count)} {what}{(count == 1 ? "" : "s")}";

    private static int WriteJson(Terminal terminal, RecoveryReport report) => JsonOutput.Write(terminal, json =>
    {
        json.Integer("journals", report.Journals);
        json.Integer("stored", report.Stored);
        json.Integer("lost", report.Lost);
        json.Integer("crashed_runs", report.CrashedRuns);
        json.Flag("is_other_process_writing", report.IsOtherProcessWriting);
    });
}
