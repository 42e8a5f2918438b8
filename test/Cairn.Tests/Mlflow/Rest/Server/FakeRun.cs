namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>A run of the fake server.</summary>
internal sealed class FakeRun(string id, string experiment)
{
    public string Id => id;

    public string Experiment => experiment;

    public string Name { get; set; } = "";

    public string User { get; set; } = "";

    public string Status { get; set; } = "RUNNING";

    public long StartMs { get; set; }

    public long EndMs { get; set; }

    public bool IsDeleted { get; set; }

    public Dictionary<string, string> Parameters { get; private set; } = [];

    public Dictionary<string, string> Tags { get; private set; } = [];

    /// <summary>Idempotent, as MLflow's primary key has it.</summary>
    public HashSet<(string Key, long Step, long TimeMs, double Value)> Points { get; private set; } = [];

    public List<string> Inputs { get; } = [];

    public string ArtifactUri { get; set; } = $"mlflow-artifacts:/{experiment}/{id}/artifacts";

    /// <summary>What a refused batch leaves: nothing.</summary>
    public Action Snapshot()
    {
        (Dictionary<string, string>? parameters, Dictionary<string, string>? tags, HashSet<(string Key, long Step, long TimeMs, double Value)>? points) = (new Dictionary<string, string>(Parameters), new Dictionary<string, string>(Tags), Points.ToHashSet());
        return () => (Parameters, Tags, Points) = (parameters, tags, points);
    }
}
