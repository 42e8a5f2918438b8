namespace Cairn.Toto.Data;

/// <summary>Collects notices: the first few of each kind in full and the number of the rest.</summary>
internal sealed class NoticeBook
{
    // Enough to see the pattern; a file with a million gaps must not flood the run's log.
    private const int FullNoticesPerIssue = 20;

    private readonly List<DataNotice> _notices = [];
    private readonly Dictionary<DataIssue, int> _counts = [];

    public void Add(DataIssue issue, int line, string message)
    {
        int count = _counts[issue] = _counts.GetValueOrDefault(issue) + 1;
        if (count <= FullNoticesPerIssue)
        {
            _notices.Add(new DataNotice(issue, line, message));
        }
    }

    public IReadOnlyList<DataNotice> ToList() =>
    [
        .. _notices,
        .. _counts.Where(entry => entry.Value > FullNoticesPerIssue).Select(entry => SumUp(entry.Key, entry.Value)),
    ];

    private static DataNotice SumUp(DataIssue issue, int count) =>
        new(issue, 0, $"{count - FullNoticesPerIssue:N0} more of the kind {issue}, mended in the same way.");
}
