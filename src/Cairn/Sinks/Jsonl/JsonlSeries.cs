using System.Text.Json;
using Cairn.Sinks.Files;

namespace Cairn.Sinks.Jsonl;

/// <summary>A series with the file that its values go to and its name, ready to be written.</summary>
internal sealed class JsonlSeries(LogRun run, LogFile file, JsonEncodedText name) : LogSeries(run)
{
    public LogFile File => file;

    public JsonEncodedText Name => name;
}
