using System.CommandLine;

namespace Cairn.Cli.Training;

/// <summary>The options of a command that say where its runs go besides the store.</summary>
internal sealed class DestinationSettings
{
    private readonly Option<bool> _noTensorBoard = new("--no-tensorboard") { Description = "Write nothing for TensorBoard" };

    private readonly Option<bool> _noMlflow = new("--no-mlflow") { Description = "Send nothing to MLflow" };

    public DestinationSettings(Command command)
    {
        command.Options.Add(_noTensorBoard);
        command.Options.Add(_noMlflow);
    }

    public DestinationPlan Read(CliCall call) => new()
    {
        WriteTensorBoard = !call.Get(_noTensorBoard),
        SendToMlflow = !call.Get(_noMlflow),
    };
}
