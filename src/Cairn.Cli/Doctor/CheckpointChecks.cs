using Cairn.Checkpoints;
using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Cli.Doctor;

/// <summary>Checks of the checkpoint directory. They read folders only, so that a lost database hides nothing.</summary>
internal static class CheckpointChecks
{
    public static Finding NewestAreThere(Patient patient)
    {
        string[] models = [.. patient.Checkpoints.ModelFolders()];
        if (models.Length == 0)
        {
            return Finding.Ok("none yet");
        }

        int count = 0;
        foreach (string model in models)
        {
            string name = FolderCatalog.NameOf(patient.Checkpoints, model) ?? Path.GetFileName(model);
            int folders = patient.Checkpoints.CheckpointNames(name).Count();
            IReadOnlyList<CheckpointMetadata> sound = FolderCatalog.Read(patient.Checkpoints, name, ModelLabels.None);
            if (sound.Count < folders)
            {
                return Damaged(
                    $"{folders - sound.Count} of {CheckpointText.Count(folders)} of {name} have no sound manifest");
            }

            if (sound is [var newest, ..] && ProblemOf(patient.Checkpoints, newest) is { } problem)
            {
                return Damaged(problem);
            }

            count += folders;
        }

        return Finding.Ok($"{CheckpointText.Count(count)}; the newest of each model looks complete");
    }

    public static Finding LabelsAreReadable(Patient patient)
    {
        foreach (string model in patient.Checkpoints.ModelFolders())
        {
            try
            {
                LabelsFile.Read(patient.Checkpoints, Path.GetFileName(model));
            }
            catch (CheckpointIntegrityException error)
            {
                return Finding.Fail(error.Message, $"mend {error.Path}, or delete it to go on without pins and aliases");
            }
        }

        return Finding.Ok("pins and aliases can be read");
    }

    public static Finding NothingIsHalfWritten(Patient patient)
    {
        IFileSystem files = patient.Checkpoints.Files;
        ILookup<bool, string> isLive = files.ListDirectories(patient.Checkpoints.Saving)
            .ToLookup(folder => FileLocks.IsHeld(patient.Checkpoints.SavingLock(Path.GetFileName(folder))));
        string[] left = [.. isLive[false]];
        return left.Length > 0
            ? Finding.Warn(
                $"{CheckpointText.Count(left.Length)} of ended processes, {Numbers.Bytes(left.Sum(FolderSize.Of))}",
                "`cairn checkpoints verify` clears them away, as does whoever saves next")
            : Finding.Ok(isLive[true].Any() ? "nothing left; one is being written now" : "nothing left");
    }

    public static Finding Trash(Patient patient)
    {
        int count = patient.Checkpoints.Files.ListDirectories(patient.Checkpoints.Trash)
            .Sum(model => patient.Checkpoints.Files.ListDirectories(model).Count);
        return Finding.Ok(count == 0
            ? "empty"
            : $"{CheckpointText.Count(count)}, {Numbers.Bytes(FolderSize.Of(patient.Checkpoints.Trash))}; saving "
                + "empties it when the disk is short");
    }

    private static Finding Damaged(string what) =>
        Finding.Fail(what, "`cairn checkpoints verify` looks at all of them; loading passes over what is damaged");

    private static string? ProblemOf(CheckpointLayout layout, CheckpointMetadata newest)
    {
        try
        {
            new CheckpointFolder(layout, newest.ModelName, newest.CheckpointId).Verify(VerificationDepth.Quick);
            return null;
        }
        catch (Exception error) when (error is CheckpointIntegrityException or IOException)
        {
            return error.Message;
        }
    }
}
