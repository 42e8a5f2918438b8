using System.CommandLine;
using Cairn.Storage;

namespace Cairn.Cli.Arguments;

/// <summary>Which predictions a command is about.</summary>
internal sealed class PredictionInput
{
    private readonly ModelOption _model = new("predictions");
    private readonly Option<string?> _symbol = new("--symbol") { HelpName = "SYMBOL", Description = "Only about this" };
    private readonly Option<string?> _action = new("--action") { HelpName = "ACTION", Description = "Only this answer" };
    private readonly WordOption<PredictionState> _state = new("--state");
    private readonly FlawsOption _flaws = new();

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "ID",
        Description = "Only answers of this checkpoint",
    };

    public void AddTo(Command command)
    {
        Option[] options = [_model, _symbol, _checkpoint, _action, _state, _flaws];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    public PredictionFilter Read(CliCall call) => new()
    {
        Model = call.Get(_model),
        Symbol = call.Get(_symbol),
        CheckpointId = call.Get(_checkpoint),
        Action = call.Get(_action),
        State = call.Get(_state),
        Flaws = call.Get(_flaws),
    };
}
