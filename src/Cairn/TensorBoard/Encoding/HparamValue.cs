using System.Globalization;

namespace Cairn.TensorBoard.Encoding;

/// <summary>A hyperparameter as TensorBoard knows it: text, a finite number or a flag. Immutable.</summary>
internal readonly struct HparamValue
{
    private readonly string? _text;
    private readonly double _number;

    private HparamValue(int type, string? text, double number)
    {
        Type = type;
        _text = text;
        _number = number;
    }

    /// <summary>One of <see cref="Fields.HparamType"/>.</summary>
    public int Type { get; }

    /// <summary>
    /// What is no text, number or flag becomes text. So do NaN and infinities: TensorBoard's page fails as a whole when
    /// it meets one as a number, which JSON has no word for.
    /// </summary>
    public static HparamValue Of(object? value) => value switch
    {
        bool flag => new HparamValue(Fields.HparamType.Flag, null, flag ? 1 : 0),
        IConvertible number when IsFinite(number) => new HparamValue(
            Fields.HparamType.Number, null, number.ToDouble(CultureInfo.InvariantCulture)),
        _ => new HparamValue(
            Fields.HparamType.Text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty, 0),
    };

    public void WriteTo(ref ProtobufWriter message)
    {
        switch (Type)
        {
            case Fields.HparamType.Number:
                message.WriteDouble(Fields.AnyValue.Number, _number);
                break;
            case Fields.HparamType.Flag:
                message.WriteInt64(Fields.AnyValue.Flag, (long)_number);
                break;
            default:
                message.WriteString(Fields.AnyValue.Text, _text ?? string.Empty);
                break;
        }
    }

    private static bool IsFinite(IConvertible value) =>
        value is not Enum
        && value.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal
        && double.IsFinite(value.ToDouble(CultureInfo.InvariantCulture));
}
