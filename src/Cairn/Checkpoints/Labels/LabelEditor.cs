using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Layout;
using Cairn.IO;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints.Labels;

/// <summary>Changes labels, one process at a time, and tells the index. Safe for any number of threads.</summary>
internal sealed class LabelEditor(CheckpointLayout layout, CheckpointRecords records, CheckpointIndex index)
{
    /// <exception cref="CheckpointIntegrityException">The labels were changed by somebody else.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public ModelLabels Read(string model) => LabelsFile.Read(layout, model);

    /// <exception cref="CheckpointException">Another process labels or deletes there just now.</exception>
    /// <exception cref="IOException">The labels cannot be written, and are as they were.</exception>
    public void Edit(CheckpointMetadata checkpoint, Func<ModelLabels, ModelLabels> change)
    {
        using IFileLock held = layout.LockModel(checkpoint.ModelName);
        if (!layout.Files.DirectoryExists(layout.Checkpoint(checkpoint.ModelName, checkpoint.CheckpointId)))
        {
            throw new CheckpointException(
                "checkpoint.missing", $"{checkpoint.CheckpointId} was cleared away just now. `cairn checkpoints restore` "
                + "brings it back.");
        }

        ModelLabels labels = change(LabelsFile.Read(layout, checkpoint.ModelName));
        LabelsFile.Write(layout, checkpoint.ModelName, labels);
        records.Tell(CheckpointAction.Labelled, labels.PutOn(checkpoint));
        records.TellModel(checkpoint.ModelName, labels, 0);
        index.Changed();
    }
}
