using System.Globalization;
using Cairn.Mlflow.Tracking;

namespace Cairn.Mlflow;

/// <content>Files, models, data, and questions.</content>
public sealed partial class MlflowTracker
{
    private string? _runId;

    /// <summary>Sends a file, or a folder with all below it. It is read later: leave it until <see cref="Flush"/>.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="folder">Under which folder of the run's artifacts; empty for the top.</param>
    public void LogArtifact(string path, string folder = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Add(OutgoingKind.Work, $"'{full}'", context => ArtifactFiles.Send(context.Target, context.Run, _files, full, folder));
    }

    /// <summary>Sends the best model so far, as artifact under <see cref="ModelFolder"/>, and says what is best about it.</summary>
    /// <param name="path">Its file or folder. It is read later: leave it until <see cref="Flush"/>.</param>
    /// <param name="metric">What it is best by: <c>val_loss</c>.</param>
    /// <param name="value">The metric's value, logged as <c>best_val_loss</c>.</param>
    /// <param name="epoch">The epoch that made it.</param>
    public void LogBestModel(string path, string metric, double value, int epoch)
    {
        LogArtifact(path, ModelFolder);
        LogMetric("best_" + metric, value, epoch);
        SetTag("best_metric", metric);
        SetTag("best_value", value.ToString("R", CultureInfo.InvariantCulture));
        SetTag("best_epoch", epoch.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Says what data the run is given.</summary>
    /// <param name="name">As <c>EURUSD-1h</c>.</param>
    /// <param name="source">Where it came from: a file, whose content is digested, or an address.</param>
    /// <param name="context">What for: <c>training</c>, <c>validation</c>.</param>
    public void LogDataset(string name, string source, string context = "training") => Add(
        OutgoingKind.Work,
        $"data set '{name}'",
        where => where.Target.LogInputs(
            where.Run, [new MlflowDataset(name, ArtifactFiles.DigestOf(_files, source), source, context)]));

    /// <summary>
    /// Registers what <see cref="LogBestModel"/> sent as the next version of a model, after all that was logged was sent. The
    /// same run makes no second version of one model.
    /// </summary>
    /// <param name="model">The registered model; made when there is none.</param>
    /// <returns>The version: <c>1</c>, <c>2</c>, …</returns>
    /// <exception cref="MlflowException">MLflow does not do it now.</exception>
    /// <exception cref="InvalidOperationException">No run was begun.</exception>
    public string RegisterModel(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        RequireFlushed();
        return _thread.Ask(context => context.Target.RegisterModel(new MlflowModelRegistration(
            model, context.Run, ModelFolder, context.Run + "/" + ModelFolder, [new("cairn.mlflow_run_id", context.Run)])));
    }

    /// <summary>Points an alias of a registered model, as <c>champion</c>, at a version.</summary>
    /// <exception cref="MlflowException">MLflow does not do it now.</exception>
    public void SetAlias(string model, string alias, string version) => _thread.Ask(context =>
    {
        context.Target.SetAlias(model, alias, version);
        return true;
    });

    /// <summary>Runs of the experiment, newest first, after all that was logged was sent.</summary>
    /// <param name="filter">As MLflow writes it: <c>metrics.val_loss &lt; 0.5 and params.lr = '0.1'</c>; empty for all.</param>
    /// <exception cref="MlflowException">MLflow does not do it now.</exception>
    public IReadOnlyList<MlflowRun> SearchRuns(string filter = "")
    {
        RequireFlushed();
        return _thread.Ask<IReadOnlyList<MlflowRun>>(context =>
            [.. context.Target.SearchRuns(context.Target.GetOrCreateExperiment(_experiment).Id, filter)]);
    }

    /// <summary>Puts runs side by side: parameters that differ, and the latest values of metrics.</summary>
    /// <param name="runIds">Ids of runs in MLflow.</param>
    /// <exception cref="MlflowException">There is no such run, or MLflow does not do it now.</exception>
    public MlflowComparison CompareRuns(params IEnumerable<string> runIds)
    {
        RequireFlushed();
        return MlflowComparison.Of(_thread.Ask(context => runIds.Select(id => Find(context, id)).ToArray()));
    }

    private MlflowRun Find(OutboxContext context, string id) => context.Target.FindRun(id) ?? throw new MlflowException(
        "mlflow.missing", Location, $"There is no run {id} at {Location}. SearchRuns lists those there are.", isTransient: false);

    private void RequireFlushed()
    {
        if (!Flush())
        {
            throw new MlflowException(
                "mlflow.busy",
                Location,
                $"{Pending} values still wait for MLflow at {Location}, so that it cannot be asked yet. Try again when it answers.",
                isTransient: true);
        }
    }
}
