using Microsoft.Extensions.Logging;

namespace Cairn.Diagnostics;

/// <summary>Everything that Cairn says to a host's log. The ids never change: people filter by them.</summary>
internal static partial class LogMessages
{
    /// <summary>By what each failure costs: an error where records are lost, a warning where they wait.</summary>
    public static void Report(this ILogger logger, CairnFailure failure)
    {
        if (failure.IsRecovered)
        {
            Recovered(logger, failure.Kind, failure.Message);
        }
        else if (failure.Kind is CairnFailureKind.Journal or CairnFailureKind.Damage)
        {
            Losing(logger, failure.Kind, failure.Message, failure.Exception);
        }
        else
        {
            Waiting(logger, failure.Kind, failure.Message, failure.Exception);
        }
    }

    /// <summary>1: records are lost or refused.</summary>
    [LoggerMessage(1, LogLevel.Error, "{Kind}: {Message}", EventName = "Losing")]
    private static partial void Losing(ILogger logger, CairnFailureKind kind, string message, Exception? exception);

    /// <summary>2: something is in trouble, but no record is lost by it.</summary>
    [LoggerMessage(2, LogLevel.Warning, "{Kind}: {Message}", EventName = "Waiting")]
    private static partial void Waiting(ILogger logger, CairnFailureKind kind, string message, Exception? exception);

    /// <summary>3: the trouble of that kind is over.</summary>
    [LoggerMessage(3, LogLevel.Information, "{Kind}: {Message}", EventName = "Recovered")]
    private static partial void Recovered(ILogger logger, CairnFailureKind kind, string message);

    /// <summary>4: a resolver of outcomes fails; predictions wait for it.</summary>
    [LoggerMessage(
        4,
        LogLevel.Warning,
        "Outcomes cannot be resolved now: {Message} It is tried again, less and less often.",
        EventName = "ResolverFailed")]
    public static partial void ResolverFailed(this ILogger logger, string message, Exception exception);

    /// <summary>5: it is asked again without trouble.</summary>
    [LoggerMessage(5, LogLevel.Information, "Outcomes are resolved again.", EventName = "ResolverRecovered")]
    public static partial void ResolverRecovered(this ILogger logger);
}
