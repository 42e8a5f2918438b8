namespace Cairn.Sinks.Text;

/// <summary>The text files that all processes of a store write to.</summary>
internal static class TextFileNames
{
    public const string Inferences = "inference_records.txt";
    public const string Checkpoints = "checkpoint_events.txt";
    public const string System = "system_events.txt";
}
