using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Writes tensors for other programs.</summary>
internal sealed class ExportCommand : CairnCommand
{
    private readonly CheckpointName _checkpoint = new();

    private readonly Option<string> _out = new("--out", "-o")
    {
        HelpName = "FILE",
        Description = "The file to make; one that is there is replaced",
        Required = true,
    };

    private readonly Option<string> _group = new("--group")
    {
        HelpName = "GROUP",
        Description = "Which tensors: model, optimizer or others that were saved",
        DefaultValueFactory = _ => LoadedCheckpoint.ModelGroup,
    };

    public ExportCommand() : base("export", "Write the tensors of a checkpoint as safetensors, for Python and others")
    {
        _checkpoint.AddTo(this);
        Options.Add(_out);
        Options.Add(_group);
    }

    public override IReadOnlyList<string> Examples => ["cairn checkpoints export best --out model.safetensors"];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        CheckpointMetadata found = _checkpoint.Find(call, store);
        (string path, string group) = (Path.GetFullPath(call.Get(_out)!), call.Get(_group)!);
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new CliException($"{path} cannot be made: its folder is not there.");
        }

        store.Manager.Export(found.CheckpointId, path, group);
        long bytes = new FileInfo(path).Length;
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json =>
            {
                json.Text("id", found.CheckpointId);
                json.Text("group", group);
                json.Text("path", path);
                json.Integer("bytes", bytes);
            });
        }

        call.Terminal.Out.WriteLine(Plain.Text(
            $"{path}, {Numbers.Bytes(bytes)}: the {group} tensors of {found.CheckpointId}."));
        call.Terminal.Out.WriteLine("In Python: safetensors.numpy.load_file(path), or safetensors.torch.");
        return ExitCodes.Done;
    }
}
