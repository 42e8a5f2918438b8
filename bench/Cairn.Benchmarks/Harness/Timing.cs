using System.Diagnostics;

namespace Cairn.Benchmarks.Harness;

/// <summary>How long single, long actions take.</summary>
internal static class Timing
{
    public static double Seconds(Action action)
    {
        long begun = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public static double Milliseconds(Action action) => 1e3 * Seconds(action);

    /// <summary>Times actions in turns, so that whatever else the machine does meets all of them alike.</summary>
    public static IReadOnlyList<Samples> Interleave(int rounds, params IReadOnlyList<Func<double>> actions)
    {
        double[][] values = [.. actions.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < actions.Count; i++)
            {
                values[i][round] = actions[i]();
            }
        }

        return [.. values.Select(value => new Samples(value))];
    }
}
