using Cairn;
using Cairn.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Logging;

/// <summary>Records lines of the host's log with the run that they were written in.</summary>
public static class CairnLoggingBuilderExtensions
{
    /// <summary>
    /// The same as <see cref="CairnServiceCollectionExtensions.AddCairn(IServiceCollection, Action{CairnOptions})"/>,
    /// for those who look for it here. Lines are recorded from when the host has opened its tracker.
    /// </summary>
    public static ILoggingBuilder AddCairn(this ILoggingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddCairn();
        return builder;
    }

    /// <summary>
    /// Records lines into a tracker that the caller opened and disposes, for programs without a host.
    /// </summary>
    /// <example>
    /// <code>
    /// using var tracker = CairnTracker.Open();
    /// using var logging = LoggerFactory.Create(builder => builder.AddCairn(tracker));
    /// </code>
    /// </example>
    public static ILoggingBuilder AddCairn(this ILoggingBuilder builder, CairnTracker tracker)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(tracker);
        builder.Services.AddSingleton<ILoggerProvider>(new CairnLoggerProvider(new TrackerSlot { Tracker = tracker }));
        return builder;
    }
}
