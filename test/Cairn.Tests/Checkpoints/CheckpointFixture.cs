using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Retention;
using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Tests.Support;
using Cairn.Tests.Tracker;

namespace Cairn.Tests.Checkpoints;

/// <summary>A store with a small model whose checkpoints can be told apart by their weights.</summary>
internal sealed class CheckpointFixture : IDisposable
{
    public const string Model = "dqn_agent";

    private readonly TrackerFixture _store = new();

    public ManualTime Time { get; } = new();

    public string Store => _store.Store;

    public string Directory => Path.Combine(Store, "checkpoints");

    public string ModelFolder => Path.Combine(Directory, Model);

    public IEnumerable<CairnFailure> Failures => _store.Failures;

    public TempFolder Folder => _store.Folder;

    public CairnTracker Open(IFileSystem? files = null) => _store.Open(files, options => options.TimeProvider = Time);

    /// <summary>
    /// A manager without a database, which therefore reads folders, and whose files may fail; the tracker only takes
    /// what it tells.
    /// </summary>
    public CheckpointManager OpenManager(CairnTracker tracker, IFileSystem? files = null, CheckpointOptions? options = null) =>
        new(
            new CheckpointServices(
                files ?? PhysicalFileSystem.Instance, Store, Directory, tracker.Recorder, NoDatabase,
                new FailureReporter(_store.Failures.Enqueue), Time, static _ => { }, static _ => { }),
            options ?? Options());

    /// <summary>Ids of the checkpoints that prove themselves, whatever any index says.</summary>
    public IReadOnlyList<string> SoundIds()
    {
        var layout = new CheckpointLayout(PhysicalFileSystem.Instance, Directory);
        return [.. layout.CheckpointNames(Model).Where(id => IsSound(layout, id))];
    }

    public static bool IsSound(CheckpointLayout layout, string id)
    {
        try
        {
            new CheckpointFolder(layout, Model, id).Verify(VerificationDepth.Full);
            return true;
        }
        catch (CheckpointIntegrityException)
        {
            return false;
        }
    }

    /// <summary>Keeps everything, unless told otherwise, and reserves no disk.</summary>
    public static CheckpointOptions Options(Action<CheckpointOptions>? configure = null)
    {
        var options = new CheckpointOptions { Retention = Keep.All, DiskReserveBytes = 0 };
        configure?.Invoke(options);
        return options;
    }

    /// <summary>Saves a checkpoint of the epoch, a second after the one before, with weights that are the epoch.</summary>
    public CheckpointMetadata Save(CheckpointManager manager, int epoch, double? loss = null, Run? run = null)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return manager.Save(Content(epoch, loss, run))!;
    }

    public static CheckpointContent Content(int epoch, double? loss = null, Run? run = null) => new()
    {
        Model = Model,
        Tensors = new TensorArrays(Weights(epoch)),
        Optimizer = new TensorArrays(new Dictionary<string, Array> { ["w.m"] = new double[] { epoch, -epoch } }),
        Epoch = epoch,
        Step = epoch * 10,
        Metrics = new Dictionary<string, double> { ["val_loss"] = loss ?? 1.0 / epoch },
        Run = run,
    };

    public static Dictionary<string, Array> Weights(float value)
    {
        float[,] weights = new float[3, 4];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i / 4, i % 4] = value;
        }

        return new Dictionary<string, Array> { ["w"] = weights, ["b"] = new[] { value } };
    }

    /// <summary>The epoch whose weights a loaded checkpoint has; fails when it has those of several.</summary>
    public static int EpochOf(LoadedCheckpoint? loaded)
    {
        Assert.NotNull(loaded);
        Dictionary<string, Array> weights = Weights(-1);
        loaded.CopyTo(new TensorArrays(weights));
        float value = Assert.Single(weights.Values.SelectMany(array => array.Cast<float>()).Distinct());
        Assert.Equal(value, loaded.Metadata.Epoch);
        return (int)value;
    }

    public string Tensors(CheckpointMetadata checkpoint) =>
        Path.Combine(Directory, checkpoint.Folder, "model.safetensors");

    /// <summary>Flips a bit of a file.</summary>
    public static void Damage(string path, long offset = 20)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.Position = offset;
        int was = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(was ^ 1));
    }

    public void Dispose() => _store.Dispose();

    private static Task NoDatabase() =>
        Task.FromException(new StoreUnavailableException("store.missing", "cairn.db", "There is no database in this test."));
}
