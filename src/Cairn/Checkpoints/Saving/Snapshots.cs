using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Capture;
using Cairn.Checkpoints.Golden;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Manifest;
using Cairn.Checkpoints.Safetensors;
using Cairn.Storage;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Copies the state that is to be saved: all that training waits for. Safe for any number of threads.
/// </summary>
internal sealed class Snapshots(CheckpointIds ids, SegmentPool pool, CheckpointOptions options, TimeProvider time)
{
    /// <summary>Groups that mean something.</summary>
    private static readonly string[] Reserved =
    [
        LoadedCheckpoint.ModelGroup, LoadedCheckpoint.OptimizerGroup, LoadedCheckpoint.GoldenGroup,
        LoadedCheckpoint.ProfileGroup,
    ];

    /// <exception cref="ArgumentException">The content cannot be a checkpoint.</exception>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public PendingCheckpoint Take(CheckpointContent content)
    {
        Dictionary<string, ITensorState> groups = GroupsOf(content);
        DateTimeOffset now = time.GetUtcNow();
        ClaimedId claim = ids.Claim(content.Model, now);
        var images = new List<KeyValuePair<string, FileImage>>();
        try
        {
            foreach ((string group, ITensorState tensors) in groups)
            {
                images.Add(new(group, TensorImage.Take(pool, tensors)));
            }

            CheckpointMetadata metadata = Describe(content, claim.Id, now);
            return new PendingCheckpoint(claim, metadata, images, StateOf(content), content.Run, content.Reason);
        }
        catch
        {
            images.ForEach(image => image.Value.Dispose());
            claim.Dispose();
            throw;
        }
    }

    private static Dictionary<string, ITensorState> GroupsOf(CheckpointContent content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(content.Model);
        var groups = new Dictionary<string, ITensorState> { [LoadedCheckpoint.ModelGroup] = content.Tensors };
        if (content.Optimizer is { } optimizer)
        {
            groups.Add(LoadedCheckpoint.OptimizerGroup, optimizer);
        }

        foreach ((string group, ITensorState tensors) in content.MoreTensors)
        {
            if (!ManifestFile.IsGroup(group) || Reserved.Contains(group) || !groups.TryAdd(group, tensors))
            {
                throw new ArgumentException(
                    $"'{group}' cannot be a group of tensors: use 1 to 64 letters, digits, '_' and '-', and none of "
                    + $"{string.Join(", ", Reserved)}.",
                    nameof(content));
            }
        }

        if (content.GoldenPairs is { Count: > 0 } pairs)
        {
            groups.Add(LoadedCheckpoint.GoldenGroup, GoldenTensors.Of(pairs));
        }

        if (content.Profile is { } profile)
        {
            groups.Add(LoadedCheckpoint.ProfileGroup, ProfileTensor.Of(profile));
        }

        return groups.Count <= CheckpointManifest.MaxFiles ? groups : throw new ArgumentException(
            $"There are {groups.Count} groups of tensors; {CheckpointManifest.MaxFiles} is the limit.", nameof(content));
    }

    private CheckpointMetadata Describe(CheckpointContent content, string id, DateTimeOffset now) => new()
    {
        CheckpointId = id,
        ModelName = content.Model,
        ModelType = content.ModelType,
        CreatedUtc = now,
        Epoch = content.Epoch,
        Step = content.Step,
        PerformanceMetrics = new Dictionary<string, double>(content.Metrics),
        Tags = new Dictionary<string, string>(content.Tags),
        TrainingMetadataJson = JsonCapture.Object(content.TrainingMetadata),
        RunId = content.Run?.Id,
        Experiment = content.Run?.Experiment,
        MonitorMetric = options.MonitorMetric,
        Goal = options.Goal,
        Folder = CheckpointLayout.Below(content.Model, id),
    };

    private static JsonElement StateOf(CheckpointContent content)
    {
        var state = new JsonObject();
        foreach ((string part, JsonNode? value) in content.State)
        {
            state[part] = value?.DeepClone();
        }

        try
        {
            using var document = JsonDocument.Parse(
                state.ToJsonString(), new JsonDocumentOptions { MaxDepth = CheckpointManifest.MaxStateDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new ArgumentException(
                $"The state is nested deeper than {CheckpointManifest.MaxStateDepth} levels of JSON. Keep it flatter.",
                nameof(content),
                error);
        }
    }
}
