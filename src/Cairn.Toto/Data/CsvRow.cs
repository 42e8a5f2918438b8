using System.Globalization;

namespace Cairn.Toto.Data;

/// <summary>Turns one line into a bar or says what is wrong with it.</summary>
internal sealed class CsvRow(CsvHeader header)
{
    private string[] _fields = [];

    /// <summary>False, with the <paramref name="defect"/>, when the line is no bar. An empty volume is 0.</summary>
    public bool TryParse(string line, out Bar bar, out bool hasVolume, out RowDefect defect)
    {
        bar = default;
        hasVolume = false;
        _fields = line.Split(header.Separator, StringSplitOptions.TrimEntries);
        if (_fields.Length != header.FieldCount)
        {
            defect = new RowDefect(null, $"{_fields.Length} fields where the header has {header.FieldCount}.");
            return false;
        }

        double volume = 0;
        hasVolume = header.Volume >= 0 && Field(header.Volume).Length > 0;
        if (!TryReadTime(out DateTime time, out defect)
            || !TryReadNumber(header.Open, double.Epsilon, out double open, out defect)
            || !TryReadNumber(header.High, double.Epsilon, out double high, out defect)
            || !TryReadNumber(header.Low, double.Epsilon, out double low, out defect)
            || !TryReadNumber(header.Close, double.Epsilon, out double close, out defect)
            || (hasVolume && !TryReadNumber(header.Volume, 0, out volume, out defect)))
        {
            return false;
        }

        bar = new Bar(time, open, high, low, close, volume);
        return IsConsistent(bar, out defect);
    }

    private ReadOnlySpan<char> Field(int field) => _fields[field].AsSpan().Trim('"');

    private bool TryReadTime(out DateTime time, out RowDefect defect)
    {
        bool read = TimeField.TryParse(Field(header.Time), out time);
        defect = read ? default : new RowDefect(header[header.Time],
            $"'{Field(header.Time)}' is not a time such as 2024-05-31, 2024-05-31 14:30:00 or 1717165800.");
        return read;
    }

    private bool TryReadNumber(int field, double minimum, out double number, out RowDefect defect)
    {
        bool read = double.TryParse(Field(field), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        defect = !read ? new RowDefect(header[field], $"'{Field(field)}' is not a number such as 1234.5.")
            : !double.IsFinite(number) ? new RowDefect(header[field], $"{number} is not a finite number.")
            : number < minimum ? new RowDefect(
                header[field], $"{number} is not {(minimum > 0 ? "a price above" : "a volume of at least")} 0.")
            : default;
        return defect == default;
    }

    private bool IsConsistent(Bar bar, out RowDefect defect)
    {
        defect = bar.High < bar.Low
                ? new RowDefect(header[header.High], $"The high {bar.High} is below the low {bar.Low}.")
            : bar.High < Math.Max(bar.Open, bar.Close)
                ? new RowDefect(
                    header[header.High], $"The high {bar.High} is below the open {bar.Open} or the close {bar.Close}.")
            : bar.Low > Math.Min(bar.Open, bar.Close)
                ? new RowDefect(
                    header[header.Low], $"The low {bar.Low} is above the open {bar.Open} or the close {bar.Close}.")
            : default;
        return defect == default;
    }
}
