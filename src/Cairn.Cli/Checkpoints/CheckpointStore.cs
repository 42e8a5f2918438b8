using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;
using Cairn.IO;

namespace Cairn.Cli.Checkpoints;

/// <summary>The checkpoints of a store, open for one command. Not thread-safe.</summary>
internal sealed class CheckpointStore(CairnTracker tracker, CheckpointOptions options) : IDisposable
{
    public CheckpointManager Manager { get; } = tracker.OpenCheckpoints(options);

    public CheckpointLayout Layout => new(PhysicalFileSystem.Instance, Manager.Directory);

    /// <summary>Every model that has checkpoints, by name.</summary>
    public IReadOnlyList<ModelCheckpoints> Models() =>
        [.. Manager.ListModels().Select(name => ModelCheckpoints.Read(Manager, name)).Where(model => model.All.Count > 0)];

    /// <summary>The model of that name; null stands for every one.</summary>
    /// <exception cref="CliException">There is none of that name.</exception>
    public IReadOnlyList<ModelCheckpoints> Models(string? name)
    {
        if (name is null)
        {
            return Models();
        }

        IReadOnlyList<string> names = Manager.ListModels();
        return names.Contains(name)
            ? [ModelCheckpoints.Read(Manager, name)]
            : throw (names.Count == 0 ? None() : new CliException(
                $"No model in {Manager.Directory} is called \"{name}\". There is: {string.Join(", ", names)}."));
    }

    /// <summary>The model of that name, or the only one.</summary>
    /// <exception cref="CliException">There is none, or none was named where there are several.</exception>
    public ModelCheckpoints Model(string? name) => Models(name) switch
    {
        [var only] => only,
        [] => throw None(),
        var several => throw new CliException(
            $"Which model? There are several: {string.Join(", ", several.Select(model => model.Name))}.",
            ExitCodes.BadUsage),
    };

    /// <summary>Whether a folder of that name lies where a checkpoint would, sound or not.</summary>
    public bool HasFolder(string name) => CheckpointLayout.IsName(name)
        && Layout.ModelFolders().Any(model => Directory.Exists(Path.Combine(model, name)));

    /// <summary>Another manager of the same checkpoints, for settings that are known only now.</summary>
    public CheckpointManager Open(CheckpointOptions others) => tracker.OpenCheckpoints(others);

    public void Dispose() => tracker.Dispose();

    private CliException None() => new(NoneIn(Manager.Directory));

    public static string NoneIn(string folder) =>
        $"There are no checkpoints in {folder} yet. `cairn demo` saves some in under a minute.";
}
