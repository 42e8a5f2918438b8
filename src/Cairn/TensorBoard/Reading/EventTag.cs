namespace Cairn.TensorBoard.Reading;

/// <summary>
/// A tag of a run: one object for each, however many events have it. Owned by the reader that made it; not thread-safe.
/// </summary>
public sealed class EventTag
{
    internal EventTag(ReadOnlySpan<byte> utf8)
    {
        Utf8 = utf8.ToArray();
        Name = System.Text.Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Its name, as <c>loss/train</c>.</summary>
    public string Name { get; }

    /// <summary>The plugin that shows it, as its first value says; empty when none says.</summary>
    public string PluginName { get; private set; } = "";

    internal byte[] Utf8 { get; }

    /// <summary>The tag that followed last: a training says its tags in turn.</summary>
    internal EventTag? Next { get; set; }

    internal TagPlugin Plugin { get; private set; }

    /// <summary>Takes what a value says of its plugin: the first who says counts.</summary>
    internal void Learn(ReadOnlySpan<byte> pluginName)
    {
        if (PluginName.Length > 0 || pluginName.IsEmpty)
        {
            return;
        }

        PluginName = System.Text.Encoding.UTF8.GetString(pluginName);
        Plugin = PluginName switch
        {
            "scalars" => TagPlugin.Scalars,
            "histograms" => TagPlugin.Histograms,
            "images" => TagPlugin.Images,
            "text" => TagPlugin.Text,
            "pr_curves" => TagPlugin.PrCurves,
            "custom_scalars" => TagPlugin.CustomScalars,
            "hparams" => TagPlugin.Hparams,
            _ => TagPlugin.Unknown,
        };
    }
}
