using Cairn;
using Cairn.Inference;
using Cairn.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Guide;

internal static class ResolvingOutcomes
{
    public static async Task AllAsync()
    {
        Declare();
        await Host();
    }

    private static void Declare()
    {
        #region contract
        using var tracker = CairnTracker.Open("cairn");
        tracker.Inference.Declare(new ModelContract
        {
            Model = "dqn_agent",
            Horizon = TimeSpan.FromHours(4), // it looks four hours ahead
            Deadline = TimeSpan.FromDays(1), // an outcome that became true later than that does not count
            Rule = OutcomeRule.Direction("BUY", "SELL", "HOLD", deadBand: 0.001), // a return of 0.05% is flat
        });
        #endregion

        DateTimeOffset decidedAt = DateTimeOffset.UtcNow.AddHours(-5);
        #region resolve
        PredictionId id = tracker.Inference.Log("dqn_agent", "ETH/USDT", "BUY", 0.85);

        tracker.Inference.Resolve(id, actual: "SELL"); // what would have been right
        tracker.Inference.Resolve(id, value: -0.012); // or what it brought
        tracker.Inference.Resolve("dqn_agent", "ETH/USDT", decidedAt, value: 0.031); // or by what and when
        #endregion
    }

    private static async Task Host()
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        #region host
        builder.Services.AddCairn();
        builder.Services.AddSingleton<Prices>();
        builder.Services.AddCairnOutcomes<PriceResolver>(options => options.Interval = TimeSpan.FromMinutes(1));
        #endregion

        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }

    #region resolver
    internal sealed class PriceResolver(Prices prices) : IOutcomeResolver
    {
        public async ValueTask<IReadOnlyList<ResolvedOutcome>> ResolveAsync(
            IReadOnlyList<PredictionInfo> due, CancellationToken cancellationToken)
        {
            var outcomes = new List<ResolvedOutcome>();
            foreach (PredictionInfo one in due)
            {
                DateTimeOffset at = one.DecisionTime + TimeSpan.FromHours(4);
                double? change = await prices.ChangeAsync(one.Symbol, one.DecisionTime, at, cancellationToken);
                if (change is { } value) // else it is asked again in a minute
                {
                    outcomes.Add(new ResolvedOutcome(one.Id, Value: value, Time: at));
                }
            }

            return outcomes;
        }
    }
    #endregion

    /// <summary>Stands for whatever knows prices.</summary>
    internal sealed class Prices
    {
        private readonly double? _change = 0.01;

        public Task<double?> ChangeAsync(
            string symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(symbol.Length > 0 && from < to ? _change : null);
        }
    }
}
