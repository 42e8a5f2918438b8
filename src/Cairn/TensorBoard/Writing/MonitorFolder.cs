using System.Globalization;
using Cairn.IO;

namespace Cairn.TensorBoard.Writing;

/// <summary>Folders of monitors: <c>&lt;experiment&gt;_&lt;yyyyMMdd_HHmmss&gt;</c>. Stateless.</summary>
internal static class MonitorFolder
{
    private static string DefaultParent =>
        Environment.GetEnvironmentVariable("CAIRN_TENSORBOARD_DIR") is { Length: > 0 } ours ? ours
        : Environment.GetEnvironmentVariable("TOTO_TENSORBOARD_DIR") is { Length: > 0 } theirs ? theirs
        : "tensorboard_logs";

    /// <summary>The full path of a folder that no other monitor has.</summary>
    public static string Claim(TensorBoardMonitorOptions options, IFileSystem files, DateTimeOffset now)
    {
        string parent = Path.GetFullPath(options.LogDirectory ?? DefaultParent);
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{StorePath.Slug(options.ExperimentName)}_{now.UtcDateTime:yyyyMMdd_HHmmss}");
        return StorePath.Combine(parent, FolderClaim.Take(files, parent, name, owner: $"{Guid.NewGuid():N}"));
    }
}
