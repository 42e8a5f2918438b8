namespace Cairn.Cli;

/// <summary>What the process tells its caller; listed in the root help, so that scripts may rely on it.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;

    /// <summary>128 + SIGINT, as shells expect of a program that was interrupted.</summary>
    public const int Interrupted = 130;
}
