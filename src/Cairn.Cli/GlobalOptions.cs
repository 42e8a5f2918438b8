using System.CommandLine;
using Cairn.Cli.Arguments;

namespace Cairn.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Store { get; } = new("--store")
    {
        HelpName = "DIR",
        Description = $"Folder of the store [default: {StoreFolder.Default}]",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON, for programs",
        Recursive = true,
    };
}
