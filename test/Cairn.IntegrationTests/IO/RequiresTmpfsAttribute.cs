namespace Cairn.IntegrationTests.IO;

/// <summary>A fact that mounts a small volume, which takes Linux and the right to mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresTmpfsAttribute : FactAttribute
{
    // Tried once: being root does not tell, since containers withhold the right to mount from root too.
    private static readonly Lazy<string?> Lack = new(() =>
    {
        try
        {
            using var mount = new TmpfsMount(1);
            return null;
        }
        catch (IOException e)
        {
            return $"Needs Linux and the right to mount a tmpfs: {e.Message}";
        }
    });

    public RequiresTmpfsAttribute() => Skip = IntegrationGate.SkipFor(Lack.Value);
}
