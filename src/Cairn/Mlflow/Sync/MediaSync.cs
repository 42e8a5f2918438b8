using System.Globalization;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>Sends what a run has to look at as files. Not thread-safe.</summary>
/// <param name="places">From where to where.</param>
/// <param name="run">The run.</param>
/// <param name="state">How far it is; moves on with every file.</param>
/// <param name="save">Called after each file.</param>
internal sealed class MediaSync(SyncPlaces places, RunInfo run, SyncState state, Action save)
{
    private const int PageSize = 500;

    public int Sent { get; private set; }

    /// <summary>False when it was stopped before all was sent.</summary>
    /// <param name="mayGoOn">Asked before each file.</param>
    public bool Send(Func<bool> mayGoOn)
    {
        IReadOnlyList<MediaInfo> page;
        do
        {
            page = places.Store.ListMedia(run.Id, state.LastMedia, PageSize);
            foreach (MediaInfo media in page)
            {
                if (!mayGoOn())
                {
                    return false;
                }

                Send(media);
            }
        }
        while (page.Count == PageSize);
        return true;
    }

    private void Send(MediaInfo media)
    {
        byte[] content = places.Store.ReadMedia(media.Id);
        if (FileOf(media, content) is { } file)
        {
            places.Target.UploadArtifact(state.MlflowRunId!, file.Path, () => new MemoryStream(file.Content, writable: false));
            Sent++;
        }

        state.LastMedia = media.Id;
        save();
    }

    /// <summary>Null for what only TensorBoard can show.</summary>
    private static (string Path, byte[] Content)? FileOf(MediaInfo media, byte[] content)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{media.Name}/{media.Step:D8}");
        return media.Kind switch
        {
            MediaKind.Image => ($"images/{name}.png", content),
            MediaKind.Text => ($"texts/{name}.md", content),
            MediaKind.Histogram => ($"histograms/{name}.json", MediaJson.OfHistogram(content)),
            MediaKind.PrCurve => ($"pr_curves/{name}.json", MediaJson.OfCurve(content)),
            MediaKind.Graph => ("graph/graph.pb", content),
            _ => null,
        };
    }
}
