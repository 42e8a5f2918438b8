using Cairn.Inference;

namespace Cairn.Cli.Outcomes;

/// <summary>Hands the outcomes of a CSV file in, the good ones, and remembers the bad lines. Used once.</summary>
internal sealed class OutcomeImport(string? model, CancellationToken stop)
{
    /// <summary>More are counted, not kept.</summary>
    public const int MaxBadLines = 100;

    private const int LinesBetweenFlushes = 10_000;

    // Bounded by MaxBadLines.
    private readonly List<BadLine> _badLines = [];

    public long Good { get; private set; }

    public long Bad { get; private set; }

    public IReadOnlyList<BadLine> BadLines => _badLines;

    /// <param name="text">The file.</param>
    /// <param name="tracker">Where outcomes go; null only reads the file.</param>
    /// <exception cref="CliException">The file has no header that says enough, or the journal takes no
    /// more.</exception>
    public void Run(TextReader text, CairnTracker? tracker)
    {
        CsvOutcomeParser? parser = null;
        foreach (CsvLine line in new CsvReader(text).Read().Where(line => !line.IsBlank))
        {
            stop.ThrowIfCancellationRequested();
            if (parser is null)
            {
                parser = new CsvOutcomeParser(CsvColumns.Read(line.Fields, model is not null), model);
            }
            else if (TryParse(parser, line) is { } outcome)
            {
                HandIn(tracker, outcome);
            }
        }

        if (parser is null)
        {
            throw new CliException("The file is empty: its first line must name the columns.");
        }

        tracker?.FlushAsync(stop).GetAwaiter().GetResult();
    }

    private CsvOutcome? TryParse(CsvOutcomeParser parser, CsvLine line)
    {
        try
        {
            return parser.Parse(line);
        }
        catch (FormatException error)
        {
            Bad++;
            if (_badLines.Count < MaxBadLines)
            {
                _badLines.Add(new BadLine(line.Number, error.Message));
            }

            return null;
        }
    }

    private void HandIn(CairnTracker? tracker, CsvOutcome outcome)
    {
        if (tracker is not null && !TryResolve(tracker.Inference, outcome))
        {
            tracker.FlushAsync(stop).GetAwaiter().GetResult();
            if (!TryResolve(tracker.Inference, outcome))
            {
                throw new CliException(
                    $"The journal takes no more records, so {Good} outcomes were imported and the rest was not. "
                    + "`cairn doctor` looks for the cause. Import the file again after that: what is there is "
                    + "recognised.");
            }
        }

        Good++;
        if (Good % LinesBetweenFlushes == 0)
        {
            tracker?.FlushAsync(stop).GetAwaiter().GetResult();
        }
    }

    private static bool TryResolve(InferenceLogger log, CsvOutcome outcome) => outcome.Prediction.IsRecorded
        ? log.Resolve(outcome.Prediction, outcome.Actual, outcome.Value, outcome.Time)
        : log.Resolve(
            outcome.Model, outcome.Symbol, outcome.DecisionTime, outcome.Actual, outcome.Value, outcome.Time);
}
