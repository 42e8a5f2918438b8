using System.Globalization;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.Text;
using Cairn.Storage;
using Cairn.Tests.Sinks.Files;

namespace Cairn.Tests.Sinks.Text;

public sealed class PredictionLineTests : IDisposable
{
    private const string File = "inference_records.txt";

    private readonly LogStore _store = new();

    public PredictionLineTests()
    {
        _store.Journal.DefineLabel(1, "dqn_agent");
        _store.Journal.DefineLabel(2, "ETH/USDT");
        _store.Journal.DefineLabel(3, "BUY");
        _store.Journal.DefineLabel(4, "dqn_agent_20250725_143500", "digest");
        _store.Journal.DefineLabel(5, "enhanced_cnn");
        _store.Journal.DefineLabel(6, "HOLD");
    }

    private static PredictionPayload First => new()
    {
        Number = 1,
        DecidedMs = Time("2025-07-25T14:34:39.999Z"),
        Confidence = 0.85,
        LatencyMs = 12.5,
        Model = 1,
        Symbol = 2,
        Action = 3,
        Checkpoint = 4,
    };

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_prediction_is_a_line_as_the_trading_system_wrote_it()
    {
        Drain(First, First with
        {
            DecidedMs = Time("2025-07-25T14:34:40Z"),
            Confidence = 0.72,
            LatencyMs = 8.2,
            Model = 5,
            Action = 6,
            Checkpoint = 0,
        });

        Assert.Equal(
            """
            2025-07-25 14:34:39 | dqn_agent       | ETH/USDT   | BUY  | conf=0.850 | time=  12.5ms [checkpoint: dqn_agent_20250725_143500]
            2025-07-25 14:34:40 | enhanced_cnn    | ETH/USDT   | HOLD | conf=0.720 | time=   8.2ms

            """,
            _store.Read(File));
    }

    [Theory]
    [InlineData(0, 0, "conf=0.000 | time=   0.0ms")]
    [InlineData(1, 9999.94, "conf=1.000 | time=9999.9ms")]
    [InlineData(0.9996, 123456.78, "conf=1.000 | time=123456.8ms")]
    [InlineData(-0.5, -3, "conf=-0.500 | time=  -3.0ms")]
    [InlineData(double.NaN, double.NaN, "conf=NaN | time=     -ms")]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, "conf=Infinity | time=-Infinityms")]
    [InlineData(double.MaxValue, double.MinValue, "conf=1.79769E+308 | time=-1.79769E+308ms")]
    [InlineData(double.Epsilon, 999999999.9, "conf=0.000 | time=999999999.9ms")]
    public void Whatever_the_numbers_are_they_stay_in_their_cells(double confidence, double milliseconds, string cells)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        CultureInfo.CurrentCulture.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NaNSymbol = "nix" };
        try
        {
            Drain(First with { Confidence = confidence, LatencyMs = milliseconds, Checkpoint = 0 });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal($"2025-07-25 14:34:39 | dqn_agent       | ETH/USDT   | BUY  | {cells}\n", _store.Read(File));
    }

    [Fact]
    public void What_is_wrong_with_it_stands_at_the_end()
    {
        PredictionFlaws both = PredictionFlaws.BadConfidence | PredictionFlaws.LookAhead;
        var unknown = (PredictionFlaws)(1 << 30);
        Drain(First with { Flaws = (uint)both }, First with { Flaws = (uint)(both | unknown), Checkpoint = 0 }, First with { Flaws = (uint)unknown });

        string[] lines = _store.Read(File).TrimEnd('\n').Split('\n');
        Assert.EndsWith("ms [checkpoint: dqn_agent_20250725_143500] [flaws: bad_confidence, look_ahead]", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("12.5ms [flaws: bad_confidence, look_ahead]", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("143500]", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_call_is_a_line_the_repeated_ones_too()
    {
        Drain([.. Enumerable.Repeat(First, 1000)]);

        Assert.Equal(1000, _store.Read(File).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(nameof(PredictionPayload.Model))]
    [InlineData(nameof(PredictionPayload.Symbol))]
    [InlineData(nameof(PredictionPayload.Action))]
    [InlineData(nameof(PredictionPayload.Checkpoint))]
    public void A_prediction_with_a_lost_word_is_counted_as_undefined_and_not_written(string word)
    {
        PredictionPayload lost = First;
        _ = word switch
        {
            nameof(PredictionPayload.Model) => lost.Model = 99,
            nameof(PredictionPayload.Symbol) => lost.Symbol = 99,
            nameof(PredictionPayload.Action) => lost.Action = 99,
            _ => lost.Checkpoint = 99,
        };
        SinkProgress progress = Drain(First, lost, First);

        Assert.Equal((2, 1), (progress.Stored, progress.Undefined));
        Assert.Equal(2, _store.Read(File).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_name_can_be_taken_for_nothing_but_a_name()
    {
        _store.Journal.DefineLabel(7, "a\n2025-07-25 14:34:39 | \u001b[2J\u202E");
        Drain(First with { Model = 7, Checkpoint = 7 });

        Assert.Equal(
            "2025-07-25 14:34:39 | a\\n2025-07-25 14:34:39 | \\u001B[2J\\u202E | ETH/USDT   | BUY  | conf=0.850 | time=  12.5ms "
            + "[checkpoint: a\\n2025-07-25 14:34:39 | \\u001B[2J\\u202E]\n",
            _store.Read(File));
    }

    [Theory]
    [InlineData(long.MinValue, "0001-01-01 00:00:00")]
    [InlineData(long.MaxValue, "9999-12-31 23:59:59")]
    [InlineData(-1, "1969-12-31 23:59:59")]
    public void A_time_that_no_calendar_has_becomes_the_nearest(long decidedMs, string time)
    {
        Drain(First with { DecidedMs = decidedMs });

        Assert.StartsWith(time + " | dqn_agent ", _store.Read(File), StringComparison.Ordinal);
    }

    [Fact]
    public void Contracts_and_archives_are_told_among_the_events_of_the_system()
    {
        _store.Journal.Text(RecordKind.ModelContract, null, 0, "dqn_agent", """{"horizon":"01:00:00"}""");
        _store.Journal.Text(RecordKind.PredictionsArchived, null, 0, "predictions-2025-07", """{"count":7}""");
        _store.Journal.Text(RecordKind.Outcome, null, 0, "@1", "dqn_agent", "ETH/USDT");
        Drain();

        Assert.Equal(
            """
            2026-11-21 14:35:00.123 | INFO  | cairn.contract       | dqn_agent = {"horizon":"01:00:00"}
            2026-11-21 14:35:01.123 | INFO  | cairn.archive        | predictions-2025-07

            """,
            _store.Read("system_events.txt"));
    }

    private static long Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private SinkProgress Drain(params PredictionPayload[] predictions)
    {
        Array.ForEach(predictions, prediction => _store.Journal.Prediction(prediction));
        using var sink = new TextSink(PhysicalFileSystem.Instance, new LogFileOptions());
        sink.Write(_store.Journal, _store.Journal.Cut());
        return sink.ProgressOf(_store.Journal);
    }
}
