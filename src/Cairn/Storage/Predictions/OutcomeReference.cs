using System.Globalization;

namespace Cairn.Storage;

/// <summary>How an outcome says which prediction it means: by id, or by <c>@</c> and the time of decision. Stateless.</summary>
internal static class OutcomeReference
{
    private const char Mark = '@';

    public static string At(long decidedMs) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{decidedMs}");

    public static bool TryReadTime(string reference, out long decidedMs)
    {
        decidedMs = 0;
        return reference.StartsWith(Mark)
            && long.TryParse(reference.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decidedMs);
    }
}
