using Cairn.IntegrationTests.IO;

namespace Cairn.IntegrationTests.Faults;

/// <summary>
/// A fact that cuts the power of a volume of its own. Takes the right to mount, and a kernel that can shut a file
/// system down: where there is none, that cannot be installed, so it is skipped under CI=true too.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresLoopMountAttribute : FactAttribute
{
    private static readonly Lazy<string?> Lack = new(() =>
    {
        try
        {
            using var disk = new LoopDisk(16);
            disk.CutPower();
            return null;
        }
        catch (IOException e)
        {
            return $"Needs root, ext4 on a loop device and xfs_io (apt-get install e2fsprogs xfsprogs): {e.Message}";
        }
    });

    public RequiresLoopMountAttribute() => Skip = Lack.Value;
}
