using System.Globalization;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Logging;

/// <summary>What a script does: open a file, append a line, close it. Each thread has a file of its own.</summary>
internal sealed class OpenAppendClose(TempFolder folder, int threads)
    : Subject("open, append a line, close", callsPerRound: 200)
{
    private readonly string[] _paths =
        [.. Enumerable.Range(0, threads).Select(number => folder.File($"lines.{number}.csv"))];

    public override void Run(int thread, int calls)
    {
        string path = _paths[thread];
        for (int i = 0; i < calls; i++)
        {
            string line = string.Create(CultureInfo.InvariantCulture, $"bench,loss,{thread},{i},{0.25 + i}\n");
            File.AppendAllText(path, line);
        }
    }

    public override void Dispose()
    {
    }
}
