namespace Cairn.TensorBoard;

/// <summary>
/// The tags of what is no scalar: its name and its kind, as <c>weights/encoder/histogram</c>. TensorBoard shows a tag by the
/// plugin that it met first and nothing else under it, so a series and a picture of one name need two.
/// </summary>
internal static class MediaTag
{
    /// <summary>The same for every run and process, whatever else has that name.</summary>
    public static string Of(string name, MediaKind kind) => kind switch
    {
        MediaKind.Histogram => $"{name}/histogram",
        MediaKind.Image => $"{name}/image",
        MediaKind.Text => $"{name}/text",
        MediaKind.PrCurve => $"{name}/pr_curve",
        _ => name, // TensorBoard has one place for all of its kind
    };
}
