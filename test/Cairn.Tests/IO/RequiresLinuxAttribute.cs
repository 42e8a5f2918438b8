namespace Cairn.Tests.IO;

/// <summary>A fact about devices and calls that only Linux has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresLinuxAttribute : FactAttribute
{
    public RequiresLinuxAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Needs /dev/full and /dev/null as Linux has them.";
        }
    }
}
