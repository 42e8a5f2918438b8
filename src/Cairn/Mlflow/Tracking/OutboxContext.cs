using Cairn.Mlflow.Targets;

namespace Cairn.Mlflow.Tracking;

/// <summary>Where the sending thread stands. Used with the target's lock held.</summary>
internal sealed class OutboxContext(IMlflowTarget target)
{
    public IMlflowTarget Target => target;

    /// <summary>The run that what is sent belongs to; null before one was begun.</summary>
    public string? RunId { get; set; }

    /// <exception cref="InvalidOperationException">No run was begun.</exception>
    public string Run => RunId
        ?? throw new InvalidOperationException("There is no run: StartRun was not called, or MLflow did not take the run.");
}
