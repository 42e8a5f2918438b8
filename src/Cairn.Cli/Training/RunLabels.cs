namespace Cairn.Cli.Training;

/// <summary>What a person calls a run and says about it.</summary>
internal sealed record RunLabels(
    string Experiment, string? Name, IReadOnlyList<KeyValuePair<string, string>> Tags, string? Note);
