using Cairn.Callbacks;
using Cairn.Checkpoints.Indexing;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>The events that say what was decided in a run, by what became of it. Immutable.</summary>
internal sealed class Explanation
{
    private readonly ILookup<string, RunEvent> _byTopic;

    public Explanation(IEnumerable<RunEvent> events) =>
        _byTopic = events.Select(one => (Topic: TopicOf(one), Event: one))
            .Where(pair => pair.Topic is not null)
            .ToLookup(pair => pair.Topic!, pair => pair.Event);

    /// <summary>Every topic, in the order of the page.</summary>
    public static IReadOnlyList<Topic> Topics { get; } =
    [
        new("stopped", "Stopped"),
        new("learning_rate", "Learning rate"),
        new("went_back", "Went back"),
        new("best", "Best"),
        new("saved", "Saved") { Counts = "checkpoint" },
        new("not_saved", "Not saved") { Counts = "checkpoint" },
        new("backed_up", "Backed up") { Counts = "checkpoint" },
        new("deleted", "Deleted") { Counts = "checkpoint" },
        new("loaded", "Loaded") { Counts = "checkpoint" },
        new("resumed", "Resumed"),
        new("warned", "Warnings"),
        new("other", "Also"),
    ];

    public bool IsEmpty => _byTopic.Count == 0;

    /// <summary>
    /// What happened, oldest first. Where a callback said why it stops, the trainer's echo is left out.
    /// </summary>
    public IReadOnlyList<RunEvent> Of(Topic topic)
    {
        RunEvent[] events = [.. _byTopic[topic.Key]];
        return topic.Key == "stopped" && events.Any(one => one.Kind == CallbackEvents.Kind)
            ? [.. events.Where(one => one.Kind == CallbackEvents.Kind)]
            : events;
    }

    private static string? TopicOf(RunEvent one) => one.Kind switch
    {
        "early_stopping" => "stopped",
        "best_model" => "best",
        "resumed" => "resumed",
        CallbackEvents.Kind => EventData.Text(one, "decision") switch
        {
            "stop" => "stopped",
            "scale_learning_rate" => "learning_rate",
            "roll_back" => "went_back",
            "restore_best" => "best",
            "warn" or "switch_off" => "warned",
            _ => "other",
        },
        CheckpointRecords.EventKind => EventData.Text(one, "action") switch
        {
            "saved" => "saved",
            "not_saved" => "not_saved",
            "backed_up" => "backed_up",
            "removed" => "deleted",
            "loaded" => "loaded",
            _ => "other",
        },
        _ => null,
    };
}
