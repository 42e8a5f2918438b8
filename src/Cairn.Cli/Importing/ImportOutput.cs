using Cairn.Cli.Output;

namespace Cairn.Cli.Importing;

/// <summary>Says what an import did.</summary>
internal static class ImportOutput
{
    private const int DamagesShown = 20;

    /// <summary>Gives the exit code: failed where something was damaged.</summary>
    public static int Write(CliCall call, string experiment, IReadOnlyList<ImportReport> reports)
    {
        if (call.Json)
        {
            WriteJson(call.Terminal, experiment, reports);
        }
        else
        {
            WriteText(call.Terminal, experiment, reports);
        }

        return reports.All(report => report.DamageCount == 0) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void WriteText(Terminal terminal, string experiment, IReadOnlyList<ImportReport> reports)
    {
        foreach (ImportReport report in reports)
        {
            terminal.Out.WriteLine(Plain.Text($"{report.Source}: {Fate(report)}"));
        }

        WriteDamages(terminal, reports);
        int imported = reports.Count(report => report is { IsKnown: false, RunId: not null });
        terminal.Out.WriteLine(Plain.Text(
            $"Imported {Numbers.Count(imported, "run")} into experiment {experiment}."
            + (imported > 0 ? $" `cairn runs --experiment \"{experiment}\"` lists them." : "")));
    }

    private static string Fate(ImportReport report)
    {
        if (report.IsKnown)
        {
            return $"already imported as {report.RunId}; --again imports it once more.";
        }

        if (report.RunId is null)
        {
            return "nothing in it that Cairn keeps." + Losses(report);
        }

        string parameters = report.Parameters > 0 ? $", {Numbers.Count(report.Parameters, "parameter")}" : "";
        string media = report.Media > 0 ? $", {Numbers.Count(report.Media)} media" : "";
        return $"run {report.RunId}, {Numbers.Count(report.Points, "point")}{parameters}{media}.{Losses(report)}";
    }

    private static string Losses(ImportReport report)
    {
        string takenBack = report.TakenBack > 0
            ? $" {Numbers.Count(report.TakenBack, "value")} left out that the run took back when it was restarted."
            : "";
        string leftOut = report.LeftOut > 0
            ? $" {Numbers.Count(report.LeftOut, "value")} left out of kinds that Cairn does not keep."
            : "";
        string tooLarge = report.TooLarge > 0 ? $" {Numbers.Count(report.TooLarge)} media left out as too large." : "";
        return takenBack + leftOut + tooLarge;
    }

    private static void WriteDamages(Terminal terminal, IReadOnlyList<ImportReport> reports)
    {
        foreach (string line in reports.SelectMany(report => report.Incomplete))
        {
            terminal.Error.WriteLine(Plain.Text($"note: {line}"));
        }

        foreach (string line in reports.SelectMany(report => report.Damages).Take(DamagesShown))
        {
            terminal.Error.WriteLine(Plain.Text(line));
        }

        long more = reports.Sum(report => report.DamageCount)
            - Math.Min(DamagesShown, reports.Sum(report => report.Damages.Count));
        if (more > 0)
        {
            terminal.Error.WriteLine($"... and {Numbers.Count(more)} more damaged places.");
        }
    }

    private static void WriteJson(Terminal terminal, string experiment, IReadOnlyList<ImportReport> reports) =>
        JsonOutput.Write(terminal, json =>
        {
            json.Text("experiment", experiment);
            json.Objects("runs", reports, report =>
            {
                json.Text("source", report.Source);
                json.Text("run", report.RunId);
                json.Flag("is_known", report.IsKnown);
                json.Integer("points", report.Points);
                json.Integer("parameters", report.Parameters);
                json.Integer("media", report.Media);
                json.Integer("taken_back", report.TakenBack);
                json.Integer("left_out", report.LeftOut);
                json.Integer("too_large", report.TooLarge);
                json.Integer("damaged", report.DamageCount);
                json.List("damages", report.Damages, json.Value);
                json.List("incomplete", report.Incomplete, json.Value);
            });
        });
}
