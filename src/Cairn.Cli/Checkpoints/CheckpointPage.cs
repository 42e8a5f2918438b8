using System.Text;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Manifest;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>One checkpoint with all that belongs to it, for people.</summary>
internal sealed class CheckpointPage(CliCall call, CheckpointStore store, CheckpointDetails details, bool showsAll)
{
    private const int TensorsShown = 12;
    private const int DigestDigitsShown = 16;

    private readonly Terminal _terminal = call.Terminal;
    private readonly CheckpointMetadata _metadata = details.Metadata;

    public int Write()
    {
        WriteHeader();
        WritePairs("Metrics", _metadata.PerformanceMetrics.Select(pair => (pair.Key, Numbers.Value(pair.Value))));
        WriteFiles();
        foreach (ManifestFile file in details.Files)
        {
            WriteTensors(file.Group, details.Tensors[file.Group]);
        }

        WritePairs("State", details.State.Select(part => (
            part.Name, Numbers.Bytes(Encoding.UTF8.GetByteCount(part.Value.GetRawText())) + " of JSON")));
        WritePairs("Tags", _metadata.Tags.Select(pair => (pair.Key, pair.Value)));
        WritePairs(
            "Training", StoredJson.Flatten(_metadata.TrainingMetadataJson).Select(pair => (pair.Key, pair.Value)));
        return ExitCodes.Done;
    }

    private void WriteHeader()
    {
        string type = _metadata.ModelType.Length == 0 ? "" : $" ({_metadata.ModelType})";
        _terminal.Out.WriteLine(_terminal.Styled(Plain.Text(_metadata.CheckpointId), Style.Bold));
        Line("model", _metadata.ModelName + type);
        Line("state", $"epoch {Numbers.Count(_metadata.Epoch)}, step {Numbers.Count(_metadata.Step)}");
        string ago = Times.Ago(_metadata.CreatedUtc, call.Now);
        Line("saved", $"{Times.Full(_metadata.CreatedUtc, call.Context.Time)} ({ago})");
        if (Rank() is { } rank)
        {
            Line("score", rank);
        }

        if (_metadata.RunId is { } run)
        {
            Line("run", $"{run} of {_metadata.Experiment}; `cairn show {run}`");
        }

        Line("kept", Kept());
        Line("folder", Path.GetRelativePath(store.Folder, details.Folder) + " in " + store.Folder);
        Line("digest", _metadata.Digest);
    }

    private string? Rank() => details.Model.Metric is { } metric
        ? $"{metric} {CheckpointText.Score(details.Model.ScoreOf(_metadata), _terminal.Symbols)}"
            + (_metadata.IsBest ? $", the best of {Numbers.Count(details.Model.All.Count)}" : Best())
        : null;

    private string Best() => details.Model.Best is { } best
        ? $"; the best, {best.CheckpointId}, has {Numbers.Value(details.Model.ScoreOf(best))}"
        : "";

    private string Kept()
    {
        string[] reasons = [.. KeepReasons.Of(details.Model, _metadata)];
        return reasons.Length == 0
            ? "by nothing: the next pruning may take it; `cairn checkpoints pin` keeps it"
            : string.Join(", ", reasons);
    }

    private void Line(string name, string text) => _terminal.Out.WriteLine($"  {name,-7}  {Plain.Text(text)}");

    private void WritePairs(string title, IEnumerable<(string Key, string Value)> pairs)
    {
        (string Key, string Value)[] lines = [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        if (lines.Length == 0)
        {
            return;
        }

        _terminal.Heading(title);
        var table = new Table(new Column(""), new Column("", MinWidth: 20)) { HasTitles = false };
        foreach ((string key, string value) in lines)
        {
            table.Add("  " + Plain.Text(key), Plain.Text(value));
        }

        table.Write(_terminal);
    }

    private void WriteFiles()
    {
        _terminal.Heading("Files");
        var table = new Table(
            new("  name"), new("size", IsNumber: true), new("tensors", IsNumber: true), new("sha-256"));
        foreach (ManifestFile file in details.Files)
        {
            table.Add(
                "  " + file.Name,
                Numbers.Bytes(file.Bytes),
                Numbers.Count(details.Tensors[file.Group].Count),
                new(showsAll ? file.Sha256 : file.Sha256[..DigestDigitsShown] + _terminal.Symbols.Cut, Style.Dim));
        }

        table.Write(_terminal);
    }

    private void WriteTensors(string group, IReadOnlyList<TensorInfo> tensors)
    {
        long values = tensors.Sum(Values);
        _terminal.Heading($"Tensors of {group}: {Numbers.Count(tensors.Count)} with {Numbers.Count(values)} values");
        int shown = showsAll || tensors.Count <= TensorsShown ? tensors.Count : TensorsShown - 1;
        var table = new Table(new("", MinWidth: 14), new(""), new("")) { HasTitles = false };
        foreach (TensorInfo tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).Take(shown))
        {
            table.Add("  " + Plain.Text(tensor.Name), tensor.Type.ToString(), $"[{string.Join(", ", tensor.Shape)}]");
        }

        table.Write(_terminal);
        if (shown < tensors.Count)
        {
            _terminal.Out.WriteLine(_terminal.Styled(
                $"  and {Numbers.Count(tensors.Count - shown)} more; --all shows them", Style.Dim));
        }
    }

    private static long Values(TensorInfo tensor) => tensor.Shape.Aggregate(1L, (product, size) => product * size);
}
