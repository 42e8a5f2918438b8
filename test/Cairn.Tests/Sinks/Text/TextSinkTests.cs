using Cairn.IO;
using Cairn.Sinks;
using Cairn.Sinks.Text;
using Cairn.Tests.Sinks.Files;

namespace Cairn.Tests.Sinks.Text;

public sealed class TextSinkTests : FileSinkContract
{
    private protected override ISink Create(IFileSystem files, LogFileOptions options) => new TextSink(files, options);
}
