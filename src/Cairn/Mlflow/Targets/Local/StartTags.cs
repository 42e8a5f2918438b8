namespace Cairn.Mlflow.Targets.Local;

/// <summary>The tags that a run or a version of a model begins with. Stateless.</summary>
internal static class StartTags
{
    /// <summary>
    /// What MLflow's own client sets, what the user gave, and the key by which the run is found again.
    /// </summary>
    public static Dictionary<string, string> Of(MlflowRunStart start) => LegalBatch.Of(new MlflowBatch
    {
        Tags =
        [
            new(WellKnownTags.RunName, MlflowNames.ToRunName(start.Name)),
            new(WellKnownTags.User, start.User),
            .. start.Tags,
            new(WellKnownTags.RunKey, start.Key),
        ],
    }).Tags;

    /// <summary>What the user gave, and the key by which the version is found again.</summary>
    public static Dictionary<string, string> Of(MlflowModelRegistration registration)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> tag in registration.Tags)
        {
            tags[MlflowNames.ToKey(tag.Key)] = MlflowNames.ToModelTagValue(tag.Value);
        }

        tags[WellKnownTags.CheckpointKey] = MlflowNames.ToModelTagValue(registration.Key);
        return tags;
    }
}
