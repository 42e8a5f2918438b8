using Cairn;
using Cairn.Hosting;
using Cairn.Inference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a <see cref="CairnTracker"/> into a host.</summary>
public static class CairnServiceCollectionExtensions
{
    /// <summary>
    /// Registers one <see cref="CairnTracker"/> for the host, and its <see cref="InferenceLogger"/>. It is opened before
    /// the first hosted service starts and disposed with the host; runs that are open then end as
    /// <see cref="RunStatus.Killed"/>. While it is open, lines of the host's log are recorded too, filtered as
    /// <c>Logging:Cairn:LogLevel</c> says: into the run that was started last, or, where none is open, into
    /// <c>logs/system_events.txt</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Settings in code.</param>
    /// <remarks>
    /// Where a setting is given more than once, the first of these holds: code, the section <c>Cairn</c> of the
    /// configuration (<c>Cairn:Store</c>, <c>Cairn:LogDirectory</c>, <c>Cairn:DrainInterval</c>, …, named as in
    /// <see cref="CairnOptions"/>; empty values count as not given), the environment's <c>CAIRN_STORE</c> and
    /// <c>CAIRN_LOG_DIR</c>, its <c>TOTO_LOG_DIR</c>, the default. What cannot be used stops the host from starting
    /// with an <see cref="OptionsValidationException"/> that lists every error. Failures of Cairn go to the host's log,
    /// category <c>Cairn.CairnTracker</c>; assign <see cref="CairnOptions.OnFailure"/> to have them elsewhere, or add
    /// to it to have them there as well. Calling this again adds settings, nothing else.
    /// </remarks>
    public static IServiceCollection AddCairn(this IServiceCollection services, Action<CairnOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<CairnOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton<CairnConfiguration>();
        services.TryAddTransient<IOptionsFactory<CairnOptions>, CairnOptionsFactory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CairnOptions>, CairnOptionsValidator>());
        services.TryAddSingleton<TrackerSlot>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<TrackerSlot>().Open(provider));
        services.TryAddSingleton(static provider => provider.GetRequiredService<CairnTracker>().Inference);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, CairnLoggerProvider>());
        return services.AddHostedService<TrackerStart>();
    }

    /// <summary>Does the same with the store in a folder that the code names.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="folder">The store's folder; wins over <c>Cairn:Store</c> and <c>CAIRN_STORE</c>.</param>
    /// <param name="configure">Settings in code.</param>
    /// <inheritdoc cref="AddCairn(IServiceCollection, Action{CairnOptions})" path="/remarks"/>
    public static IServiceCollection AddCairn(
        this IServiceCollection services, string folder, Action<CairnOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        services.Configure<CairnHostOptions>(options => options.Store = folder);
        return services.AddCairn(configure);
    }
}
