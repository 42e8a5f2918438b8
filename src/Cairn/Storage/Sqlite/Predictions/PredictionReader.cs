using System.Globalization;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads predictions one by one. Not thread-safe.</summary>
internal sealed class PredictionReader(SqliteReadConnection connection, ContractReader contracts)
{
    public const string Latest = "latest";

    /// <summary>Jumps from model to model along the index, however many predictions each has.</summary>
    private const string SelectModels = """
        WITH RECURSIVE known (model) AS (
          SELECT min(model) FROM predictions
          UNION ALL
          SELECT (SELECT min(predictions.model) FROM predictions WHERE predictions.model > known.model)
          FROM known WHERE known.model IS NOT NULL
        )
        SELECT text FROM known JOIN labels ON labels.id = known.model
        """;

    /// <summary>
    /// The order is that of the index, so that only as many rows are read as are wanted and those of one millisecond.
    /// </summary>
    private const string SelectList = $"""
        {PredictionColumns.Select}
        WHERE predictions.model = (SELECT id FROM labels WHERE text = $1)
          AND predictions.decided_ms >= $2 AND predictions.decided_ms < $3
          AND ($4 IS NULL OR predictions.symbol = (SELECT id FROM labels WHERE text = $4))
          AND ($5 IS NULL OR predictions.action = (SELECT id FROM labels WHERE text = $5))
          AND ($6 IS NULL
            OR predictions.checkpoint IN (SELECT id FROM prediction_checkpoints WHERE checkpoint = $6))
          AND ($7 = 0 OR predictions.flaws & $7 <> 0)
          AND ($8 IS NULL OR (predictions.outcome IS NOT NULL) = $8)
        ORDER BY predictions.decided_ms DESC, predictions.id DESC
        LIMIT $9
        """;

    /// <summary>Ids with this number whose journal ends so; a second one is enough to know that there are several.</summary>
    private const string SelectByEnd = """
        SELECT journal FROM prediction_sources
        WHERE ($1 = '' OR substr(journal, -length($1)) = $1)
          AND (EXISTS (SELECT 1 FROM predictions WHERE predictions.id = prediction_sources.id << 40 | $2)
            OR EXISTS (SELECT 1 FROM prediction_repeats WHERE prediction_repeats.id = prediction_sources.id << 40 | $2))
        LIMIT 2
        """;

    public IReadOnlyList<PredictionInfo> List(PredictionFilter filter)
    {
        if (filter.Model is { } model)
        {
            return List(model, filter);
        }

        // Every model may have the newest ones, but none can have more of them than are wanted.
        return
        [
            .. connection.Rows(SelectModels, static row => row.GetString(0))
                .SelectMany(one => List(one, filter))
                .OrderByDescending(one => one.DecisionTime)
                .Take(Math.Max(0, filter.Limit)),
        ];
    }

    /// <summary>A repetition is found as the record that it is counted on.</summary>
    public PredictionInfo? Find(PredictionId id) => id.Number is > 0 and <= PredictionIdColumns.MaxNumber
        ? connection.Rows(
            $"{PredictionColumns.Select} WHERE predictions.id = {PredictionIdColumns.FirstKey}",
            row => contracts.WithState(PredictionColumns.Read(row)),
            id.Source,
            id.Number).FirstOrDefault()
        : null;

    /// <exception cref="ArgumentException">The text is the end of several ids.</exception>
    public PredictionInfo? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == Latest)
        {
            return List(new PredictionFilter { Limit = 1 }) is [var newest, ..] ? newest : null;
        }

        return (PredictionId.TryParse(text, out PredictionId id) ? Find(id) : null) ?? FindByEnd(text);
    }

    private List<PredictionInfo> List(string model, PredictionFilter filter)
    {
        long expiredBefore = contracts.ExpiredBeforeMs(model);
        long from = filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
        long until = filter.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        return connection.Rows(
            SelectList,
            row => ContractReader.WithState(PredictionColumns.Read(row), expiredBefore),
            model,
            filter.State == PredictionState.Pending ? Math.Max(from, expiredBefore) : from,
            filter.State == PredictionState.Expired ? Math.Min(until, expiredBefore) : until,
            filter.Symbol,
            filter.Action,
            filter.CheckpointId,
            (long)filter.Flaws,
            filter.State is { } state ? state == PredictionState.Resolved ? 1L : 0L : null,
            Math.Max(0, filter.Limit));
    }

    private PredictionInfo? FindByEnd(string text)
    {
        int dash = text.LastIndexOf('-');
        if (!long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number is <= 0 or > PredictionIdColumns.MaxNumber)
        {
            return null;
        }

        List<string> journals = connection.Rows(
            SelectByEnd, static row => row.GetString(0), dash < 0 ? "" : text[..dash], number);
        return journals.Count < 2
            ? journals.Select(journal => Find(new PredictionId(journal, number))).FirstOrDefault()
            : throw new ArgumentException(
                $"'{text}' is the end of several ids, {journals[0]}-{number} and {journals[1]}-{number} among them. Type "
                + "more of the one that you mean.",
                nameof(text));
    }
}
