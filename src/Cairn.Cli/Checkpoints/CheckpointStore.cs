using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;

namespace Cairn.Cli.Checkpoints;

/// <summary>The checkpoints of a store, open for one command. Not thread-safe.</summary>
/// <param name="layout">Where they are.</param>
/// <param name="catalog">Reads what is known of them; owned.</param>
/// <param name="openTracker">Opens the store for writing; called where a command does more than look.</param>
/// <param name="options">Settings of the manager.</param>
internal sealed class CheckpointStore(
    CheckpointLayout layout, CheckpointCatalog catalog, Func<CairnTracker> openTracker, CheckpointOptions options)
    : IDisposable
{
    private CairnTracker? _tracker;
    private CheckpointManager? _manager;

    public CheckpointLayout Layout => layout;

    /// <summary>The checkpoint directory, as a full path.</summary>
    public string Folder => layout.Root;

    public CheckpointManager Manager => _manager ??= Open(options);

    /// <summary>The store, open for writing.</summary>
    public CairnTracker Tracker => _tracker ??= openTracker();

    /// <summary>Another manager of the same checkpoints, for settings that are known only now.</summary>
    public CheckpointManager Open(CheckpointOptions others) => Tracker.OpenCheckpoints(others);

    /// <summary>The model of that name; null stands for every one that has checkpoints.</summary>
    /// <exception cref="CliException">There is none of that name.</exception>
    public IReadOnlyList<ModelCheckpoints> Models(string? name)
    {
        IReadOnlyList<string> names = catalog.ListModels();
        if (name is null)
        {
            return [.. names.Select(catalog.Read).Where(model => model.All.Count > 0)];
        }

        return names.Contains(name) ? [catalog.Read(name)] : throw Unknown(name, names);
    }

    /// <summary>The model of that name, or the only one.</summary>
    /// <exception cref="CliException">There is none, or none was named where there are several.</exception>
    public ModelCheckpoints Model(string? name) => Models(name) switch
    {
        [var only] => only,
        [] => throw new CliException(NoneIn(Folder)),
        var several => throw new CliException(
            $"Which model? There are several: {string.Join(", ", several.Select(model => model.Name))}.",
            ExitCodes.BadUsage),
    };

    /// <summary>Whether a folder of that name lies where a checkpoint would, sound or not.</summary>
    public bool HasFolder(string name) => layout.FindModelFolder(name) is not null;

    public void Dispose()
    {
        _tracker?.Dispose();
        catalog.Dispose();
    }

    public static string NoneIn(string folder) =>
        $"There are no checkpoints in {folder} yet. `cairn demo` saves some in under a minute.";

    private CliException Unknown(string name, IReadOnlyList<string> names) => new(names.Count == 0
        ? NoneIn(Folder)
        : $"No model in {Folder} is called \"{name}\". There is: {string.Join(", ", names)}.");
}
