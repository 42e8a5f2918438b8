using Cairn.Cli.Doctor;
using Cairn.Cli.Output;

namespace Cairn.Cli.Commands;

/// <summary>Asks a list of questions of a store and says what to do about the answers.</summary>
internal sealed class DoctorCommand() : CairnCommand("doctor", "Check that a store is sound and can be written")
{
    private static readonly Check FolderExists = new("folder", FolderChecks.Exists);

    private static readonly Check[] Checks =
    [
        new("writable", FolderChecks.IsWritable),
        new("free space", FolderChecks.HasRoom),
        new("file locks", FolderChecks.LocksWork),
        new("database", DatabaseChecks.IsSound),
        new("versions", DatabaseChecks.Versions),
        new("writer", JournalChecks.Writer),
        new("journals", JournalChecks.Pending),
        new("clock", DatabaseChecks.ClockIsSane),
        new("losses", DatabaseChecks.Losses),
        new("checkpoints", CheckpointChecks.NewestAreThere),
        new("labels", CheckpointChecks.LabelsAreReadable),
        new("half-written", CheckpointChecks.NothingIsHalfWritten),
        new("trash", CheckpointChecks.Trash),
    ];

    public override IReadOnlyList<string> Examples => ["cairn doctor", "cairn doctor --store /data/cairn --json"];

    public override int Run(CliCall call)
    {
        using var patient = new Patient(call);
        Check[] checks = patient.Exists ? [FolderExists, .. Checks] : [FolderExists];
        (string Name, Finding Finding)[] findings = checks.Select(check => (check.Name, Finding: Examine(check, patient))).ToArray();
        if (call.Json)
        {
            WriteJson(call.Terminal, findings);
        }
        else
        {
            WriteTable(call.Terminal, findings);
        }

        return findings.Any(one => one.Finding.Verdict == Verdict.Fail) ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>A check that cannot be made has failed, and the others are still made.</summary>
    private static Finding Examine(Check check, Patient patient)
    {
        try
        {
            return check.Examine(patient);
        }
        catch (Exception exception)
        {
            return Finding.Fail(exception.Message, "mend what the checks above found, then try again");
        }
    }

    private static void WriteTable(Terminal terminal, IEnumerable<(string Name, Finding Finding)> findings)
    {
        var table = new Table(new Column(""), new Column(""), new Column("", MinWidth: 20)) { HasTitles = false };
        foreach ((string? name, Finding? finding) in findings)
        {
            table.Add(Mark(finding.Verdict, terminal.Symbols), name, Plain.Text(finding.Text));
            if (finding.NextStep is { } step)
            {
                table.Add("", "", new($"-> {step}", Style.Bold));
            }
        }

        table.Write(terminal);
    }

    private static Cell Mark(Verdict verdict, Symbols symbols) => verdict switch
    {
        Verdict.Ok => new(symbols.Ok, Style.Green),
        Verdict.Warn => new(symbols.Warn, Style.Yellow),
        _ => new(symbols.Fail, Style.Red),
    };

    private static void WriteJson(Terminal terminal, IEnumerable<(string Name, Finding Finding)> findings) =>
        JsonOutput.Write(terminal, json => json.Objects("checks", findings, one =>
        {
            json.Text("name", one.Name);
            json.Text("verdict", one.Finding.Verdict.ToString().ToLowerInvariant());
            json.Text("text", one.Finding.Text);
            json.Text("next_step", one.Finding.NextStep);
        }));
}
