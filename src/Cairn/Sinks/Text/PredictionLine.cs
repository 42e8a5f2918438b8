using System.Text;
using Cairn.Recording;
using Cairn.Sinks.Files;
using Cairn.Storage;

namespace Cairn.Sinks.Text;

/// <summary>
/// A prediction as one line: time to the second, model, symbol, action, confidence, processing time, and in brackets
/// what else there is. Belongs to the handler of one journal. Not thread-safe.
/// </summary>
internal sealed class PredictionLine(LogJournal log)
{
    private const int TimeLength = 19; // without the milliseconds

    // Fits dqn_agent and enhanced_cnn.
    private const int ModelWidth = 15;

    // Fits ETH/USDT.
    private const int SymbolWidth = 10;

    // Fits BUY, SELL and HOLD.
    private const int ActionWidth = 4;

    // Fits 9999.9 ms.
    private const int MillisecondsWidth = 6;

    // As they are shown. Bounded by the labels of the journal's catalog.
    private readonly Dictionary<uint, byte[]> _labels = [];

    // By flaws. Bounded by the combinations of flaws that have a name.
    private readonly Dictionary<PredictionFlaws, byte[]> _flaws = [];

    /// <summary>False when a name is lost; nothing was written then.</summary>
    /// <param name="line">Where to put it; the new line is left to the caller.</param>
    /// <param name="time">When the model decided as text, to the second or finer.</param>
    /// <param name="record">A prediction.</param>
    public bool TryAppend(PooledBuffer line, ReadOnlySpan<byte> time, in PredictionRecord record)
    {
        PredictionPayload fields = record.Fields;
        if (!TryFind(fields.Model, out byte[] model)
            || !TryFind(fields.Symbol, out byte[] symbol)
            || !TryFind(fields.Action, out byte[] action)
            || !TryFind(fields.Checkpoint, out byte[] checkpoint))
        {
            return false;
        }

        line.Append(time[..TimeLength]);
        AppendCell(line, model, ModelWidth);
        AppendCell(line, symbol, SymbolWidth);
        AppendCell(line, action, ActionWidth);
        line.Append(" | conf="u8);
        AppendNumber(line, fields.Confidence, decimals: 3, width: 0);
        line.Append(" | time="u8);
        AppendMilliseconds(line, fields.LatencyMs);
        AppendBracket(line, " [checkpoint: "u8, checkpoint);
        AppendBracket(line, " [flaws: "u8, FlawNames((PredictionFlaws)fields.Flaws));
        return true;
    }

    private static void AppendCell(PooledBuffer line, ReadOnlySpan<byte> text, int width)
    {
        line.Append(" | "u8);
        line.Append(text);
        AppendSpaces(line, width - text.Length);
    }

    private static void AppendMilliseconds(PooledBuffer line, double value)
    {
        if (double.IsNaN(value))
        {
            line.Append("     -"u8); // nobody measured
        }
        else
        {
            AppendNumber(line, value, decimals: 1, MillisecondsWidth);
        }

        line.Append("ms"u8);
    }

    private static void AppendNumber(PooledBuffer line, double value, int decimals, int width)
    {
        Span<byte> text = stackalloc byte[FixedText.MaxLength];
        int count = FixedText.Write(value, decimals, text);
        AppendSpaces(line, width - count);
        line.Append(text[..count]);
    }

    private static void AppendBracket(PooledBuffer line, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            line.Append(name);
            line.Append(text);
            line.Append((byte)']');
        }
    }

    private static void AppendSpaces(PooledBuffer line, int count)
    {
        if (count > 0)
        {
            line.GetSpan(count)[..count].Fill((byte)' ');
            line.Advance(count);
        }
    }

    private byte[] FlawNames(PredictionFlaws flaws)
    {
        flaws &= PredictionFlawNames.Known;
        if (flaws == PredictionFlaws.None)
        {
            return [];
        }

        if (!_flaws.TryGetValue(flaws, out byte[]? names))
        {
            _flaws.Add(flaws, names = Encoding.UTF8.GetBytes(PredictionFlawNames.Of(flaws)));
        }

        return names;
    }

    /// <summary>The word behind a number, none behind 0.</summary>
    private bool TryFind(uint label, out byte[] text)
    {
        if (_labels.TryGetValue(label, out text!))
        {
            return true;
        }

        if (label != 0 && log.FindLabel(label) is null)
        {
            return false;
        }

        using PooledBuffer visible = new();
        VisibleText.AppendLine(visible, Encoding.UTF8.GetBytes(log.FindLabel(label)?.Text ?? ""));
        _labels.Add(label, text = visible.Written.ToArray());
        return true;
    }
}
