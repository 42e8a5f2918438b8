using System.CommandLine;
using Cairn.Cli.Importing;
using Cairn.Storage;
using Cairn.TensorBoard.Reading;

namespace Cairn.Cli.Commands.Import;

/// <summary>Brings the runs of a log folder of TensorBoard into the store.</summary>
internal sealed class ImportTensorBoardCommand : CairnCommand
{
    private readonly Argument<string> _folder = new("DIR")
    {
        Description = "A folder with event files in it or below it",
    };

    private readonly Option<string?> _experiment = new("--experiment", "-e")
    {
        HelpName = "NAME",
        Description = "The experiment that the runs shall belong to [default: the name of DIR]",
    };

    private readonly Option<string[]> _runs = new("--run")
    {
        HelpName = "NAME",
        Description = "Only this run, as TensorBoard names it, may be repeated",
    };

    private readonly Option<bool> _again = new("--again")
    {
        Description = "Import runs once more that were imported before",
    };

    public ImportTensorBoardCommand() : base("tensorboard", "Import the runs of a log folder of TensorBoard")
    {
        Arguments.Add(_folder);
        Options.Add(_experiment);
        Options.Add(_runs);
        Options.Add(_again);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn import tensorboard ./runs",
        "cairn import tensorboard ./runs --experiment eurusd --run train --run eval",
    ];

    public override int Run(CliCall call)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(call.Get(_folder)));
        IReadOnlyList<EventRun> runs = Choose(folder, call.Get(_runs) ?? []);
        string experiment = call.Get(_experiment) is { Length: > 0 } asked ? asked : NameOf(folder);
        IReadOnlyDictionary<string, RunInfo> known =
            call.Get(_again) ? new Dictionary<string, RunInfo>() : ImportOrigin.Read(call);
        bool isNews = runs.Any(run => !known.ContainsKey(run.Directory));
        using CairnTracker? tracker = isNews
            ? call.Context.OpenForImport(call.Folder, new FailureLines(call.Terminal.Error).Tell)
            : null;
        var progress = new ImportProgress(call.Terminal, call.Context.Time, runs.Sum(SizeOf));
        var reports = new List<ImportReport>();
        try
        {
            long readBytes = 0;
            foreach (EventRun run in runs)
            {
                reports.Add(known.TryGetValue(run.Directory, out RunInfo? earlier)
                    ? new ImportReport { Source = run.Name, RunId = earlier.Id, IsKnown = true }
                    : Import(call, tracker!, run, experiment, run.Name == "." ? NameOf(folder) : run.Name,
                        bytes => progress.Show(readBytes + bytes)));
                readBytes += SizeOf(run);
            }
        }
        finally
        {
            progress.Clear();
        }

        return ImportOutput.Write(call, experiment, reports);
    }

    private static ImportReport Import(
        CliCall call, CairnTracker tracker, EventRun run, string experiment, string name, Action<long> progress) =>
        new TensorBoardRunImport(tracker, run, experiment, name, call.Now).Run(progress, call.Context.Stop);

    private static IReadOnlyList<EventRun> Choose(string folder, string[] names)
    {
        if (!Directory.Exists(folder))
        {
            throw new CliException($"There is no folder {folder}.");
        }

        IReadOnlyList<EventRun> runs = EventRun.Find(folder);
        if (runs.Count == 0)
        {
            throw new CliException(
                $"There is nothing to import: no file in {folder} or below it has \"tfevents\" in its name.");
        }

        string? missing = names.FirstOrDefault(name => runs.All(run => run.Name != name));
        return missing is null
            ? [.. runs.Where(run => names.Length == 0 || names.Contains(run.Name))]
            : throw new CliException(
                $"{folder} has no run \"{missing}\". It has: {string.Join(", ", runs.Select(run => run.Name))}.");
    }

    private static string NameOf(string folder) =>
        Path.GetFileName(folder) is { Length: > 0 } name ? name : "tensorboard";

    private static long SizeOf(EventRun run) => run.Files.Sum(file => new FileInfo(file).Length);
}
