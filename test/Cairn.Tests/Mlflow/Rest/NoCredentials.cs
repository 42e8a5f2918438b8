using Cairn.IO;
using Cairn.Mlflow.Targets.Rest;

namespace Cairn.Tests.Mlflow.Rest;

/// <summary>Nobody's, whatever this machine's environment says.</summary>
internal static class NoCredentials
{
    public static MlflowCredentials Read() => MlflowCredentials.Read(PhysicalFileSystem.Instance, _ => null);
}
