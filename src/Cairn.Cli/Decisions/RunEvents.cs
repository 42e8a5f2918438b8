using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>All events of a run, page by page. Stateless.</summary>
internal static class RunEvents
{
    private const int PageSize = 1000;

    public static IEnumerable<RunEvent> ReadAll(IRunStore store, string runId)
    {
        IReadOnlyList<RunEvent> page = store.ReadEvents(runId, limit: PageSize);
        while (page.Count > 0)
        {
            foreach (RunEvent one in page)
            {
                yield return one;
            }

            page = store.ReadEvents(runId, page[^1].Id, PageSize);
        }
    }
}
