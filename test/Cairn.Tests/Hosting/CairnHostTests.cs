using Cairn.Inference;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cairn.Tests.Hosting;

public sealed class CairnHostTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CollectingLoggerProvider _lines = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_tracker_lives_as_long_as_the_host_and_open_runs_are_killed()
    {
        Run run;
        using (IHost host = Build())
        {
            await host.StartAsync();
            run = host.Services.GetRequiredService<CairnTracker>().StartRun("eurusd");
            await host.StopAsync();
            Assert.Equal(RunStatus.Running, run.Status);
        }

        Assert.Equal(RunStatus.Killed, run.Status);
        using var store = new SqliteRunStore(_folder.Path);
        Assert.Equal(RunStatus.Killed, store.FindRun(run.Id)!.Status);
    }

    [Fact]
    public async Task The_inference_log_of_the_tracker_is_a_service()
    {
        using IHost host = Build();
        await host.StartAsync();

        Assert.Same(
            host.Services.GetRequiredService<CairnTracker>().Inference, host.Services.GetRequiredService<InferenceLogger>());
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_stop_the_host_from_starting()
    {
        using IHost host = Build(("Cairn:DrainInterval", "soon"));

        OptionsValidationException failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Cairn:DrainInterval", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_the_host_go_to_the_run_that_is_open_with_their_exception()
    {
        using IHost host = Build();
        await host.StartAsync();
        CairnTracker tracker = host.Services.GetRequiredService<CairnTracker>();
        ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Trainer.Data");
        using Run run = tracker.StartRun("eurusd");

        logger.LogWarning(new InvalidOperationException("why"), "Batch {Batch} is slow", 7);
        await tracker.FlushAsync();

        using var store = new SqliteRunStore(_folder.Path);
        RunEvent line = Assert.Single(store.ReadEvents(run.Id), line => line.Kind == "log");
        Assert.Equal(("Trainer.Data", 3, "Batch 7 is slow"), (line.Category, line.Level, line.Message));
        Assert.Contains("InvalidOperationException: why", line.DataJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_without_a_run_go_to_the_file_of_the_processes()
    {
        using IHost host = Build();
        await host.StartAsync();

        host.Services.GetRequiredService<ILogger<CairnHostTests>>().LogInformation("no run yet");
        await host.Services.GetRequiredService<CairnTracker>().FlushAsync();

        Assert.Contains("no run yet", File.ReadAllText(_folder["logs/system_events.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_of_the_host_hold()
    {
        using IHost host = Build(("Logging:Cairn:LogLevel:Default", "Error"));
        await host.StartAsync();
        CairnTracker tracker = host.Services.GetRequiredService<CairnTracker>();
        long before = tracker.Health.Accepted;

        host.Services.GetRequiredService<ILogger<CairnHostTests>>().LogWarning("filtered");
        Assert.Equal(before, tracker.Health.Accepted);

        host.Services.GetRequiredService<ILogger<CairnHostTests>>().LogError("kept");
        Assert.Equal(before + 1, tracker.Health.Accepted);
    }

    [Fact]
    public async Task A_line_that_cannot_be_formatted_is_kept_as_such_and_never_throws()
    {
        using IHost host = Build();
        await host.StartAsync();
        CairnTracker tracker = host.Services.GetRequiredService<CairnTracker>();
        using ILoggerFactory logging = LoggerFactory.Create(builder => builder.AddCairn(tracker));
        using Run run = tracker.StartRun("eurusd");

        logging.CreateLogger("x").Log<object>(LogLevel.Error, 0, "state", null, (_, _) => throw new FormatException());
        await tracker.FlushAsync();

        using var store = new SqliteRunStore(_folder.Path);
        Assert.Contains(
            store.ReadEvents(run.Id), line => line.Message.Contains("FormatException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_after_the_end_are_refused_and_counted_and_never_throw()
    {
        CairnTracker tracker;
        ILogger logger;
        using (IHost host = Build())
        {
            await host.StartAsync();
            tracker = host.Services.GetRequiredService<CairnTracker>();
            logger = host.Services.GetRequiredService<ILogger<CairnHostTests>>();
        }

        logger.LogError("too late");

        Assert.True(tracker.Health.Losses[LossKind.Closed] > 0);
    }

    [Theory]
    [InlineData(CairnFailureKind.Journal, false, LogLevel.Error, 1)]
    [InlineData(CairnFailureKind.Store, false, LogLevel.Warning, 2)]
    [InlineData(CairnFailureKind.Store, true, LogLevel.Information, 3)]
    public async Task Failures_go_to_the_log_of_the_host_and_not_back_into_the_store(
        CairnFailureKind kind, bool isRecovered, LogLevel level, int id)
    {
        using IHost host = Build();
        await host.StartAsync();
        long before = host.Services.GetRequiredService<CairnTracker>().Health.Accepted;

        host.Services.GetRequiredService<IOptions<CairnOptions>>().Value
            .OnFailure(new CairnFailure(kind, "what happened", IsRecovered: isRecovered));

        Assert.Contains(("Cairn.CairnTracker", level, id, $"{kind}: what happened"), _lines.Lines);
        Assert.Equal(before, host.Services.GetRequiredService<CairnTracker>().Health.Accepted);
    }

    [Fact]
    public async Task A_store_that_cannot_be_made_is_reported_and_the_host_starts()
    {
        File.WriteAllText(_folder["file"], "");
        using IHost host = Build(("Cairn:Store", _folder["file"]));

        await host.StartAsync();
        host.Services.GetRequiredService<ILogger<CairnHostTests>>().LogError("lost, but counted");

        Assert.Contains(_lines.Lines, line => line is { Category: "Cairn.CairnTracker", Level: LogLevel.Error });
        Assert.True(host.Services.GetRequiredService<CairnTracker>().Health.Refused > 0);
    }

    private IHost Build(params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Cairn:Store", _folder.Path)]);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddProvider(_lines);
        builder.Logging.AddCairn();
        return builder.Build();
    }
}
