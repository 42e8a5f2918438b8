using Cairn.IntegrationTests.IO;

namespace Cairn.IntegrationTests.Checkpoints;

/// <summary>Cases in which Python reads what Cairn wrote, or the other way round.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresPythonAttribute : FactAttribute
{
    private static readonly Lazy<string?> Lack = new(() =>
    {
        try
        {
            var run = ChildProcess.Run("python3", ["--version"]);
            return run.ExitCode == 0 ? null : $"Needs python3: {run.Output}";
        }
        catch (IOException e)
        {
            return $"Needs python3 (apt-get install python3): {e.Message}";
        }
    });

    public RequiresPythonAttribute() => Skip = IntegrationGate.SkipFor(Lack.Value);
}
