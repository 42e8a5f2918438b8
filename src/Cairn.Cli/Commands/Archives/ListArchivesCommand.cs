using Cairn.Cli.Archives;
using Cairn.Cli.Output;
using Cairn.Inference;

namespace Cairn.Cli.Commands.Archives;

/// <summary>The archives of a store.</summary>
internal sealed class ListArchivesCommand() : CairnCommand("list", "List archives, the oldest days first")
{
    public override IReadOnlyList<string> Examples => ["cairn archive list", "cairn archive list --json"];

    public override int Run(CliCall call)
    {
        var catalog = new ArchiveCatalog(call);
        IReadOnlyList<PredictionArchive> archives = catalog.List();
        IReadOnlyDictionary<string, long> counts =
            archives.Count == 0 ? new Dictionary<string, long>() : catalog.Counts();
        if (call.Json)
        {
            return WriteJson(call.Terminal, archives, counts);
        }

        if (archives.Count == 0)
        {
            call.Terminal.Out.WriteLine(
                Plain.Text($"There are no archives in {catalog.Path}. `cairn cleanup` makes one of old predictions."));
            return ExitCodes.Done;
        }

        WriteTable(call.Terminal, archives, counts);
        return ExitCodes.Done;
    }

    private static void WriteTable(
        Terminal terminal, IReadOnlyList<PredictionArchive> archives, IReadOnlyDictionary<string, long> counts)
    {
        var table = new Table(new("Archive"), new("Predictions", IsNumber: true), new("Size", IsNumber: true));
        foreach (PredictionArchive archive in archives)
        {
            table.Add(
                Plain.Text(archive.Name),
                counts.TryGetValue(archive.Name, out long count) ? Numbers.Count(count) : terminal.Symbols.None,
                Numbers.Bytes(archive.Bytes));
        }

        table.Write(terminal);
    }

    private static int WriteJson(
        Terminal terminal, IReadOnlyList<PredictionArchive> archives, IReadOnlyDictionary<string, long> counts) =>
        JsonOutput.Write(terminal, json => json.Objects("archives", archives, archive =>
        {
            json.Text("name", archive.Name);
            json.Text("path", archive.Path);
            json.Integer("predictions", counts.TryGetValue(archive.Name, out long count) ? count : null);
            json.Integer("bytes", archive.Bytes);
        }));
}
