using System.Globalization;

namespace Cairn.Storage;

/// <summary>
/// What a prediction is called, from the moment it is logged: the journal of its process and its number there. Unique in
/// the store for ever.
/// </summary>
/// <param name="Source">Name of the journal: <c>20261121-143500-812-7f3a9c01</c>.</param>
/// <param name="Number">Counts the predictions of that process, from 1.</param>
public readonly record struct PredictionId(string Source, long Number)
{
    /// <summary>No prediction: what logging returns when the record was refused.</summary>
    public static readonly PredictionId None;

    /// <summary>False for <see cref="None"/>.</summary>
    public bool IsRecorded => Number > 0;

    /// <summary>Reads what <see cref="ToString"/> wrote; false for anything else.</summary>
    public static bool TryParse(string? text, out PredictionId id)
    {
        id = None;
        int dash = text?.LastIndexOf('-') ?? -1;
        if (dash <= 0
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number <= 0)
        {
            return false;
        }

        id = new PredictionId(text![..dash], number);
        return true;
    }

    /// <summary>Source and number: <c>20261121-143500-812-7f3a9c01-42</c>; empty for <see cref="None"/>.</summary>
    public override string ToString() =>
        IsRecorded ? string.Create(CultureInfo.InvariantCulture, $"{Source}-{Number}") : "";
}
