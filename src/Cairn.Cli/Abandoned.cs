using Cairn.Cli.Output;

namespace Cairn.Cli;

/// <summary>
/// What processes that died have left in their journals. Where a process writes the store, it brings that in by itself.
/// </summary>
internal sealed class Abandoned(CliCall call)
{
    private readonly StoreJournals _journals = new(StoreAccess.Layout(call.Folder));
    private bool _hasGivenUp;

    /// <summary>
    /// Brings in what there is, so that whoever looks sees everything. Costs a listing of one folder where there is
    /// nothing. A store that cannot be written is read as it is, with a note.
    /// </summary>
    public void BringIn()
    {
        if (_hasGivenUp)
        {
            return;
        }

        string? trouble = null;
        try
        {
            if (!IsThere())
            {
                return;
            }

            call.Context.Recover(call.Folder, failure => trouble ??= failure.Message);
            _hasGivenUp = IsThere();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CairnException)
        {
            (_hasGivenUp, trouble) = (true, exception.Message);
        }

        if (_hasGivenUp)
        {
            call.Terminal.Error.WriteLine(Plain.Text(
                $"note: what an ended process left in {call.Folder} could not be brought in, and is not shown. {trouble}"));
        }
    }

    /// <exception cref="CliException">Something is still there.</exception>
    public void RequireNone()
    {
        if (IsThere())
        {
            throw new CliException(
                $"What an ended process left in {call.Folder} could not be brought in. `cairn doctor` looks for the cause.");
        }
    }

    private bool IsThere() => _journals.OfTheDead().Any() && !_journals.HasWriter;
}
