namespace Cairn.Recording;

/// <summary>The names behind a run's number in one journal.</summary>
/// <param name="Number">Number of the run in its journal, from 1.</param>
/// <param name="Id">Id of the run in the store, unique for ever.</param>
/// <param name="Experiment">The line of work that it belongs to.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="LogFolder">Name of its folder under <c>logs/</c>: one path segment.</param>
internal sealed record RunDefinition(uint Number, string Id, string Experiment, string Name, string LogFolder);
