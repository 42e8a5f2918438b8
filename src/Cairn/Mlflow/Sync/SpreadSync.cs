using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Sends the histograms and precision-recall curves of an ended run: one file of JSON lines for each name, since a file for
/// each step would be thousands. Not thread-safe.
/// </summary>
/// <param name="places">From where to where.</param>
/// <param name="run">The run.</param>
/// <param name="files">Takes them.</param>
/// <param name="state">How far it is.</param>
/// <param name="save">Called when all were sent.</param>
internal sealed class SpreadSync(SyncPlaces places, RunInfo run, FileSync files, SyncState state, Action save)
{
    /// <summary>False when it was stopped before all was sent that the target takes; then all is sent again.</summary>
    /// <param name="mayGoOn">Asked before each file.</param>
    public bool Send(Func<bool> mayGoOn)
    {
        MediaInfo[] all =
        [
            .. places.Store.ListMedia(run.Id, limit: int.MaxValue)
                .Where(media => media.Kind is MediaKind.Histogram or MediaKind.PrCurve),
        ];
        if (all.Length == 0 || all[^1].Id == state.LastSpread)
        {
            return true;
        }

        foreach (IGrouping<string, MediaInfo> file in all.GroupBy(PathOf))
        {
            if (!mayGoOn())
            {
                return false;
            }

            if (!files.TrySend(file.Key, () => ContentOf(file)))
            {
                return true;
            }
        }

        state.LastSpread = all[^1].Id;
        save();
        return true;
    }

    private static string PathOf(MediaInfo media) =>
        $"{(media.Kind == MediaKind.Histogram ? "histograms" : "pr_curves")}/{media.Name}.jsonl";

    private MemoryStream ContentOf(IEnumerable<MediaInfo> media)
    {
        var content = new MemoryStream();
        foreach (MediaInfo one in media)
        {
            content.Write(MediaJson.Of(one, places.Store.ReadMedia(one.Id)));
            content.WriteByte((byte)'\n');
        }

        content.Position = 0;
        return content;
    }
}
