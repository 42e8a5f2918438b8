namespace Cairn.Cli;

/// <summary>Something that the user can act on. The message is shown as it is: what happened, the next step.</summary>
internal sealed class CliException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
