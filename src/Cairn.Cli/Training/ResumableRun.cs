using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Storage;
using Cairn.Toto.Model;

namespace Cairn.Cli.Training;

/// <summary>A run that is to go on, with what it was started with.</summary>
/// <param name="run">As the store has it.</param>
/// <param name="tags">Its tags.</param>
internal sealed class ResumableRun(RunInfo run, IReadOnlyDictionary<string, string> tags)
{
    private readonly RecordedSettings _settings = new(run.ConfigurationJson);

    /// <summary>What a run that has completed is told by; null for one that can go on.</summary>
    public string? Completed => run.Status == RunStatus.Completed
        ? $"Run {run.Id} is complete: there is nothing to go on with. `cairn show {run.Id}` has its results."
        : null;

    public static ResumableRun Find(CliCall call, string asked)
    {
        using IRunStore store = call.OpenStore();
        RunInfo run = RunArgument.Find(call, store, asked);
        return new ResumableRun(run, store.ReadTags(run.Id));
    }

    public static CliException WithoutCheckpoint(string runId, string directory) => new(
        $"Run {runId} has no sound checkpoint in {directory}. If they are elsewhere, set CAIRN_CHECKPOINT_DIR or mount the "
        + "disk. If it ended before the first one was saved, start a new one, as this one was started.");

    /// <param name="settings">Knows the names of all settings.</param>
    /// <param name="data">Where the prices are now; null for where they were.</param>
    /// <param name="threads">Threads that compute; null for as many as before.</param>
    /// <exception cref="CliException">The run cannot go on; the message says why.</exception>
    public TrainingPlan ToPlan(TotoSettings settings, string? data, int? threads)
    {
        TotoOptions? options = settings.Read(_settings);
        var source = DataSource.From(_settings);
        if (options is null || source is null)
        {
            throw new CliException(
                $"Run {run.Id} does not say what it was trained with, so it cannot go on. Only runs of `cairn train` and "
                + "`cairn demo` can.");
        }

        options.Threads = threads ?? options.Threads;
        source = data is null ? source : source with { Place = Path.GetFullPath(data) };
        var plan = CheckpointPlan.From(_settings);
        var labels = new RunLabels(run.Experiment, run.Name, [.. tags], run.Note);
        return plan is null
            ? throw new CliException($"Run {run.Id} saved no checkpoints (--no-checkpoints), so it cannot go on.")
            : new TrainingPlan(options, source, ReadData(source), labels, plan)
            {
                RunId = run.Id,
                Destinations = DestinationPlan.From(_settings),
            };
    }

    private Toto.Data.MarketData ReadData(DataSource source)
    {
        try
        {
            return source.Read();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(Plain.Text(
                $"The prices of run {run.Id} are no longer in {source.Place}. Say with --data where they are now."));
        }
    }
}
