using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>The checkpoints that a run has left, as the index knows them.</summary>
internal sealed class RunCheckpoints
{
    private readonly CheckpointMetadata[] _newestFirst;
    private readonly CheckpointMetadata? _best;

    private RunCheckpoints(CheckpointMetadata[] newestFirst)
    {
        _newestFirst = newestFirst;
        if (newestFirst is [{ MonitorMetric: { } metric } newest, ..])
        {
            var order = new CheckpointOrder(metric, newest.Goal);
            _best = newestFirst.Where(order.CanBeBest).Order(order).FirstOrDefault();
        }
    }

    public static RunCheckpoints Read(IRunStore store, string run) => new(
        [.. store.ListModels().SelectMany(store.ListCheckpoints).Where(one => one.RunId == run)]);

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
