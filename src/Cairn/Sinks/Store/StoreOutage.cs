using Cairn.Journal;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>Says in words which outage of the database an error means, and what to do about it.</summary>
internal static class StoreOutage
{
    /// <summary>The exception to throw instead; null when the error is no outage but a mistake in Cairn.</summary>
    public static SinkUnavailableException? Explain(Exception error, string path) => error switch
    {
        SqliteException sqlite => new SinkUnavailableException(
            $"{path}: {Describe(sqlite.SqliteErrorCode)} ({sqlite.Message})", error),
        StoreUnavailableException => new SinkUnavailableException(error.Message, error),
        IOException or UnauthorizedAccessException => new SinkUnavailableException($"{path}: {error.Message}", error),
        _ => null,
    };

    /// <summary>
    /// True when the error comes of what was written and not of where: it would be the same with every attempt.
    /// </summary>
    public static bool IsOfRecord(Exception error) => error switch
    {
        // SQLITE_ERROR, _TOOBIG, _CONSTRAINT, _MISMATCH, _RANGE
        SqliteException sqlite => sqlite.SqliteErrorCode is 1 or 18 or 19 or 20 or 25,
        SinkUnavailableException or JournalUnreadableException or OutOfMemoryException => false,
        _ => Explain(error, "") is null,
    };

    // https://sqlite.org/rescode.html
    private static string Describe(int code) => code switch
    {
        5 or 6 => "another program holds a lock on the database. It is tried again; close that program if this goes on.",
        8 => "the database is read-only. Make the file and its folder writable for this process.",
        10 => "the disk reported an error. Check it; records stay in the journal meanwhile.",
        11 or 26 => "the database is damaged. Restore it from a backup, or move it away and a new one is begun.",
        13 => "the disk is full. Free some space; records stay in the journal meanwhile.",
        14 => "the database cannot be opened. Check that its folder exists and that this process may write there.",
        _ => "the database refused the write. It is tried again.",
    };
}
