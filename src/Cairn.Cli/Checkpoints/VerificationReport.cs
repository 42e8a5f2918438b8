using System.Diagnostics;
using Cairn.Checkpoints;
using Cairn.Cli.Output;

namespace Cairn.Cli.Checkpoints;

/// <summary>Says what verifications found, each as it is done. Not thread-safe.</summary>
internal sealed class VerificationReport(CliCall call, string directory, VerificationDepth depth)
{
    private static readonly TimeSpan PatientFor = TimeSpan.FromSeconds(1);

    private readonly Terminal _terminal = call.Terminal;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    // Bounded by the checkpoints on disk.
    private readonly List<CheckpointVerification> _all = [];
    private bool _showsProgress;

    public void Add(CheckpointVerification one)
    {
        _all.Add(one);
        if (call.Json)
        {
            return;
        }

        if (!one.IsSound)
        {
            ClearProgress();
            WriteDamage(one);
        }
        else if (_terminal.IsInteractive && _watch.Elapsed > PatientFor)
        {
            WriteProgress();
        }
    }

    public int Finish()
    {
        ClearProgress();
        int damaged = _all.Count(one => !one.IsSound);
        if (call.Json)
        {
            WriteJson(damaged);
        }
        else
        {
            WriteSum(damaged);
        }

        return damaged == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private bool IsInBackup(CheckpointVerification one) =>
        !one.Folder.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void WriteDamage(CheckpointVerification one)
    {
        string place = IsInBackup(one) ? " in the backup" : "";
        string problem = one.Problem!.Replace(one.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        _terminal.Out.WriteLine(
            $"{_terminal.Styled(_terminal.Symbols.Fail, Style.Red)}  {Plain.Text(one.CheckpointId)}{place}");
        _terminal.Out.WriteLine($"   {Plain.Text(problem)}");
        _terminal.Out.Flush();
    }

    private void WriteProgress()
    {
        _terminal.Out.Write($"\r{Sum(_all)} so far\e[K");
        _terminal.Out.Flush();
        _showsProgress = true;
    }

    private void ClearProgress()
    {
        if (_showsProgress)
        {
            _terminal.Out.Write("\r\e[K");
            _showsProgress = false;
        }
    }

    private void WriteSum(int damaged)
    {
        if (_all.Count == 0)
        {
            _terminal.Out.WriteLine(Plain.Text(CheckpointStore.NoneIn(directory)));
            return;
        }

        if (damaged == 0)
        {
            string how = depth == VerificationDepth.Quick ? "complete; without --quick every byte is read" : "every byte is sound";
            _terminal.Out.WriteLine($"{_terminal.Styled(_terminal.Symbols.Ok, Style.Green)}  {Sum(_all)}: {how}");
            return;
        }

        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine(
            $"{Sum(_all)}: {Numbers.Count(damaged)} damaged. Loading passes over what is damaged.");
        if (_all.FirstOrDefault(one => !one.IsSound && !IsInBackup(one)) is { } first)
        {
            _terminal.Out.WriteLine(
                $"-> from a backup: cairn checkpoints restore {Plain.Text(first.CheckpointId)} --from DIR");
        }
    }

    private string Sum(List<CheckpointVerification> all) =>
        $"{CheckpointText.Count(all.Count)}, {Numbers.Bytes(all.Sum(one => one.Bytes))} in {Times.Span(_watch.Elapsed)}";

    private void WriteJson(int damaged) => JsonOutput.Write(_terminal, json =>
    {
        json.Objects("checkpoints", _all, one =>
        {
            json.Text("id", one.CheckpointId);
            json.Text("model", one.ModelName);
            json.Text("folder", one.Folder);
            json.Flag("is_backup", IsInBackup(one));
            json.Integer("bytes", one.Bytes);
            json.Flag("is_sound", one.IsSound);
            json.Text("problem", one.Problem);
        });
        json.Integer("sound", _all.Count - damaged);
        json.Integer("damaged", damaged);
        json.Integer("bytes", _all.Sum(one => one.Bytes));
        json.Number("seconds", _watch.Elapsed.TotalSeconds);
    });
}
