using System.CommandLine;

namespace Cairn.Cli.Training;

/// <summary>The options of a command that say where else than into the store its run goes.</summary>
internal sealed class DestinationSettings
{
    private readonly Option<bool> _noMlflow = new("--no-mlflow") { Description = "Do not send the run to MLflow" };

    public DestinationSettings(Command command) => command.Options.Add(_noMlflow);

    /// <summary>Options of a tracker for this call.</summary>
    public CairnOptions Read(CliCall call) => new() { SendToMlflow = !call.Get(_noMlflow) };

    /// <summary>Whether an option is one of these: they may change when a run goes on.</summary>
    public bool Contains(Option option) => option == _noMlflow;
}
