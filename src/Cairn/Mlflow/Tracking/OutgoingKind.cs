namespace Cairn.Mlflow.Tracking;

/// <summary>What is on its way to MLflow.</summary>
internal enum OutgoingKind
{
    /// <summary>Of a metric.</summary>
    Point,

    Parameter,

    Tag,

    /// <summary>A file or a data set.</summary>
    Work,

    /// <summary>Of a run, to which all belongs that comes behind it.</summary>
    Beginning,

    /// <summary>Of the run that was begun last; at most one.</summary>
    End,
}
