using Cairn.Diagnostics;
using Cairn.Inference;
using Cairn.Inference.Resolving;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cairn.Hosting;

/// <summary>
/// Asks a resolver again and again while the host runs. Whatever goes wrong is said once for each kind of failure, and
/// tried again later.
/// </summary>
internal sealed class OutcomeResolverService<TResolver> : BackgroundService
    where TResolver : class, IOutcomeResolver
{
    /// <summary>How long a resolver that fails is left alone at most, where the interval is shorter.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);

    private readonly OutcomeResolution _resolution;
    private readonly OutcomeResolverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Type? _standing;
    private int _failures;

    /// <exception cref="OptionsValidationException">The settings cannot be used.</exception>
    public OutcomeResolverService(
        CairnTracker tracker,
        TResolver resolver,
        IOptionsMonitor<OutcomeResolverOptions> options,
        IOptions<CairnOptions> cairn,
        ILoggerFactory loggers)
    {
        string name = typeof(TResolver).Name;
        _options = options.Get(name);
        if (_options.Validate() is { Count: > 0 } errors)
        {
            throw new OptionsValidationException(
                name, typeof(OutcomeResolverOptions), errors.Select(error => $"Resolver {name}: {error}"));
        }

        _time = cairn.Value.TimeProvider;
        _resolution = new OutcomeResolution(tracker, resolver, _options.BatchSize, _time);
        _logger = loggers.CreateLogger<TResolver>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryTurnAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(Pause(), _time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryTurnAsync(CancellationToken stopping)
    {
        try
        {
            await _resolution.TurnAsync(stopping).ConfigureAwait(false);
            if (_standing is not null)
            {
                _logger.ResolverRecovered();
            }

            (_standing, _failures) = (null, 0);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            _failures++;
            if (_standing != error.GetType())
            {
                _standing = error.GetType();
                _logger.ResolverFailed(error.Message, error);
            }
        }
        catch (Exception)
        {
            // The host stops; what is still due is asked for when it starts again.
        }
    }

    private TimeSpan Pause()
    {
        TimeSpan longest = _options.Interval > MaxPause ? _options.Interval : MaxPause;
        double doubled = _options.Interval.TotalMilliseconds * Math.Pow(2, _failures);
        return TimeSpan.FromMilliseconds(Math.Min(doubled, longest.TotalMilliseconds));
    }
}
