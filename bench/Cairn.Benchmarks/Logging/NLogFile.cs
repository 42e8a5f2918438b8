using Cairn.Benchmarks.Harness;
using NLog;
using NLog.Config;
using NLog.Targets;

namespace Cairn.Benchmarks.Logging;

/// <summary>NLog's file target with the file kept open, with five properties.</summary>
internal sealed class NLogFile : Subject
{
    private readonly LogFactory _factory = new();
    private readonly Logger _logger;

    public NLogFile(TempFolder folder) : base("NLog file target, kept open", callsPerRound: 1_000)
    {
        var configuration = new LoggingConfiguration(_factory);
        configuration.AddRuleForAllLevels(new FileTarget
        {
            FileName = folder.File("nlog.log"),
            KeepFileOpen = true,
            AutoFlush = false,
        });
        _factory.Configuration = configuration;
        _logger = _factory.GetLogger("bench");
    }

    public override void Run(int thread, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _logger.Info("{Run} {Series} {Epoch} {Step} {Value}", "bench", "loss", thread, i, 0.25 + i);
        }
    }

    public override void Dispose() => _factory.Dispose();
}
