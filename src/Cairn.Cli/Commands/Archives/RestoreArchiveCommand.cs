using System.CommandLine;
using Cairn.Cli.Archives;
using Cairn.Cli.Output;
using Cairn.Inference;

namespace Cairn.Cli.Commands.Archives;

/// <summary>Brings the predictions of an archive back into the database.</summary>
internal sealed class RestoreArchiveCommand : CairnCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the archive" };

    public RestoreArchiveCommand() : base("restore", "Bring the predictions of an archive back, after verifying it") =>
        Arguments.Add(_name);

    public override IReadOnlyList<string> Examples => ["cairn archive restore predictions_20261001_20261031_1"];

    public override int Run(CliCall call)
    {
        string name = new ArchiveCatalog(call).Find(call.Get(_name)).Name;
        RestoreReport report;
        using (CairnTracker tracker =
            call.Context.OpenTracker(call.Folder, new FailureLines(call.Terminal.Error).Tell))
        {
            report = tracker.Inference.RestoreArchiveAsync(name, call.Context.Stop).GetAwaiter().GetResult();
        }

        if (call.Json)
        {
            JsonOutput.Write(call.Terminal, json =>
            {
                json.Integer("restored", report.Restored);
                json.Integer("too_long", report.TooLong);
                json.Integer("unreadable", report.Unreadable);
            });
        }
        else
        {
            Write(call.Terminal, report, name);
        }

        return report.TooLong + report.Unreadable == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Write(Terminal terminal, RestoreReport report, string name)
    {
        string count = $"{Numbers.Count(report.Restored)} prediction{(report.Restored == 1 ? " is" : "s are")}";
        terminal.Out.WriteLine(Plain.Text($"{count} in the database again. {name} stays where it is."));
        if (report.TooLong + report.Unreadable > 0)
        {
            terminal.Out.WriteLine(
                $"{Numbers.Count(report.TooLong)} were too long for a record, "
                + $"{Numbers.Count(report.Unreadable)} unreadable.");
        }
        else
        {
            terminal.Out.WriteLine("The next cleanup archives them again: they are as old as before.");
        }
    }
}
