using System.Globalization;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>Sends what a run has to look at as files. Not thread-safe.</summary>
/// <param name="places">From where to where.</param>
/// <param name="run">The run.</param>
/// <param name="files">Takes them.</param>
/// <param name="state">How far it is; moves on with every file.</param>
/// <param name="save">Called after each file.</param>
internal sealed class MediaSync(SyncPlaces places, RunInfo run, FileSync files, SyncState state, Action save)
{
    private const int PageSize = 500;

    /// <summary>False when it was stopped before all was sent that the target takes.</summary>
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

                if (!TrySend(media))
                {
                    return true;
                }
            }
        }
        while (page.Count == PageSize);
        return true;
    }

    private bool TrySend(MediaInfo media)
    {
        if (PathOf(media) is not { } path)
        {
            state.LastMedia = media.Id;
            return true;
        }

        byte[] content = places.Store.ReadMedia(media.Id);
        if (!files.TrySend(path, () => new MemoryStream(content, writable: false)))
        {
            return false;
        }

        state.LastMedia = media.Id;
        save();
        return true;
    }

    /// <summary>Null for what goes together at the end, or only TensorBoard can show.</summary>
    private static string? PathOf(MediaInfo media)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{media.Name}/{media.Step:D8}");
        return media.Kind switch
        {
            MediaKind.Image => $"images/{name}.png",
            MediaKind.Text => $"texts/{name}.md",
            MediaKind.Graph => "graph/graph.pb",
            _ => null,
        };
    }
}
