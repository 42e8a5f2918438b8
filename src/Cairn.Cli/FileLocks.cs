using Microsoft.Win32.SafeHandles;

namespace Cairn.Cli;

/// <summary>Looks at the locks by which processes share a store, without taking them.</summary>
internal static class FileLocks
{
    /// <summary>True when a process has the file open for itself alone; false also when there is none.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            // Shared: two who look at a time do not take each other for the owner.
            using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
