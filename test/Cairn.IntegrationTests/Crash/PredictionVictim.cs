using System.Globalization;
using Cairn.Storage.Sqlite;

namespace Cairn.IntegrationTests.Crash;

/// <summary>What a killed process had been promised for its predictions.</summary>
internal sealed record PredictionVictim(string Process, IReadOnlyDictionary<int, long> Accepted)
{
    private const int CallsOfOne = 3;

    /// <summary>Kills hosts after a random number of the promises that they were made.</summary>
    public static List<PredictionVictim> KillSoon(IReadOnlyList<CrashHost> hosts, Random random)
    {
        foreach (CrashHost host in hosts)
        {
            for (int promises = random.Next(8, 400); promises > 0; promises--)
            {
                host.WaitFor("accepted");
            }
        }

        foreach (CrashHost host in hosts)
        {
            host.Kill();
        }

        return [.. hosts.Select(From)];
    }

    /// <summary>
    /// Fails when a call is missing or doubled in the database, the text or the statistics, or an outcome is. More than
    /// was promised may be there: calls that returned before they could be told of.
    /// </summary>
    public void HoldTo(SqliteRunStore store, IReadOnlyDictionary<string, long> lines, string where)
    {
        ILookup<string, object?[]> records = Records(store);
        foreach ((int thread, long promised) in Accepted)
        {
            string symbol = $"{Process}/{thread}";
            long calls = HoldRecords([.. records[symbol]], symbol, where);
            Assert.True(calls >= promised, $"{where}: {calls} of {promised} calls of {symbol} are in the database.");
            Assert.True(
                calls == lines.GetValueOrDefault(symbol),
                $"{where}: {symbol} has {calls} calls in the database, {lines.GetValueOrDefault(symbol)} in the text.");
            if (calls > 0)
            {
                HoldStatistics(store, symbol, calls, where);
            }
        }
    }

    /// <summary>Symbol, number, repetitions, actual, whether it was right; by symbol, in order.</summary>
    private ILookup<string, object?[]> Records(SqliteRunStore store) => store.Query(
        $"""
        SELECT symbol, CAST(strftime('%s', data_as_of) AS INTEGER), repeat_count, actual, is_correct
        FROM inference_records WHERE symbol LIKE '{Process}/%' ORDER BY 1, 2
        """,
        int.MaxValue).Rows.ToLookup(static row => (string)row[0]!);

    /// <summary>Returns how many calls the records stand for.</summary>
    private static long HoldRecords(object?[][] rows, string symbol, string where)
    {
        long calls = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            long repeats = (long)rows[i][2]!;
            calls += 1 + repeats;
            bool isLast = i == rows.Length - 1;
            Assert.True((long)rows[i][1]! == i, $"{where}: {symbol} has {rows[i][1]} in the place of {i}.");
            Assert.True(
                repeats == CallsOfOne - 1 || (isLast && repeats < CallsOfOne),
                $"{where}: prediction {i} of {symbol} was counted {1 + repeats} times.");
            if (!isLast)
            {
                Assert.True(
                    (string?)rows[i][3] == "BUY" && (long?)rows[i][4] == (i % 2 == 0 ? 1 : 0),
                    $"{where}: prediction {i} of {symbol} has outcome '{rows[i][3]}', correct {rows[i][4]}.");
            }
        }

        return calls;
    }

    private static void HoldStatistics(SqliteRunStore store, string symbol, long calls, string where)
    {
        object?[] sums = store.Query(
            $"""
            SELECT sum(predictions), sum(records), sum(resolved)
            FROM performance WHERE grain = 2 AND symbol = (SELECT id FROM labels WHERE text = '{symbol}')
            """,
            1).Rows[0];
        long records = (calls + CallsOfOne - 1) / CallsOfOne;
        Assert.True(
            (long?)sums[0] == calls && (long?)sums[1] == records && (long?)sums[2] >= records - 1,
            $"{where}: statistics of {symbol} say {sums[0]} calls, {sums[1]} records, {sums[2]} resolved; {calls} came.");
    }

    private static PredictionVictim From(CrashHost host)
    {
        string process = "";
        var accepted = new Dictionary<int, long>();
        foreach (string[] words in host.Said.Select(line => line.Split(' ')))
        {
            if (words is ["process", var id])
            {
                process = id;
            }
            else if (words is ["accepted", var thread, var count])
            {
                accepted[int.Parse(thread, CultureInfo.InvariantCulture)] = long.Parse(count, CultureInfo.InvariantCulture);
            }
        }

        return new PredictionVictim(process, accepted);
    }
}
