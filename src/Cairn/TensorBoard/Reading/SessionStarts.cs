using Cairn.IO;

namespace Cairn.TensorBoard.Reading;

/// <summary>Finds the places at which a run was begun again, and what that takes back.</summary>
internal static class SessionStarts
{
    /// <summary>
    /// By how many sessions have begun: the smallest step at which a later one begins. The first session takes nothing back
    /// when it begins at 0, as that is where runs begin; TensorBoard lets the first one never do so, but torch begins a file
    /// that goes on with the run's only one.
    /// </summary>
    public static long?[] Find(EventRun run, IFileSystem files)
    {
        var starts = new List<long?>();
        foreach (string file in run.Files)
        {
            using var reader = new EventFileReader(file, files, new EventTags(), new DamageLog(), mayGrow: false);
            while (reader.TryRead(out EventRecord record))
            {
                if (record.IsSessionStart)
                {
                    starts.Add(starts.Count == 0 && record.Step == 0 ? null : record.Step);
                }
            }
        }

        long?[] smallest = [.. starts, null];
        for (int i = starts.Count - 1; i >= 0; i--)
        {
            smallest[i] = Smaller(smallest[i], smallest[i + 1]);
        }

        return smallest;
    }

    private static long? Smaller(long? one, long? other) =>
        one is { } first && other is { } second ? Math.Min(first, second) : one ?? other;
}
