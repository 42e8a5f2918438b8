using System.Data.Common;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Doctor;

/// <summary>Checks of what the database holds.</summary>
internal static class DatabaseChecks
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public static Finding IsSound(Patient patient)
    {
        const string nextStep = "restore cairn.db from a backup, or move it away; journals stay as they are";
        if (!File.Exists(patient.Database))
        {
            return Finding.Fail("there is none yet", "record one run: `cairn demo`");
        }

        try
        {
            string? answer = patient.Ask("PRAGMA quick_check(1)") as string;
            return answer == "ok"
                ? Finding.Ok("opens and is sound")
                : Finding.Fail($"damaged: {answer}", nextStep);
        }
        catch (DbException exception)
        {
            return Finding.Fail(exception.Message, nextStep);
        }
    }

    public static Finding Versions(Patient patient) =>
        Finding.Ok($"schema {patient.Ask("PRAGMA user_version")}, SQLite {patient.Ask("SELECT sqlite_version()")}");

    /// <summary>Nothing can have begun later than now, unless a clock was wrong then or is now.</summary>
    public static Finding ClockIsSane(Patient patient)
    {
        TimeSpan ahead = patient.Store.ListRuns()
            .Select(run => run.StartedUtc - patient.Now)
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        return ahead > ClockTolerance
            ? Finding.Warn(
                $"a run starts {Times.Span(ahead)} in the future",
                "set this machine's clock, or mind the times of that run")
            : Finding.Ok($"{Times.Iso(patient.Now)}, no run is ahead of it");
    }

    public static Finding Losses(Patient patient)
    {
        IReadOnlyList<JournalInfo> journals = patient.Store.ListJournals();
        string stored = Numbers.Count(journals.Sum(journal => journal.Stored));
        long damaged = journals.Sum(journal => journal.Damaged);
        long undefined = journals.Sum(journal => journal.Undefined);
        long refused = Refused(patient.Store);
        if (damaged + undefined > 0)
        {
            return Finding.Warn(
                $"{Numbers.Count(damaged)} damaged, {Numbers.Count(undefined)} without a name, "
                + $"{Numbers.Count(refused)} refused, beside {stored} stored",
                "check the disk: records are only damaged where it, or somebody, changed the journal");
        }

        return refused == 0
            ? Finding.Ok($"none of {stored} records")
            : Finding.Warn(
                $"{Numbers.Count(refused)} refused, beside {stored} stored",
                "see when and why: cairn query \"SELECT * FROM events WHERE kind = 'refused'\"");
    }

    /// <summary>Records that no journal took, as the processes that recorded have told.</summary>
    private static long Refused(IRunStore store) =>
        store.Query("SELECT sum(value) FROM events WHERE kind = 'refused'").Rows is [[double count]] ? (long)count : 0;
}
