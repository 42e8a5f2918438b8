using Cairn.IO;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>
/// Who we are for a tracking server: from MLflow's own environment variables, else from <c>~/.mlflow/credentials</c>. Never
/// written anywhere. Owner: the tracking server's part.
/// </summary>
internal sealed class MlflowCredentials
{
    public static MlflowCredentials Read(IFileSystem files) => throw new NotImplementedException();

    /// <summary>So that no log line can show a password.</summary>
    public override string ToString() => nameof(MlflowCredentials);
}
