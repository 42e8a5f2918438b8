using System.CommandLine;
using Cairn.Cli.Checkpoints;
using Cairn.Storage;

namespace Cairn.Cli.Arguments;

/// <summary>The checkpoint that a command is about, and the model that it is of where that is in doubt.</summary>
internal sealed class CheckpointName(bool isOptional = false)
{
    private readonly Argument<string?> _argument = new("ID")
    {
        Description = "Its id, the beginning of its id, an alias, `best` or `latest`",
        Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };

    private readonly ModelOption _model = new();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_argument);
        command.Options.Add(_model);
    }

    /// <summary>What was typed; null when nothing was.</summary>
    public string? Typed(CliCall call) => call.GetOptional(_argument);

    public string? Model(CliCall call) => call.Get(_model);

    /// <exception cref="CliException">None is meant, or several.</exception>
    public CheckpointMetadata Find(CliCall call, CheckpointStore store) =>
        new CheckpointFinder(store.Models(Model(call)), store.Folder).Find(Typed(call)!);
}
