namespace Cairn.Cli;

/// <summary>What the process tells its caller; listed in the root help, so that scripts may rely on it.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;

    /// <summary>What was checked is not as it should be: <c>cairn drift --check</c>.</summary>
    public const int Drifted = 3;

    /// <summary>128 + SIGINT, as shells expect of a program that was interrupted.</summary>
    public const int Interrupted = 130;
}
