namespace Cairn.Storage;

/// <summary>Something that happened in a run, or a line that its host logged.</summary>
/// <param name="Id">Grows with time within a store.</param>
/// <param name="TimeUtc">When it was recorded.</param>
/// <param name="Kind"><c>log</c> for a line of the host's log; else <c>warning</c>, <c>error</c>, <c>epoch</c>,
/// <c>best_model</c>,
/// <c>early_stopping</c>, or the caller's own.</param>
/// <param name="Level">Severity, as in <c>Microsoft.Extensions.Logging.LogLevel</c>: 2 information, 3 warning, 4
/// error.</param>
/// <param name="Step">The step or epoch that it belongs to, where one was given.</param>
/// <param name="Value">The number that it is about, where one was given.</param>
/// <param name="Category">The logger's category for a log line, else empty.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="DataJson">What happened, for programs: a JSON object, or empty; for a log line the exception's
/// text.</param>
public sealed record RunEvent(
    long Id,
    DateTimeOffset TimeUtc,
    string Kind,
    int Level,
    long? Step,
    double? Value,
    string Category,
    string Message,
    string DataJson);
