using System.CommandLine;
using Cairn.Cli.Importing;
using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Mlflow.Targets;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Import;

/// <summary>Brings the runs of an MLflow into the store.</summary>
internal sealed class ImportMlflowCommand : CairnCommand
{
    private readonly Argument<string> _source = new("URI")
    {
        Description = "http://server:5000, sqlite:///mlflow.db, or a folder of an older MLflow (mlruns)",
    };

    private readonly Option<string?> _experiment = new("--experiment", "-e")
    {
        HelpName = "NAME",
        Description = "Only runs of this experiment [default: all]",
    };

    private readonly Option<bool> _again = new("--again")
    {
        Description = "Import runs once more that were imported before",
    };

    public ImportMlflowCommand() : base("mlflow", "Import the runs of an MLflow")
    {
        Arguments.Add(_source);
        Options.Add(_experiment);
        Options.Add(_again);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn import mlflow http://mlflow.example:5000 --experiment eurusd",
        "cairn import mlflow sqlite:///mlflow.db",
        "cairn import mlflow ./mlruns",
    ];

    public override int Run(CliCall call)
    {
        string uri = call.Get(_source);
        using IMlflowTarget source = call.Context.OpenMlflow(uri);
        string place = TargetKey.Plain(uri);
        MlflowExperiment[] experiments = Choose(call, source, place);
        IReadOnlyDictionary<string, RunInfo> known =
            call.Get(_again) ? new Dictionary<string, RunInfo>() : ImportOrigin.Read(call);
        using CairnTracker tracker = call.Context.OpenForImport(
            call.Folder, new FailureLines(call.Terminal.Error).Tell);
        var reports = new List<(string Experiment, ImportReport Report)>();
        foreach (MlflowExperiment experiment in experiments)
        {
            foreach (MlflowRun run in source.SearchRuns(experiment.Id).Reverse().ToArray())
            {
                reports.Add((experiment.Name, known.TryGetValue(MlflowRunImport.OriginOf(place, run), out RunInfo? earlier)
                    ? new ImportReport { Source = run.Name, RunId = earlier.Id, IsKnown = true }
                    : new MlflowRunImport(tracker, source, run, experiment.Name, place).Run(call.Context.Stop)));
            }
        }

        return Write(call, reports, place);
    }

    /// <summary>People get a part for each experiment, programs one document.</summary>
    private static int Write(CliCall call, List<(string Experiment, ImportReport Report)> reports, string place)
    {
        ILookup<string, ImportReport> byExperiment = reports.ToLookup(one => one.Experiment, one => one.Report);
        if (call.Json)
        {
            string names = string.Join(", ", byExperiment.Select(one => one.Key));
            return ImportOutput.Write(call, names, [.. reports.Select(one => one.Report)]);
        }

        if (reports.Count == 0)
        {
            throw new CliException($"There is nothing to import: {place} has no run.");
        }

        return byExperiment.Max(one => ImportOutput.Write(call, one.Key, [.. one]));
    }

    private MlflowExperiment[] Choose(CliCall call, IMlflowTarget source, string place)
    {
        MlflowExperiment[] all = [.. source.ListExperiments()];
        if (call.Get(_experiment) is not { } name)
        {
            return all.Length > 0 ? all : throw new CliException($"There is nothing to import: {place} has no experiment.");
        }

        MlflowExperiment[] found = [.. all.Where(experiment => experiment.Name == name)];
        return found.Length > 0
            ? found
            : throw new CliException(
                $"{place} has no experiment \"{name}\". It has: {string.Join(", ", all.Select(experiment => experiment.Name))}.");
    }
}
