namespace Cairn.Mlflow.Tracking;

/// <summary>What is on its way to MLflow.</summary>
internal enum OutgoingKind
{
    /// <summary>Of a metric.</summary>
    Point,

    Parameter,

    Tag,

    /// <summary>Something that goes by itself, behind all that was handed in before.</summary>
    Work,
}
