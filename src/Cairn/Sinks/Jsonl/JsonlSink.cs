using Cairn.IO;
using Cairn.Sinks.Files;

namespace Cairn.Sinks.Jsonl;

/// <summary>
/// Metrics as lines of JSON for pandas, jq and DuckDB; the configuration and the summary of each run as documents.
/// See <c>docs/design/log-files.md</c>; for owner and thread contract <see cref="FileSink"/>.
/// </summary>
internal sealed class JsonlSink(IFileSystem files, LogFileOptions options) : FileSink(new LogStorage(files, options))
{
    public override string Name => "jsonl";

    protected override LogRecordHandler CreateHandler(LogJournal log) => new JsonlRecordHandler(log, Storage);
}
