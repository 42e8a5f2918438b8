using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>Finds the one checkpoint that is meant by an id, its beginning, an alias, `best` or `latest`.</summary>
internal sealed class CheckpointFinder(IReadOnlyList<ModelCheckpoints> models, string folder)
{
    public const string Best = "best";
    public const string Latest = "latest";

    private const int CandidatesShown = 5;

    private IEnumerable<CheckpointMetadata> All => models.SelectMany(model => model.All);

    /// <exception cref="CliException">None is meant, or several.</exception>
    public CheckpointMetadata Find(string typed) => Matches(typed) switch
    {
        [var one] => one,
        [] when models.Count == 0 => throw new CliException(CheckpointStore.NoneIn(folder)),
        [] => throw new CliException(
            $"There is no checkpoint and no alias \"{typed}\" in {folder}. `cairn checkpoints list` lists them, and "
            + "`cairn checkpoints trash` what was taken away."),
        var several => throw Ambiguous(typed, [.. several.Select(one => one.CheckpointId)]),
    };

    public static CliException Ambiguous(string typed, IReadOnlyList<string> ids)
    {
        string more = ids.Count > CandidatesShown ? $" and {ids.Count - CandidatesShown} more" : "";
        return new CliException(
            $"\"{typed}\" may be any of {string.Join(", ", ids.Take(CandidatesShown))}{more}. Type more of the one that "
            + "you mean, or name its model with --model.");
    }

    /// <summary>What is exact goes before what is not, so that nobody's id is hidden behind another's alias.</summary>
    private List<CheckpointMetadata> Matches(string typed)
    {
        IEnumerable<CheckpointMetadata>[] stages =
        [
            All.Where(one => one.CheckpointId == typed),
            All.Where(one => one.Aliases.Contains(typed)),
            typed == Best ? models.Select(model => model.Best).OfType<CheckpointMetadata>() : [],
            typed == Latest ? models.Select(model => model.All[0]) : [],
            All.Where(one => one.CheckpointId.StartsWith(typed, StringComparison.Ordinal)),
        ];
        return stages.Select(stage => stage.ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
    }
}
