namespace Cairn.Mlflow;

/// <summary>
/// Makes names and values legal for MLflow, by a rule that can be taken back. Pure. The rule is in
/// <c>docs/design/mlflow.md</c>. Owner: the tracking server's part.
/// </summary>
internal static class MlflowNames
{
    /// <summary>Prefix of the tag that holds a parameter's later value.</summary>
    public const string ChangedParameter = "cairn.changed_param.";

    /// <summary>A metric, parameter or tag key as MLflow takes it: at most 250 characters.</summary>
    public static string ToKey(string name) => throw new NotImplementedException();

    /// <summary>The name that <see cref="ToKey"/> was given; the key itself when it was legal, or cannot be taken back.</summary>
    public static string FromKey(string key) => throw new NotImplementedException();

    /// <summary>A parameter's value, cut visibly at 6,000 characters.</summary>
    public static string ToParameterValue(string value) => throw new NotImplementedException();

    /// <summary>A tag's value, cut visibly at 8,000 characters.</summary>
    public static string ToTagValue(string value) => throw new NotImplementedException();

    /// <summary>An experiment's name: at most 500 characters, never empty.</summary>
    public static string ToExperiment(string name) => throw new NotImplementedException();

    /// <summary>A registered model's name: without <c>/</c> and <c>:</c>, never empty.</summary>
    public static string ToModel(string name) => throw new NotImplementedException();

    /// <summary>A path among artifacts: relative, without <c>..</c>, empty parts or characters that are not allowed.</summary>
    public static string ToArtifactPath(string path) => throw new NotImplementedException();
}
