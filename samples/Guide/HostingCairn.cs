using Cairn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guide;

internal static class HostingCairn
{
    public static async Task AllAsync()
    {
        await Host();
        WithoutHost();
    }

    private static async Task Host()
    {
        #region host
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Services.AddCairn(options => options.DrainInterval = TimeSpan.FromMilliseconds(100));
        builder.Services.AddHostedService<NightlyTraining>();
        using IHost host = builder.Build();
        #endregion

        await host.StartAsync();
        await host.StopAsync();
    }

    private static void WithoutHost()
    {
        #region factory
        using var tracker = CairnTracker.Open("cairn");
        using ILoggerFactory logging = LoggerFactory.Create(builder => builder.AddCairn(tracker));
        using Run run = tracker.StartRun("eurusd");
        logging.CreateLogger("Trainer").LogInformation("Read {Bars} bars", 1200); // into the run's training.log
        run.Complete();
        #endregion
    }

    #region service
    internal sealed class NightlyTraining(CairnTracker tracker, ILogger<NightlyTraining> logger) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using Run run = tracker.StartRun("nightly");
            logger.LogInformation("Training begins"); // recorded with the run
            run.Series("train/loss").Log(0, 0.5);
            run.Complete();
            return Task.CompletedTask;
        }
    }
    #endregion
}
