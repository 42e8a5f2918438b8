using Cairn.Recording;

namespace Cairn.Tests.Inference;

/// <summary>Collects the predictions of a journal; anything else fails the test.</summary>
internal sealed class SeenPredictions(Definitions definitions) : IRecordHandler
{
    public List<SeenPrediction> All { get; } = [];

    public void OnPrediction(in PredictionRecord record)
    {
        var probabilities = new (string, double)[record.Probabilities.Length];
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = (Text(record.Probabilities[i].Label), record.Probabilities[i].Probability);
        }

        All.Add(new SeenPrediction(
            record.Fields,
            Text(record.Fields.Model),
            Text(record.Fields.Symbol),
            Text(record.Fields.Action),
            definitions.FindLabel(record.Fields.Checkpoint),
            probabilities,
            record.Features.ToArray()));
    }

    public void OnPoint(uint series, long timeMs, long step, double value) => Assert.Fail("A point.");

    public void OnRow(long timeMs, long step, ReadOnlySpan<RowValue> values) => Assert.Fail("A row.");

    public void OnText(in TextRecord record) => Assert.Fail($"A text: {record.Kind}.");

    private string Text(uint label) => definitions.FindLabel(label)!.Text;
}
