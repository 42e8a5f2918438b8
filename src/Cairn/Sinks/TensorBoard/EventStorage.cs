using Cairn.IO;
using Cairn.Sinks.Files;

namespace Cairn.Sinks.TensorBoard;

/// <summary>Event files in a directory of their own. Owned by the sink.</summary>
internal sealed class EventStorage(IFileSystem files, string directory) : LogStorage(files, new LogFileOptions())
{
    public override string DirectorySetting => "CAIRN_TENSORBOARD_DIR";

    public override string DirectoryOf(IDrainedJournal journal) => directory;

    public override LogFile NewRunFile(string path, string name, bool isContinued) => new EventFile(this, path, name);
}
