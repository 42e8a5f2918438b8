using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>What to keep. Policies compose by <see cref="Any"/>.</summary>
/// <example>
/// <code>
/// options.Retention = Keep.Any(Keep.Latest(5), Keep.Best(3, "val_loss"), Keep.EveryEpochs(10));
/// </code>
/// </example>
public static class Keep
{
    /// <summary>Everything.</summary>
    public static IRetentionPolicy All { get; } = new Policy(all => all);

    /// <summary>The newest.</summary>
    /// <param name="count">How many, at least 1.</param>
    public static IRetentionPolicy Latest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Policy(newestFirst => newestFirst.Take(count));
    }

    /// <summary>
    /// The best by a metric: finite values before infinite ones, of equal ones the newest; one without a number is
    /// never among them.
    /// </summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="metric">A name in <see cref="CheckpointMetadata.PerformanceMetrics"/>.</param>
    /// <param name="goal">Which way it gets better.</param>
    public static IRetentionPolicy Best(int count, string metric, MetricGoal goal = MetricGoal.Minimize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        var order = new CheckpointOrder(metric, goal);
        return new Policy(all => order.Rank(all).Take(count));
    }

    /// <summary>Those of every <paramref name="epochs"/>-th epoch, for ever.</summary>
    /// <param name="epochs">At least 1.</param>
    public static IRetentionPolicy EveryEpochs(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new Policy(all => all.Where(one => one.Epoch > 0 && one.Epoch % epochs == 0));
    }

    /// <summary>Whatever one of the policies keeps.</summary>
    public static IRetentionPolicy Any(params IReadOnlyList<IRetentionPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return new Policy(all => policies.SelectMany(policy => policy.Keep(all)));
    }

    private sealed class Policy(Func<IReadOnlyList<CheckpointMetadata>, IEnumerable<CheckpointMetadata>> keep)
        : IRetentionPolicy
    {
        IEnumerable<CheckpointMetadata> IRetentionPolicy.Keep(IReadOnlyList<CheckpointMetadata> newestFirst) =>
            keep(newestFirst);
    }
}
