using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Checkpoints.Golden;
using Cairn.Checkpoints.Loading;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Checkpoints;

/// <summary>
/// A checkpoint in memory, every byte of it verified. It can be put into models any number of times until it is
/// disposed, which gives its memory back. Not thread-safe.
/// </summary>
public sealed class LoadedCheckpoint : IDisposable
{
    /// <summary>The group of <see cref="CheckpointContent.Tensors"/>.</summary>
    public const string ModelGroup = "model";

    /// <summary>The group of <see cref="CheckpointContent.Optimizer"/>.</summary>
    public const string OptimizerGroup = "optimizer";

    /// <summary>The group of <see cref="CheckpointContent.GoldenPairs"/>.</summary>
    public const string GoldenGroup = "golden";

    /// <summary>The group of <see cref="CheckpointContent.Profile"/>.</summary>
    public const string ProfileGroup = "profile";

    private readonly IReadOnlyDictionary<string, LoadedTensors> _groups;
    private readonly JsonElement _state;

    internal LoadedCheckpoint(
        CheckpointMetadata metadata, IReadOnlyDictionary<string, LoadedTensors> groups, JsonElement state) =>
        (Metadata, _groups, _state) = (metadata, groups, state);

    /// <summary>The same in memory, with what is known of how it was found.</summary>
    internal LoadedCheckpoint(LoadedCheckpoint loaded, CheckpointMetadata found, IReadOnlyList<string> passedOver)
        : this(
            loaded.Metadata with
            {
                PinnedBecause = found.PinnedBecause,
                Aliases = found.Aliases,
                IsActive = found.IsActive,
                IsBest = found.IsBest,
            },
            loaded._groups,
            loaded._state) => PassedOver = passedOver;

    /// <summary>What is known of it.</summary>
    public CheckpointMetadata Metadata { get; }

    /// <summary>
    /// Why newer or better checkpoints were passed over, in words, one each; empty when it is the one that was wanted.
    /// </summary>
    public IReadOnlyList<string> PassedOver { get; } = [];

    /// <summary>
    /// What the model was trained on; null when it was not saved, or by a version of Cairn that knows more. A new object
    /// each time.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The checkpoint was disposed.</exception>
    public InputProfile? Profile =>
        _groups.TryGetValue(ProfileGroup, out LoadedTensors? tensors) ? ProfileTensor.Read(tensors) : null;

    /// <summary>
    /// Inputs with what the model answered when it was saved; null when none were saved. A new object each time.
    /// </summary>
    /// <exception cref="CheckpointException">The group <c>golden</c> is no golden pairs (<c>checkpoint.mismatch</c>).</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was disposed.</exception>
    public GoldenPairs? GoldenPairs =>
        _groups.TryGetValue(GoldenGroup, out LoadedTensors? tensors) ? GoldenTensors.Read(tensors, Metadata.CheckpointId) : null;

    /// <summary>Groups of tensors: <c>model</c>, <c>optimizer</c>, and a user's own.</summary>
    public IEnumerable<string> Groups => _groups.Keys;

    /// <summary>The tensors of a group; empty when there is no such group.</summary>
    public IReadOnlyList<TensorInfo> Tensors(string group = ModelGroup) =>
        _groups.TryGetValue(group, out LoadedTensors? tensors) ? tensors.Infos : [];

    /// <summary>Names of the parts of <see cref="CheckpointContent.State"/> that were saved.</summary>
    public IEnumerable<string> Parts => _state.EnumerateObject().Select(part => part.Name);

    /// <summary>A part of what is not tensors; null when it was not saved. A new object each time.</summary>
    public JsonNode? State(string part) => _state.TryGetProperty(part, out JsonElement value)
        ? JsonNode.Parse(value.GetRawText())
        : null;

    /// <summary>Puts the tensors into a model, and into its optimizer if one is given. All of them fit, or nothing is
    /// changed.</summary>
    /// <exception cref="CheckpointException">Names, types or shapes differ; nothing was changed.</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was disposed.</exception>
    public void CopyTo(ITensorState model, ITensorState? optimizer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var targets = new Dictionary<string, ITensorState> { [ModelGroup] = model };
        if (optimizer is not null)
        {
            targets[OptimizerGroup] = optimizer;
        }

        CopyTo(targets);
    }

    /// <summary>Puts several groups into their targets. All of them fit, or nothing is changed.</summary>
    /// <exception cref="CheckpointException">A group is missing, or names, types or shapes differ; nothing was
    /// changed.</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was disposed.</exception>
    public void CopyTo(IReadOnlyDictionary<string, ITensorState> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        foreach ((string group, ITensorState target) in targets)
        {
            Group(group).Check(target);
        }

        foreach ((string group, ITensorState target) in targets)
        {
            Group(group).Put(target);
        }
    }

    /// <summary>Lets a model answer the golden pairs again.</summary>
    /// <param name="predict">The model, with the tensors of this checkpoint in it. What it throws passes through.</param>
    /// <param name="tolerance">How far an output may be off and still agree: absolutely up to outputs of 1, relatively
    /// beyond. Not negative. Default 0.0001. NaN agrees with NaN only.</param>
    /// <returns>What came of it; of no pairs, when none were saved.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN.</exception>
    /// <exception cref="CheckpointException">The group <c>golden</c> is no golden pairs (<c>checkpoint.mismatch</c>).</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was disposed.</exception>
    public GoldenReport ReplayGolden(GoldenModel predict, double tolerance = GoldenReport.DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(predict);
        if (!(tolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be 0 or more.");
        }

        return GoldenPairs is { } pairs ? GoldenReplay.Run(pairs, predict, tolerance) : GoldenReport.OfNone(tolerance);
    }

    /// <summary>As <see cref="ReplayGolden"/>, but insists: for a model that must not answer otherwise.</summary>
    /// <exception cref="CheckpointException">The model answers otherwise (<c>checkpoint.golden</c>), or no pairs were
    /// saved.</exception>
    /// <inheritdoc cref="ReplayGolden"/>
    public GoldenReport RequireGolden(GoldenModel predict, double tolerance = GoldenReport.DefaultTolerance)
    {
        GoldenReport report = ReplayGolden(predict, tolerance);
        return report is { Pairs: > 0, IsSound: true } ? report : throw new CheckpointException(
            "checkpoint.golden", $"Checkpoint {Metadata.CheckpointId}: {report} {report.Remedy}");
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (LoadedTensors tensors in _groups.Values)
        {
            tensors.Dispose();
        }
    }

    private LoadedTensors Group(string group) => _groups.TryGetValue(group, out LoadedTensors? tensors)
        ? tensors
        : throw new CheckpointException(
            "checkpoint.mismatch",
            $"Checkpoint {Metadata.CheckpointId} has no tensors of the group '{group}'; it has: "
            + $"{string.Join(", ", _groups.Keys)}.");
}
