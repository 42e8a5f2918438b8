using Cairn.Cli.Output;

namespace Cairn.Cli.Training;

/// <summary>What did not reach the store, why, and what to do about it.</summary>
/// <param name="health">As it was after the flush that ended the training.</param>
/// <param name="flushError">Why that flush failed; null when it did not.</param>
/// <param name="folder">The store's folder.</param>
internal sealed class LossReport(CairnHealth health, string? flushError, string folder)
{
    public bool IsEmpty => health.Refused + health.Lost == 0 && flushError is null;

    /// <summary>A line that says how much, and one for each reason.</summary>
    public IEnumerable<string> Lines()
    {
        if (health.Refused + health.Lost > 0)
        {
            long all = health.Accepted + health.Refused;
            yield return $"NOT RECORDED: {Numbers.Count(health.Refused + health.Lost)} of {Numbers.Count(all)} records "
                + $"({Numbers.Count(health.Refused)} refused, {Numbers.Count(health.Lost)} lost).";
        }

        foreach ((LossKind kind, long count) in health.Losses)
        {
            yield return $"  {kind} {Numbers.Count(count)}: {Explain(kind)}";
        }

        if (flushError is not null)
        {
            yield return $"NOT YET IN THE STORE: {Numbers.Count(health.Pending)} records wait in the journal: "
                + $"{Plain.Text(flushError)} When that is mended, `cairn recover` brings them in.";
        }
    }

    private string Explain(LossKind kind) => kind switch
    {
        LossKind.JournalUnavailable =>
            $"{Plain.Text(folder)} could not be written. Make it writable, free disk space, or name another folder with "
            + "--store; `cairn doctor` looks for the cause.",
        LossKind.JournalFull =>
            "the store did not keep up, and the journal reached its limit. `cairn doctor` looks for the cause.",
        LossKind.Outrun =>
            "they came faster than room for them could be made. Put the store on a faster disk.",
        LossKind.Damaged => "their bytes in the journal were changed by somebody else. Check the disk.",
        LossKind.Undefined => "what named their run or series was lost. Check the disk.",
        LossKind.Vanished => "their part of the journal was deleted by somebody else. Keep others out of the folder.",
        _ => "they came after the recording was closed.",
    };
}
