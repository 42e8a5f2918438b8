using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>The checkpoints that a run has left, as the index knows them.</summary>
internal sealed class CheckpointSummary
{
    private readonly CheckpointMetadata[] _newestFirst;
    private readonly CheckpointMetadata? _best;

    private CheckpointSummary(CheckpointMetadata[] newestFirst)
    {
        _newestFirst = newestFirst;
        if (newestFirst is [{ MonitorMetric: { } metric } newest, ..])
        {
            _best = new CheckpointOrder(metric, newest.Goal).Best(newestFirst);
        }
    }

    public static CheckpointSummary Read(IRunStore store, string run) => new(
        [
            .. store.ListModels().SelectMany(store.ListCheckpoints).Where(one => one.RunId == run)
                .Order(CheckpointOrder.NewestFirst),
        ]);

    /// <summary>Null when it has left none.</summary>
    public string? ToText()
    {
        if (_newestFirst is not [var newest, ..])
        {
            return null;
        }

        string best = _best is null ? "" : $"best {_best.CheckpointId}, ";
        return Plain.Text($"{CheckpointText.Count(_newestFirst.Length)}, {best}last {newest.CheckpointId}");
    }

    public void WriteJson(JsonOutput json)
    {
        json.Integer("count", _newestFirst.Length);
        json.Text("best", _best?.CheckpointId);
        json.Text("last", _newestFirst is [var newest, ..] ? newest.CheckpointId : null);
    }
}
