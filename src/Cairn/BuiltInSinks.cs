using Cairn.Draining;
using Cairn.Sinks.Jsonl;
using Cairn.Sinks.Store;
using Cairn.Sinks.Text;

namespace Cairn;

/// <summary>The sinks that a tracker has, as its options say.</summary>
internal static class BuiltInSinks
{
    public static SinkOpener For(StorePlaces places, CairnOptions options) => new(
        () => new StoreSink(places.Database),
        options.WriteLogFiles
            ? [() => new JsonlSink(places.Files, options.LogFiles), () => new TextSink(places.Files, options.LogFiles)]
            : []);
}
