using System.Text;
using Cairn.Sinks.Files;
using Cairn.Storage;

namespace Cairn.Sinks.TensorBoard;

/// <summary>A series with its name as the tag that it has in event files.</summary>
internal sealed class TensorBoardSeries(LogRun run, string name) : LogSeries(run)
{
    private readonly byte[] _tag = Encoding.UTF8.GetBytes(name);

    public ReadOnlySpan<byte> Tag => _tag;

    /// <summary>It tells of the machine, not of what the run does.</summary>
    public bool IsSystem { get; } = name.StartsWith(SystemSeries.Prefix, StringComparison.Ordinal);
}
