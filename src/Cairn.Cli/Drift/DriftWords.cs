using Cairn.Statistics;

namespace Cairn.Cli.Drift;

/// <summary>Verdicts in words.</summary>
internal static class DriftWords
{
    public static string Of(DriftVerdict verdict) => verdict switch
    {
        DriftVerdict.Drifted => "drifted",
        DriftVerdict.Stable => "stable",
        DriftVerdict.Unsure => "unsure",
        _ => "too few",
    };

    /// <summary>For programs.</summary>
    public static string KeyOf(DriftVerdict verdict) => Of(verdict).Replace(' ', '_');
}
