using System.Diagnostics.CodeAnalysis;
using Cairn;
using Cairn.Hosting;
using Cairn.Inference;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a resolver of outcomes into a host.</summary>
public static class CairnOutcomesExtensions
{
    /// <summary>
    /// Has a resolver asked for the outcomes of predictions that are due, as long as the host runs: those of models
    /// with a contract (<see cref="InferenceLogger.Declare"/>) whose horizon has passed, whose deadline has not, and
    /// for which nothing was handed in. The resolver is one for the host, made by its services. Adds the host's
    /// <see cref="CairnTracker"/>, too, where that is missing.
    /// </summary>
    /// <typeparam name="TResolver">The resolver. Several of different types are asked side by side.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">How often, and with how many at once. What cannot be used stops the host from
    /// starting.</param>
    /// <remarks>
    /// A resolver that throws is logged under its own name, once for each type of exception, and asked again later. One
    /// that takes long delays nobody; when the host stops, it is not waited for.
    /// </remarks>
    public static IServiceCollection AddCairnOutcomes<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TResolver>(
        this IServiceCollection services, Action<OutcomeResolverOptions>? configure = null)
        where TResolver : class, IOutcomeResolver
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddCairn();
        services.TryAddSingleton<TResolver>();
        services.Configure(typeof(TResolver).Name, configure ?? (_ => { }));
        return services.AddHostedService<OutcomeResolverService<TResolver>>();
    }
}
