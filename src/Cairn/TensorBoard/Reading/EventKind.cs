namespace Cairn.TensorBoard.Reading;

/// <summary>What an event file says in one value or record.</summary>
public enum EventKind
{
    /// <summary>Something that Cairn has no use for: audio, profiles, tensors of other plugins.</summary>
    Other,

    /// <summary>The first record of a file: its format.</summary>
    Version,

    /// <summary>One number of a chart.</summary>
    Scalar,

    /// <summary>How values are spread.</summary>
    Histogram,

    /// <summary>One or more encoded pictures.</summary>
    Image,

    /// <summary>Text or a table of texts.</summary>
    Text,

    /// <summary>A precision-recall curve.</summary>
    PrCurve,

    /// <summary>What the model is made of: a <c>GraphDef</c> message.</summary>
    Graph,

    /// <summary>Which scalars share a chart: a <c>Layout</c> message.</summary>
    Layout,

    /// <summary>Hyperparameters, or how the session with them began or ended.</summary>
    Hparams,

    /// <summary>A training session began or ended.</summary>
    SessionLog,
}
