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

public sealed class OutcomeResolverTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SteppedTime _time = new();
    private readonly ScriptedResolver _resolver = new();
    private readonly CollectingLoggerProvider _lines = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Predictions_whose_horizon_has_passed_are_resolved_once()
    {
        using IHost host = await StartAsync();
        PredictionId due = Log(host, minutesAgo: 90);
        Log(host, minutesAgo: 30); // its horizon has not passed
        Log(host, minutesAgo: 60 * 26); // its deadline has

        await TurnAsync();
        await TurnAsync();

        Assert.Equal([[due.Number]], _resolver.Asked);
        using var store = new SqliteRunStore(_folder.Path);
        OutcomeInfo outcome = Assert.Single(store.Predictions.ListOutcomes());
        Assert.Equal((due, "BUY"), (outcome.Prediction, outcome.Actual));
    }

    [Fact]
    public async Task A_model_without_a_contract_is_not_asked_for()
    {
        using IHost host = await StartAsync(declares: false);
        Log(host, minutesAgo: 90);

        await TurnAsync();

        Assert.Empty(_resolver.Asked);
    }

    [Fact]
    public async Task What_is_left_out_is_asked_for_again_the_oldest_first_and_in_batches()
    {
        using IHost host = await StartAsync(options => options.BatchSize = 2);
        long[] numbers = [.. Enumerable.Range(0, 3).Select(i => Log(host, minutesAgo: 90 + i).Number).Reverse()];
        _resolver.Answer = _ => [];

        await TurnAsync();
        await TurnAsync();

        Assert.Equal([numbers[..2], numbers[2..], numbers[..2], numbers[2..]], _resolver.Asked);
    }

    [Fact]
    public async Task An_answer_that_does_not_count_is_not_asked_for_again()
    {
        using IHost host = await StartAsync();
        Log(host, minutesAgo: 90);
        _resolver.Answer = due => [new ResolvedOutcome(due[0].Id, "BUY", Time: _time.GetUtcNow().AddDays(9))];

        await TurnAsync();
        await TurnAsync();

        Assert.Single(_resolver.Asked);
    }

    [Fact]
    public async Task A_prediction_whose_outcome_lies_before_the_decision_is_asked_for_again()
    {
        using IHost host = await StartAsync();
        PredictionId due = Log(host, minutesAgo: 90);
        _resolver.Answer = batch => [new ResolvedOutcome(batch[0].Id, "BUY", Time: _time.GetUtcNow().AddDays(-9))];
        await TurnAsync();
        _resolver.Answer = batch => [new ResolvedOutcome(batch[0].Id, "BUY")];
        await TurnAsync();
        await TurnAsync();

        Assert.Equal([[due.Number], [due.Number]], _resolver.Asked);
    }

    [Fact]
    public async Task An_answer_that_says_nothing_is_skipped_and_its_prediction_asked_for_again()
    {
        using IHost host = await StartAsync();
        PredictionId due = Log(host, minutesAgo: 90);
        _resolver.Answer = batch => [default, new ResolvedOutcome(batch[0].Id)];

        await TurnAsync();
        await TurnAsync();

        Assert.Equal([[due.Number], [due.Number]], _resolver.Asked);
        Assert.Empty(host.Services.GetRequiredService<CairnTracker>().Health.Losses);
    }

    [Fact]
    public async Task A_resolver_that_throws_is_said_once_and_asked_less_often_until_it_works()
    {
        using IHost host = await StartAsync();
        PredictionId due = Log(host, minutesAgo: 90);
        _resolver.Answer = _ => throw new TimeoutException("no prices");

        await TurnAsync();
        Assert.Equal(TimeSpan.FromMinutes(2), _time.LastWait);
        await TurnAsync();
        Assert.Equal(TimeSpan.FromMinutes(4), _time.LastWait);
        _resolver.Answer = _ => throw new InvalidOperationException("another");
        await TurnAsync();
        _resolver.Answer = batch => [.. batch.Select(one => new ResolvedOutcome(one.Id, "SELL"))];
        await TurnAsync();

        Assert.Equal(TimeSpan.FromMinutes(1), _time.LastWait);
        Assert.Equal([4, 4, 5], _lines.Lines.Where(line => line.Id is 4 or 5).Select(line => line.Id));
        await host.Services.GetRequiredService<CairnTracker>().FlushAsync();
        using var store = new SqliteRunStore(_folder.Path);
        Assert.Equal(PredictionState.Resolved, store.Predictions.Find(due)!.State);
    }

    [Fact]
    public async Task One_model_whose_resolver_throws_does_not_keep_the_others_waiting()
    {
        using IHost host = await StartAsync();
        InferenceLogger log = host.Services.GetRequiredService<CairnTracker>().Inference;
        log.Declare(new ModelContract { Model = "a_broken_one", Horizon = TimeSpan.FromHours(1) });
        Log(host, minutesAgo: 90, model: "a_broken_one");
        PredictionId due = Log(host, minutesAgo: 90);
        _resolver.Answer = batch => batch[0].Model == "a_broken_one"
            ? throw new TimeoutException("no prices")
            : [new ResolvedOutcome(batch[0].Id, "BUY")];

        await TurnAsync();
        await TurnAsync();

        using var store = new SqliteRunStore(_folder.Path);
        Assert.Equal(due, Assert.Single(store.Predictions.ListOutcomes()).Prediction);
        Assert.Single(_lines.Lines, line => line.Id is 4 or 5);
        Assert.Equal(TimeSpan.FromMinutes(4), _time.LastWait);
    }

    [Fact]
    public async Task A_resolver_that_never_answers_does_not_hold_up_the_end_of_the_host()
    {
        using var isAsked = new ManualResetEventSlim();
        using var forEver = new ManualResetEventSlim();
        using IHost host = await StartAsync();
        Log(host, minutesAgo: 90);
        _resolver.Answer = _ =>
        {
            isAsked.Set();
            forEver.Wait();
            return [];
        };
        _time.Ring();
        Assert.True(isAsked.Wait(TimeSpan.FromSeconds(30)));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await host.StopAsync(patience.Token);

        Assert.False(patience.IsCancellationRequested);
        forEver.Set();
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_stop_the_host_from_starting()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(options => (options.BatchSize, options.Interval) = (0, TimeSpan.Zero)));

        Assert.Contains("BatchSize is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("Interval is 00:00:00", error.Message, StringComparison.Ordinal);
    }

    private async Task TurnAsync()
    {
        _time.Ring();
        await _time.SomebodyWaitsAsync();
    }

    private PredictionId Log(IHost host, int minutesAgo, string model = "dqn_agent") =>
        host.Services.GetRequiredService<CairnTracker>().Inference.Log(new Prediction
        {
            Model = model,
            Symbol = "ETH/USDT",
            Action = "BUY",
            Confidence = 0.8,
            DecisionTime = _time.GetUtcNow().AddMinutes(-minutesAgo),
        });

    /// <summary>A host after its first turn, which found nothing.</summary>
    private async Task<IHost> StartAsync(Action<OutcomeResolverOptions>? configure = null, bool declares = true)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Cairn:Store", _folder.Path)]);
        builder.Logging.AddProvider(_lines);
        builder.Services.AddCairn(options =>
        {
            options.TimeProvider = _time;
            options.Inference.DeduplicationWindow = TimeSpan.Zero;
        });
        builder.Services.AddSingleton(_resolver);
        builder.Services.AddCairnOutcomes<ScriptedResolver>(configure);
        IHost host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose(); // its tracker writes to the folder
            throw;
        }

        await _time.SomebodyWaitsAsync();
        if (declares)
        {
            host.Services.GetRequiredService<CairnTracker>().Inference.Declare(
                new ModelContract { Model = "dqn_agent", Horizon = TimeSpan.FromHours(1) });
        }

        return host;
    }
}
