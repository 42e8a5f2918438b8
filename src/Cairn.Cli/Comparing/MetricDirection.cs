namespace Cairn.Cli.Comparing;

/// <summary>Which way a metric gets better, guessed from its name. Stateless.</summary>
internal static class MetricDirection
{
    private static readonly string[] Smaller =
        ["loss", "error", "mae", "mse", "rmse", "mape", "perplexity", "drawdown", "latency", "seconds"];

    /// <summary>They tell where a training is, or how it is set, and are never good or bad.</summary>
    private static readonly string[] Neutral = ["epoch", "batch", "step", "lr", "rate", "norm"];

    /// <summary>Null where no value is better than another.</summary>
    public static MetricGoal? Of(string series)
    {
        string[] words = series.ToLowerInvariant().Split('/', '_', '-', '.', ' ');
        if (words.Any(word => Smaller.Contains(word)))
        {
            return MetricGoal.Minimize;
        }

        return Neutral.Contains(words[^1]) ? null : MetricGoal.Maximize;
    }
}
