using Cairn.IO;
using Cairn.Journal;
using Cairn.Sinks;
using Cairn.Tests.Support;

namespace Cairn.Tests.Sinks.Files;

/// <summary>A store's folders for one test: <c>logs</c> and one journal. Deleted on disposal.</summary>
internal sealed class LogStore : IDisposable
{
    private readonly TempFolder _folder = new();

    public LogStore()
    {
        Journal = NewJournal("journal-1");
    }

    public ScriptedJournal Journal { get; }

    public string Logs => _folder["logs"];

    public string this[string name] => Path.Join(Logs, name);

    public ScriptedJournal NewJournal(string id) =>
        new(Directory.CreateDirectory(_folder[id]).FullName, Logs);

    /// <summary>The text of one file under <c>logs</c>.</summary>
    public string Read(string name) => File.ReadAllText(this[name]);

    /// <summary>Every file under <c>logs</c> with its text, locks aside.</summary>
    public SortedDictionary<string, string> ReadAll()
    {
        SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
        if (Directory.Exists(Logs))
        {
            foreach (string path in Directory.GetFiles(Logs, "*", SearchOption.AllDirectories))
            {
                if (!path.EndsWith(".lock", StringComparison.Ordinal))
                {
                    texts.Add(Path.GetRelativePath(Logs, path), File.ReadAllText(path));
                }
            }
        }

        return texts;
    }

    /// <summary>Offers the batches, and then the end, again and again until the sink has taken them.</summary>
    public void Drain(ISink sink, IEnumerable<JournalBatch> batches, bool andClose = false)
    {
        foreach (JournalBatch batch in batches)
        {
            Retry(() => sink.Write(Journal, batch));
        }

        if (andClose)
        {
            Retry(() => sink.Close(Journal));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Retry(Action action)
    {
        const int attempts = 3; // a test injects one fault at a time
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (SinkUnavailableException) when (attempt < attempts)
            {
            }
        }
    }
}
