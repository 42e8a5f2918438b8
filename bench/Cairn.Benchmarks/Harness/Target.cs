using System.Globalization;

namespace Cairn.Benchmarks.Harness;

/// <summary>What Cairn promises of a number, and whether it held in this run.</summary>
internal sealed record Target(string Text, bool IsMet)
{
    public static Target AtMost(double limit, double value, string unit) =>
        new(Invariant($"≤ {limit:N0} {unit}"), value <= limit);

    public static Target AtLeast(double limit, double value, string unit) =>
        new(Invariant($"≥ {limit:N0} {unit}"), value >= limit);

    public static Target CheaperThan(string peer, double times, double ratio) =>
        new(Invariant($"≥ {times:0} × cheaper than {peer} ({ratio:0.0} ×)"), ratio >= times);

    public static Target FasterThan(string peer, double times, double ratio) =>
        new(Invariant($"≥ {times:0.#} × {peer} ({ratio:0.00} ×)"), ratio >= times);

    public static Target Within(string floor, double times, double ratio) =>
        new(Invariant($"≤ {times:0.#} × {floor} ({ratio:0.00} ×)"), ratio <= times);

    public override string ToString() => (IsMet ? "met: " : "**missed**: ") + Text;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
