using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Tests.Journal;

/// <summary>Everything that a reader got out of a journal.</summary>
internal sealed class CollectedRecords : IRecordHandler
{
    public List<(uint Series, long TimeMs, long Step, double Value)> Points { get; } = [];

    public List<(long TimeMs, long Step, (uint Series, double Value)[] Values)> Rows { get; } = [];

    public List<(RecordKind Kind, string[] Texts)> Texts { get; } = [];

    public List<PredictionPayload> Predictions { get; } = [];

    public int Count => Points.Count + Rows.Count + Texts.Count + Predictions.Count;

    public int Damaged { get; private set; }

    public int Malformed { get; private set; }

    public JournalPosition Position { get; private set; }

    public IEnumerable<double> Values => Points.Select(point => point.Value);

    public static CollectedRecords ReadAll(IJournalSegments segments, JournalPosition from = default)
    {
        var records = new CollectedRecords { Position = from };
        records.ReadOn(new JournalReader(segments, new byte[JournalReader.WindowBytes]));
        return records;
    }

    public void ReadOn(JournalReader reader)
    {
        while (reader.TryRead(Position, out JournalBatch batch))
        {
            Assert.True(batch.To > Position, "A batch that does not move on would be read for ever.");
            CollectedRecords handler = this;
            Malformed += RecordDecoder.Decode(batch, ref handler);
            Damaged += batch.Damaged;
            Position = batch.To;
        }
    }

    public void OnPoint(uint series, long timeMs, long step, double value) => Points.Add((series, timeMs, step, value));

    public void OnRow(long timeMs, long step, ReadOnlySpan<RowValue> values)
    {
        var copy = new (uint, double)[values.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = (values[i].Series, values[i].Value);
        }

        Rows.Add((timeMs, step, copy));
    }

    public void OnText(in TextRecord record)
    {
        string[] texts = [record.Text(0), record.Text(1), record.Text(2), record.Text(3)];
        Texts.Add((record.Kind, texts[..record.Header.TextCount]));
    }

    public void OnPrediction(in PredictionRecord record) => Predictions.Add(record.Fields);
}
