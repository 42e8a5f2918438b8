using Cairn.Benchmarks.Harness;
using Serilog;
using Serilog.Core;

namespace Cairn.Benchmarks.Logging;

/// <summary>Serilog's file sink, buffered, with five properties.</summary>
internal sealed class SerilogFile(TempFolder folder) : Subject(Title, callsPerRound: 1_000)
{
    public const string Title = "Serilog file sink, buffered";

    private readonly Logger _logger = new LoggerConfiguration()
        .WriteTo.File(folder.File("serilog.log"), buffered: true)
        .CreateLogger();

    public override void Run(int thread, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _logger.Information("{Run} {Series} {Epoch} {Step} {Value}", "bench", "loss", thread, i, 0.25 + i);
        }
    }

    public override void Dispose() => _logger.Dispose();
}
