namespace Cairn.IntegrationTests.IO;

/// <summary>Cases that make the kernel's answers up, which takes strace.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresStraceAttribute : TheoryAttribute
{
    private static readonly Lazy<string?> Lack = new(() =>
    {
        try
        {
            var run = ChildProcess.Run("strace", ["-o", "/dev/null", "true"]);
            return run.ExitCode == 0 ? null : $"Needs strace with the right to trace: {run.Output}";
        }
        catch (IOException e)
        {
            return $"Needs strace (apt-get install strace): {e.Message}";
        }
    });

    public RequiresStraceAttribute() => Skip = IntegrationGate.SkipFor(Lack.Value);
}
