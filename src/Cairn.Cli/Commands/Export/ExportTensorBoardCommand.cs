using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Exporting;
using Cairn.Cli.Output;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Export;

/// <summary>Writes a run as an event file of TensorBoard.</summary>
internal sealed class ExportTensorBoardCommand : CairnCommand
{
    private const string DefaultFolder = "tensorboard";

    private readonly RunArgument _run = new();

    private readonly Option<string?> _out = new("--out", "-o")
    {
        HelpName = "DIR",
        Description = "The folder to write into [default: ./tensorboard/ and the name of the run's log folder]",
    };

    public ExportTensorBoardCommand() : base("tensorboard", "Write a run as an event file of TensorBoard")
    {
        Arguments.Add(_run);
        Options.Add(_out);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn export tensorboard latest",
        "cairn export tensorboard 20261121-143500-7f3a9c --out ./board/first",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        RunInfo run = _run.Find(call, store);
        string folder = Path.GetFullPath(call.Get(_out) ?? Path.Combine(DefaultFolder, FolderOf(run)));
        RequireNoEvents(folder);
        EventFileExport.Result written =
            new EventFileExport(store, run).Write(folder, PhysicalFileSystem.Instance, call.Context.Stop);
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json =>
            {
                json.Text("run", run.Id);
                json.Text("file", written.Path);
                json.Integer("points", written.Points);
                json.Integer("media", written.Media);
                json.Integer("parameters", written.Parameters);
            });
        }

        call.Terminal.Out.WriteLine(Plain.Text(
            $"Wrote {Numbers.Count(written.Points, "point")}, {Numbers.Count(written.Media)} media and "
            + $"{Numbers.Count(written.Parameters, "parameter")} of run {run.Id} to {written.Path}."));
        call.Terminal.Out.WriteLine(Plain.Text($"`tensorboard --logdir \"{Path.GetDirectoryName(folder)}\"` shows it."));
        return ExitCodes.Done;
    }

    private static string FolderOf(RunInfo run) => run.LogFolder.Length > 0 ? run.LogFolder : run.Id;

    private static void RequireNoEvents(string folder)
    {
        if (PhysicalFileSystem.Instance.ListFiles(folder, "*tfevents*") is [string found, ..])
        {
            throw new CliException(
                $"{folder} holds event files already ({Path.GetFileName(found)}), and TensorBoard would take both for one run. "
                + "Name another folder with --out, or delete that one.");
        }
    }
}
