using System.Globalization;

namespace Cairn.Recording;

/// <summary>The words for what happens to checkpoints: for programs, for people, and in capitals in the text log.</summary>
internal static class CheckpointActions
{
    /// <summary>As <c>Backed up</c>, the beginning of a sentence.</summary>
    public static string TitleOf(CheckpointAction action)
    {
        string word = WordOf(action);
        return $"{char.ToUpperInvariant(word[0])}{word[1..].Replace('_', ' ')}";
    }

    /// <summary>As <c>not_saved</c>; it never changes. Of an action of a later Cairn its number.</summary>
    public static string WordOf(CheckpointAction action) => action switch
    {
        CheckpointAction.Saved => "saved",
        CheckpointAction.Indexed => "indexed",
        CheckpointAction.Labelled => "labelled",
        CheckpointAction.Removed => "removed",
        CheckpointAction.Restored => "restored",
        CheckpointAction.NotSaved => "not_saved",
        CheckpointAction.Loaded => "loaded",
        CheckpointAction.Damaged => "damaged",
        CheckpointAction.BackedUp => "backed_up",
        CheckpointAction.Replayed => "replayed",
        CheckpointAction.Mismatched => "mismatch",
        _ => string.Create(CultureInfo.InvariantCulture, $"action_{(int)action}"),
    };
}
