namespace Cairn;

/// <summary>
/// What a run has to look at besides numbers, and what its content is. The numbers are on disk: never reuse one.
/// </summary>
public enum MediaKind
{
    /// <summary>
    /// How values are spread: 64-bit numbers, little endian: how many values are not finite, the edges of the bins, the count of
    /// each bin.
    /// </summary>
    Histogram = 1,

    /// <summary>A picture: PNG.</summary>
    Image = 2,

    /// <summary>Words: Markdown in UTF-8.</summary>
    Text = 3,

    /// <summary>
    /// A precision-recall curve: 32-bit numbers, little endian, in six rows with one number for each threshold: true positives,
    /// false positives, true negatives, false negatives, precision, recall.
    /// </summary>
    PrCurve = 4,

    /// <summary>What the model is made of: TensorFlow's <c>GraphDef</c> message.</summary>
    Graph = 5,

    /// <summary>Which scalars share a chart: the <c>Layout</c> message of TensorBoard's custom scalars.</summary>
    ScalarLayout = 6,
}
