namespace Cairn.Mlflow.Sync;

/// <summary>
/// Sends files of a run until the target refuses one for good, as a server does that keeps files elsewhere. The rest of the
/// run does not depend on them. Not thread-safe.
/// </summary>
/// <param name="places">From where to where.</param>
/// <param name="state">What was sent; notes a refusal.</param>
/// <param name="save">Called after a refusal.</param>
internal sealed class FileSync(SyncPlaces places, SyncState state, Action save)
{
    public int Sent { get; private set; }

    /// <summary>False when the run's files are refused, now or before.</summary>
    public bool TrySend(string path, Func<Stream> open)
    {
        if (state.FilesRefused.Length > 0)
        {
            return false;
        }

        try
        {
            places.Target.UploadArtifact(state.MlflowRunId!, path, open);
            Sent++;
            return true;
        }
        catch (MlflowException error) when (error.Code == "mlflow.refused")
        {
            state.FilesRefused = error.Message;
            save();
            return false;
        }
    }
}
