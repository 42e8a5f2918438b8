namespace Cairn;

/// <summary>Which way a metric gets better.</summary>
public enum MetricGoal
{
    /// <summary>Down, as a loss does.</summary>
    Minimize,

    /// <summary>Up, as an accuracy does.</summary>
    Maximize,
}
