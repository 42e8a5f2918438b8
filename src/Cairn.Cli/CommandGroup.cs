using System.CommandLine;

namespace Cairn.Cli;

/// <summary>Commands about one thing, behind its name. The name alone shows their help.</summary>
internal abstract class CommandGroup(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that a newcomer can copy; shown at the end of the help.</summary>
    public abstract IReadOnlyList<string> Examples { get; }
}
