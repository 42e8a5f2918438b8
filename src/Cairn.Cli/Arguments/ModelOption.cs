using System.CommandLine;

namespace Cairn.Cli.Arguments;

/// <summary>Only what belongs to this model.</summary>
internal sealed class ModelOption : Option<string?>
{
    public ModelOption(string what = "checkpoints") : base("--model") =>
        (HelpName, Description) = ("MODEL", $"Only {what} of this model");
}
