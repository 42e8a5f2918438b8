using System.CommandLine;

namespace Cairn.Cli.Arguments;

/// <summary>Only checkpoints of this model.</summary>
internal sealed class ModelOption : Option<string?>
{
    public ModelOption() : base("--model") => (HelpName, Description) = ("MODEL", "Only checkpoints of this model");
}
