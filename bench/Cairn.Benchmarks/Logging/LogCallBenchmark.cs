using System.Globalization;
using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Logging;

/// <summary>One value of one metric, handed in by one or several threads.</summary>
internal sealed class LogCallBenchmark(int threads) : IBenchmark
{
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"Log call, {threads} thread{(threads == 1 ? "" : "s")}");

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        Subject[] subjects =
        [
            new CairnLog(folder, threads),
            new MappedAppend(folder),
            new CheckedMappedAppend(folder),
            new SerilogFile(folder),
            new NLogFile(folder),
            new OpenAppendClose(folder, threads),
        ];
        try
        {
            return Judge(Interleaved.Measure(Name, threads, subjects));
        }
        finally
        {
            Array.ForEach(subjects, subject => subject.Dispose());
        }
    }

    private static Row[] Judge(IReadOnlyList<Row> rows)
    {
        Row cairn = rows[0];
        Row floor = rows.Single(row => row.Subject == MappedAppend.Title);
        Row serilog = rows.Single(row => row.Subject == SerilogFile.Title);
        Target[] targets =
        [
            Target.AtMost(0, cairn.AllocatedBytes!.Value, "B"),
            Target.CheaperThan("Serilog", 30, serilog.RatioTo(cairn)),
            Target.Within("the bare append", 3, cairn.RatioTo(floor)),
        ];
        return [cairn with { Targets = targets }, .. rows.Skip(1)];
    }
}
