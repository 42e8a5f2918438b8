using Cairn.IO;
using Cairn.Sinks.Files;

namespace Cairn.Sinks.TensorBoard;

/// <summary>
/// A folder of event files for each run, which TensorBoard reads. See <c>docs/design/tensorboard-sink.md</c>; for owner
/// and thread contract <see cref="FileSink"/>.
/// </summary>
/// <param name="files">The door to the disk.</param>
/// <param name="directory">Where the folders of runs are: what <c>tensorboard --logdir</c> is given.</param>
internal sealed class TensorBoardSink(IFileSystem files, string directory) : FileSink(new EventStorage(files, directory))
{
    public const string SinkName = "tensorboard";

    public override string Name => SinkName;

    protected override LogRecordHandler CreateHandler(LogJournal log) => new TensorBoardRecordHandler(log);
}
