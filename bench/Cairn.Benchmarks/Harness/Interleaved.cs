using System.Diagnostics;

namespace Cairn.Benchmarks.Harness;

/// <summary>
/// Times subjects in turns, so that whatever else the machine does meets all of them alike. A value is the time of a
/// round divided by the calls of all threads.
/// </summary>
internal static class Interleaved
{
    private const int Rounds = 101;

    // A method is compiled at its best after 30 calls and a pause of 100 ms, then again once its profile is known.
    private const int WarmUps = 3;
    private const int RoundsOfWarmUp = 40;
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(300);

    public static IReadOnlyList<Row> Measure(string operation, int threads, IReadOnlyList<Subject> subjects)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            RunRounds(RoundsOfWarmUp, threads, subjects);
            Thread.Sleep(WarmUpPause);
        }

        ILookup<Subject, Round> rounds = RunRounds(Rounds, threads, subjects).ToLookup(round => round.Subject);
        return [.. subjects.Select(subject => new Row(
            operation, subject.Name, new Samples(rounds[subject].Select(round => round.Nanoseconds)), "ns")
        {
            AllocatedBytes = new Samples(rounds[subject].Select(round => round.Bytes)).Median,
        })];
    }

    private static List<Round> RunRounds(int count, int threads, IReadOnlyList<Subject> subjects)
    {
        var rounds = new List<Round>();
        for (int i = 0; i < count; i++)
        {
            foreach (Subject subject in subjects)
            {
                rounds.Add(threads == 1 ? RunAlone(subject) : RunTogether(subject, threads));
                subject.Rest();
            }
        }

        return rounds;
    }

    private static Round RunAlone(Subject subject) => Sum(subject, [RunShare(subject, thread: 0)]);

    private static Round RunTogether(Subject subject, int threads)
    {
        var shares = new Share[threads];
        using var start = new Barrier(threads);
        Thread[] running = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            shares[number] = RunShare(subject, number);
        }))];
        Array.ForEach(running, thread => thread.Start());
        Array.ForEach(running, thread => thread.Join());
        return Sum(subject, shares);
    }

    private static Share RunShare(Subject subject, int thread)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long begun = Stopwatch.GetTimestamp();
        subject.Run(thread, subject.CallsPerRound);
        long ended = Stopwatch.GetTimestamp();
        return new Share(begun, ended, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static Round Sum(Subject subject, Share[] shares)
    {
        double calls = (double)shares.Length * subject.CallsPerRound;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(shares.Min(share => share.Begun), shares.Max(share => share.Ended));
        return new Round(subject, elapsed.TotalNanoseconds / calls, shares.Sum(share => share.Bytes) / calls);
    }

    private readonly record struct Share(long Begun, long Ended, long Bytes);

    private sealed record Round(Subject Subject, double Nanoseconds, double Bytes);
}
