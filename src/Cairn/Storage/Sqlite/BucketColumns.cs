using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>A <see cref="SeriesBucket"/> as columns, always these and in this order.</summary>
internal static class BucketColumns
{
    public const int Count = 14;

    public const string Names =
        "count, nan_count, finite_count, min_step, max_step, first_time_ms, last_time_ms, "
        + "step_of_min, step_of_max, first, last, min, max, sum";

    /// <summary>The columns in a CREATE TABLE.</summary>
    public const string Definitions = """
          count INTEGER NOT NULL,
          nan_count INTEGER NOT NULL,
          finite_count INTEGER NOT NULL,
          min_step INTEGER NOT NULL,
          max_step INTEGER NOT NULL,
          first_time_ms INTEGER NOT NULL,
          last_time_ms INTEGER NOT NULL,
          step_of_min INTEGER NOT NULL,
          step_of_max INTEGER NOT NULL,
          first REAL,
          last REAL,
          min REAL,
          max REAL,
          sum REAL
        """;

    /// <summary>The columns as parameters behind <paramref name="before"/> others: <c>$4, $5, …</c>.</summary>
    public static string Parameters(int before) =>
        string.Join(", ", Enumerable.Range(before + 1, Count).Select(number => $"${number}"));

    public static object?[] Values(in SeriesBucket bucket, params ReadOnlySpan<object?> before) =>
    [
        .. before,
        bucket.Count,
        bucket.NanCount,
        bucket.FiniteCount,
        bucket.MinStep,
        bucket.MaxStep,
        bucket.FirstTimeMs,
        bucket.LastTimeMs,
        bucket.StepOfMin,
        bucket.StepOfMax,
        bucket.First,
        bucket.Last,
        bucket.Min,
        bucket.Max,
        bucket.Sum,
    ];

    /// <summary>Reads the columns, of which the first is number <paramref name="at"/>.</summary>
    public static SeriesBucket Read(SqliteDataReader reader, int at) => new()
    {
        Count = reader.GetInt64(at),
        NanCount = reader.GetInt64(at + 1),
        FiniteCount = reader.GetInt64(at + 2),
        MinStep = reader.GetInt64(at + 3),
        MaxStep = reader.GetInt64(at + 4),
        FirstTimeMs = reader.GetInt64(at + 5),
        LastTimeMs = reader.GetInt64(at + 6),
        StepOfMin = reader.GetInt64(at + 7),
        StepOfMax = reader.GetInt64(at + 8),
        First = reader.GetValueOrNan(at + 9),
        Last = reader.GetValueOrNan(at + 10),
        Min = reader.GetValueOrNan(at + 11),
        Max = reader.GetValueOrNan(at + 12),
        Sum = reader.GetValueOrNan(at + 13),
    };
}
