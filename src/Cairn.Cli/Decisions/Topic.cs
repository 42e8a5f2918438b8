namespace Cairn.Cli.Decisions;

/// <summary>One answer of an explanation. Immutable.</summary>
/// <param name="Key">Its name for programs; it never changes.</param>
/// <param name="Title">Its name for people.</param>
internal sealed record Topic(string Key, string Title)
{
    /// <summary>What there are many of, so that people see how many and the last; null to see each.</summary>
    public string? Counts { get; init; }
}
