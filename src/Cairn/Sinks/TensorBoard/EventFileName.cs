using System.Globalization;

namespace Cairn.Sinks.TensorBoard;

/// <summary>
/// Names of event files: <c>events.out.tfevents.1795271700.123.20261121-143500-7f3a</c>, the time to the millisecond at
/// which the run was begun or resumed, and the journal. So TensorBoard, which reads the files of a run sorted by name, reads
/// them in the order of time, and no other process ever writes to the same file.
/// </summary>
internal static class EventFileName
{
    private const string Prefix = "events.out.tfevents.";
    private const int SecondsDigits = 10;
    private const int MillisecondsDigits = 3;

    public static string Of(long timeMs, string journal) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{timeMs / 1000:D10}.{timeMs % 1000:D3}.{journal}");

    /// <summary>The time in it, in seconds since 1970.</summary>
    public static double TimeOf(string name) => double.Parse(
        name.AsSpan(Prefix.Length, SecondsDigits + 1 + MillisecondsDigits), CultureInfo.InvariantCulture);
}
