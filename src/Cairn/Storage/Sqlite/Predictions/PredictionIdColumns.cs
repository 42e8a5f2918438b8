namespace Cairn.Storage.Sqlite;

/// <summary>How SQL takes the number of a prediction apart: its source above 40 bits of its number there.</summary>
internal static class PredictionIdColumns
{
    /// <summary>Numbers behind it never came from a journal.</summary>
    public const long MaxNumber = (1L << 40) - 1;

    /// <summary>The same in SQL, to cut the number out of a row's id.</summary>
    public const string NumberMask = "1099511627775";

    /// <summary>The row that an id means: <c>$1</c> is the journal, <c>$2</c> the number.</summary>
    public const string Key =
        "(SELECT prediction_sources.id << 40 | $2 FROM prediction_sources WHERE journal = $1)";

    /// <summary>That row, or the one that it was counted on as a repetition.</summary>
    public const string FirstKey =
        $"coalesce((SELECT first FROM prediction_repeats WHERE prediction_repeats.id = {Key}), {Key})";
}
