namespace Cairn.Training;

/// <summary>Which way a metric gets better.</summary>
internal enum MetricGoal
{
    /// <summary>As a loss does.</summary>
    Less,

    /// <summary>As an accuracy does.</summary>
    More,
}
