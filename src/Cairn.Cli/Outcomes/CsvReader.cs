using System.Text;

namespace Cairn.Cli.Outcomes;

/// <summary>
/// Reads CSV as RFC 4180 has it, and with any line ends: fields may be in quotes, with commas, line ends and doubled
/// quotes in them. One pass over the text, a record at a time.
/// </summary>
internal sealed class CsvReader(TextReader text)
{
    /// <summary>
    /// A record that grows beyond it began with a quote that is none: the rest of the file is not read into it.
    /// </summary>
    private const int MaxRecordCharacters = 1 << 20;

    private readonly StringBuilder _field = new();
    private long _line = 1;

    public IEnumerable<CsvLine> Read()
    {
        while (text.Peek() >= 0)
        {
            yield return ReadRecord();
        }
    }

    private CsvLine ReadRecord()
    {
        var fields = new List<string>();
        long number = _line;
        int room = MaxRecordCharacters;
        while (true)
        {
            bool isEnded = ReadField(ref room);
            fields.Add(_field.ToString());
            _field.Clear();
            int end = text.Read();
            if (end == ',' && isEnded)
            {
                continue;
            }

            SkipLineEnd(end);
            return new CsvLine(number, fields, !isEnded);
        }
    }

    /// <summary>Up to the comma or line end behind it. False when its closing quote is missing.</summary>
    private bool ReadField(ref int room)
    {
        bool isQuoted = text.Peek() == '"';
        if (isQuoted)
        {
            text.Read();
        }

        while (room-- > 0)
        {
            int next = text.Peek();
            if (next < 0)
            {
                return !isQuoted;
            }

            if (isQuoted && next == '"')
            {
                text.Read();
                isQuoted = text.Peek() == '"';
                if (!isQuoted)
                {
                    continue; // what follows up to the comma belongs to the field, as with everybody
                }
            }
            else if (!isQuoted && next is ',' or '\r' or '\n')
            {
                return true;
            }

            Take();
        }

        return false;
    }

    private void Take()
    {
        char taken = (char)text.Read();
        _line += taken == '\n' ? 1 : 0;
        _field.Append(taken);
    }

    private void SkipLineEnd(int end)
    {
        if (end == '\r' && text.Peek() == '\n')
        {
            text.Read();
        }

        _line++;
    }
}
