namespace Cairn.TensorBoard.Reading;

/// <summary>The plugins of TensorBoard whose tensors are understood.</summary>
internal enum TagPlugin
{
    /// <summary>No value of the tag said one.</summary>
    None,

    Unknown,
    Scalars,
    Histograms,
    Images,
    Text,
    PrCurves,
    CustomScalars,
    Hparams,
}
