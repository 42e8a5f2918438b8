using Cairn.IO;
using Cairn.Sinks;
using Cairn.Sinks.Jsonl;
using Cairn.Tests.Sinks.Files;

namespace Cairn.Tests.Sinks.Jsonl;

public sealed class JsonlSinkTests : FileSinkContract
{
    private protected override ISink Create(IFileSystem files, LogFileOptions options) => new JsonlSink(files, options);

    [Fact]
    public void A_run_is_written_line_by_line()
    {
        using ISink sink = Create();
        Store.Drain(sink, SomeTraining.Record(Store.Journal));

        Assert.Equal(
            """
            {"timestamp":"2026-11-21T14:35:03.123Z","step":1,"epoch":0,"batch":12,"train/loss":0.5}
            {"timestamp":"2026-11-21T14:35:04.123Z","step":2,"train/loss":0.25}
            {"timestamp":"2026-11-21T14:35:06.123Z","step":3,"train/loss":"NaN"}

            """,
            Store.Read(SomeTraining.Folder + "/training_metrics.jsonl"));
    }
}
