namespace Cairn.Recording;

/// <summary>
/// Receives decoded records in the order in which they were recorded. Spans are valid only during the call.
/// Series and run numbers are local to the journal; its catalog gives them names.
/// </summary>
internal interface IRecordHandler
{
    void OnPoint(uint series, long timeMs, long step, double value);

    void OnRow(long timeMs, long step, ReadOnlySpan<RowValue> values);

    void OnText(in TextRecord record);

    void OnPrediction(in PredictionRecord record);
}
