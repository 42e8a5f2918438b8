using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Cli.Arguments;

namespace Cairn.Cli.Training;

/// <summary>The options of a command that say which checkpoints it saves.</summary>
internal sealed class CheckpointSettings
{
    private readonly Option<bool> _none = new("--no-checkpoints") { Description = "Save no checkpoints" };

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "NAME",
        Description = "Model that checkpoints are of [default: experiment]",
    };

    private readonly Option<int?> _steps = new("--checkpoint-steps")
    {
        HelpName = "N",
        Description = "Save also every N steps",
    };

    private readonly Option<int> _keep = new("--keep")
    {
        HelpName = "N",
        Description = "Newest checkpoints to keep",
        DefaultValueFactory = _ => CheckpointOptions.DefaultLatest,
    };

    private readonly Option<int> _keepBest = new("--keep-best")
    {
        HelpName = "N",
        Description = "Best checkpoints to keep",
        DefaultValueFactory = _ => CheckpointOptions.DefaultBest,
    };

    private readonly Option<bool> _compress = new("--compress") { Description = "Compress checkpoints" };

    private readonly Option<string?> _backup = new("--backup")
    {
        HelpName = "DIR",
        Description = "Folder for a second copy of each",
    };

    public CheckpointSettings(Command command)
    {
        Option[] all = [_none, _model, _steps, _keep, _keepBest, _compress, _backup];
        foreach (Option option in all)
        {
            command.Options.Add(option);
        }

        _steps.RequireAtLeast(1);
        _keep.RequireAtLeast(1);
        _keepBest.RequireAtLeast(1);
    }

    /// <summary>Null for none.</summary>
    public CheckpointPlan? Read(CliCall call, string experiment) => call.Get(_none)
        ? null
        : new CheckpointPlan(call.Get(_model) ?? experiment)
        {
            Steps = call.Get(_steps),
            Keep = call.Get(_keep),
            KeepBest = call.Get(_keepBest),
            Compress = call.Get(_compress),
            Backup = call.Get(_backup) is { } folder ? Path.GetFullPath(folder) : null,
        };
}
