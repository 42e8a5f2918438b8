using System.Diagnostics;

namespace Cairn.CrashHost;

/// <summary>Counts changes of files, and ends the process at one of them as SIGKILL does. Thread-safe.</summary>
/// <param name="at">How many changes go through before.</param>
/// <param name="halfway">Only appends count, and half of the last one is written.</param>
internal sealed class DeathNote(int at, bool halfway)
{
    private int _changes;

    /// <summary>A change is about to be made.</summary>
    public void Change()
    {
        if (!halfway && IsLast())
        {
            Die();
        }
    }

    /// <summary>Whether the process has to end at this append, after half of it or before it.</summary>
    public bool DiesAtAppend(out bool half)
    {
        half = halfway;
        return IsLast();
    }

    public static void Die()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite); // nothing may happen behind it on this thread
    }

    private bool IsLast() => Interlocked.Increment(ref _changes) == at + 1;
}
