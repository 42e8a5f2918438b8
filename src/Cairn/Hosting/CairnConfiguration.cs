using Cairn.Inference;
using Microsoft.Extensions.Configuration;

namespace Cairn.Hosting;

/// <summary>
/// The section <c>Cairn</c> of the host's configuration. Bound by hand: the framework's binder stops at the first value
/// that cannot be read, and people want to hear of all of them at once. Stateless.
/// </summary>
internal sealed class CairnConfiguration(IConfiguration? configuration = null)
{
    public const string Section = "Cairn";

    private readonly IConfigurationSection? _section = configuration?.GetSection(Section);

    /// <summary>The store's folder; null where it is not given.</summary>
    public string? Store => _section?["Store"] is { Length: > 0 } store ? store : null;

    /// <summary>Sets what is given; returns what cannot be read, a sentence each.</summary>
    public IReadOnlyList<string> Apply(CairnOptions options)
    {
        if (_section is null)
        {
            return [];
        }

        var settings = new SettingsReader(_section);
        settings.Text(nameof(options.LogDirectory), value => options.LogDirectory = value);
        settings.Text(nameof(options.CheckpointDirectory), value => options.CheckpointDirectory = value);
        settings.Parse<bool>(nameof(options.WriteLogFiles), value => options.WriteLogFiles = value);
        settings.Parse<bool>(nameof(options.WriteTensorBoard), value => options.WriteTensorBoard = value);
        settings.Text(nameof(options.TensorBoardDirectory), value => options.TensorBoardDirectory = value);
        settings.Parse<bool>(nameof(options.SendToMlflow), value => options.SendToMlflow = value);
        settings.Text(nameof(options.MlflowUri), value => options.MlflowUri = value);
        settings.Choice<Durability>(nameof(options.Durability), value => options.Durability = value);
        settings.Duration(nameof(options.DiskSyncInterval), value => options.DiskSyncInterval = value);
        settings.Duration(nameof(options.DrainInterval), value => options.DrainInterval = value);
        settings.Duration(nameof(options.CloseTimeout), value => options.CloseTimeout = value);
        settings.Parse<int>(nameof(options.SegmentBytes), value => options.SegmentBytes = value);
        settings.Parse<long>(nameof(options.JournalBudgetBytes), value => options.JournalBudgetBytes = value);
        LogFileOptions files = options.LogFiles;
        settings.Parse<long>(LogFilesKey(nameof(files.MaxFileBytes)), value => files.MaxFileBytes = value);
        settings.Parse<int>(LogFilesKey(nameof(files.MaxFiles)), value => files.MaxFiles = value);
        InferenceOptions inference = options.Inference;
        settings.Duration(
            InferenceKey(nameof(inference.DeduplicationWindow)), value => inference.DeduplicationWindow = value);
        return settings.Errors;
    }

    private static string LogFilesKey(string name) => ConfigurationPath.Combine(nameof(CairnOptions.LogFiles), name);

    private static string InferenceKey(string name) => ConfigurationPath.Combine(nameof(CairnOptions.Inference), name);
}
