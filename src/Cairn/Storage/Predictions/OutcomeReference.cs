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

    /// <summary>
    /// From which text to which the references of these times are, both included. As texts, numbers are in order (or,
    /// below zero, in the opposite one) when they are of one sign and length: so there is a pair for each of those.
    /// </summary>
    public static IEnumerable<(string First, string Last)> Between(long fromMs, long toMs)
    {
        for (long from = fromMs; from <= toMs;)
        {
            long last = Math.Min(toMs, LastAlike(from));
            yield return from < 0 ? (At(last), At(from)) : (At(from), At(last));
            if (last == long.MaxValue)
            {
                yield break;
            }

            from = last + 1;
        }
    }

    /// <summary>The greatest number with the sign and as many digits.</summary>
    private static long LastAlike(long number)
    {
        long power = 1;
        for (long rest = number / 10; rest != 0; rest /= 10)
        {
            power *= 10;
        }

        if (number < 0)
        {
            return -power;
        }

        return power > long.MaxValue / 10 ? long.MaxValue : (power * 10) - 1;
    }
}
