using Cairn.Benchmarks.Harness;
using Cairn.TensorBoard;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary><see cref="SummaryWriter.AddScalar"/>, with the thread that writes the file.</summary>
internal sealed class CairnScalars(TempFolder folder) : Subject("Cairn", callsPerRound: 20_000)
{
    private readonly SummaryWriter _writer = new(folder.File("run"));

    public override void Run(int thread, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _writer.AddScalar("loss/train", 0.25 + i, i);
        }
    }

    // Throws when a record was lost: a refused call is cheaper than an accepted one.
    public override void Rest() => _writer.Flush();

    public override void Dispose() => _writer.Dispose();
}
