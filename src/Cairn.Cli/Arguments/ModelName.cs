using System.CommandLine;

namespace Cairn.Cli.Arguments;

/// <summary>The model that a command is about: its first argument, or an option as elsewhere.</summary>
/// <param name="what">What belongs to it here.</param>
/// <param name="without">What it means to name none.</param>
internal sealed class ModelName(
    string what = "checkpoints", string without = "may be left out where there is one")
{
    private readonly Argument<string?> _argument = new("MODEL")
    {
        Description = $"Name of the model; {without}",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly ModelOption _option = new(what);

    public void AddTo(Command command)
    {
        command.Arguments.Add(_argument);
        command.Options.Add(_option);
    }

    /// <summary>Null when none was named.</summary>
    public string? Read(CliCall call) => call.GetOptional(_argument) ?? call.Get(_option);
}
