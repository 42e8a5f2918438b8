using Cairn.IO;
using Cairn.Sinks.Files;

namespace Cairn.Sinks.Text;

/// <summary>
/// What happened, as lines for people and <c>grep</c>: a log and a list of events for each run, and one file for what
/// belongs to no run. See <c>docs/design/log-files.md</c>; for owner and thread contract <see cref="FileSink"/>.
/// </summary>
internal sealed class TextSink(IFileSystem files, LogFileOptions options) : FileSink(new LogStorage(files, options))
{
    public override string Name => "text";

    protected override LogRecordHandler CreateHandler(LogJournal log) => new TextRecordHandler(log);
}
