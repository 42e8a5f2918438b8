using System.CommandLine;

namespace Cairn.Cli;

/// <summary>A command: its options, its examples, and what it does.</summary>
internal abstract class CairnCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that a newcomer can copy; shown at the end of the help.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does the work and gives the exit code.</summary>
    /// <exception cref="CliException">Something went wrong that the user can mend.</exception>
    public abstract int Run(CliCall call);
}
