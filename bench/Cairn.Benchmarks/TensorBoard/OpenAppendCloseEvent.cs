using System.Globalization;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary>As TorchSharp's writer: for each event the file is opened, appended to and closed. Each thread has a file
/// of its own.</summary>
internal sealed class OpenAppendCloseEvent(TempFolder folder, int threads)
    : Subject("open, append an event, close", callsPerRound: 200)
{
    private readonly string[] _paths =
        [.. Enumerable.Range(0, threads).Select(number => folder.File(
            string.Create(CultureInfo.InvariantCulture, $"events.{number}")))];

    public override void Run(int thread, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            using var file = new FileStream(_paths[thread], FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write(ScalarRecord.Write(i));
        }
    }

    public override void Dispose()
    {
    }
}
