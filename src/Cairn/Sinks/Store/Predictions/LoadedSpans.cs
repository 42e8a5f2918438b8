namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Of which times of decision every prediction of a model is remembered: a few spans, as calls of a model may jump
/// between far times. The least recently used one goes first. Bounded by <see cref="MaxCount"/>. Not thread-safe.
/// </summary>
/// <param name="room">After so many others were remembered, what nobody used meanwhile may be gone.</param>
internal sealed class LoadedSpans(long room)
{
    public const int MaxCount = 16;

    /// <summary>The one used last is the last.</summary>
    private readonly List<Span> _spans = [];

    /// <summary>Whether all between two times is remembered.</summary>
    /// <param name="fromMs">The first time.</param>
    /// <param name="toMs">The last time.</param>
    /// <param name="added">How many predictions were remembered so far, of all models.</param>
    public bool TryUse(long fromMs, long toMs, long added)
    {
        for (int i = _spans.Count - 1; i >= 0; i--)
        {
            Span span = _spans[i];
            if (span.FromMs <= fromMs && toMs <= span.ToMs && added - span.UsedAt < room)
            {
                _spans.RemoveAt(i);
                _spans.Add(span with { UsedAt = added });
                return true;
            }
        }

        return false;
    }

    /// <summary>All between two times is remembered now.</summary>
    /// <inheritdoc cref="TryUse"/>
    public void Add(long fromMs, long toMs, long added)
    {
        for (int i = _spans.Count - 1; i >= 0; i--)
        {
            Span span = _spans[i];
            bool isGone = added - span.UsedAt >= room;
            bool touches = span.FromMs <= toMs && fromMs <= span.ToMs;
            if (touches && !isGone)
            {
                (fromMs, toMs) = (Math.Min(fromMs, span.FromMs), Math.Max(toMs, span.ToMs));
            }

            if (touches || isGone)
            {
                _spans.RemoveAt(i);
            }
        }

        if (_spans.Count == MaxCount)
        {
            _spans.RemoveAt(0);
        }

        _spans.Add(new Span(fromMs, toMs, added));
    }

    private readonly record struct Span(long FromMs, long ToMs, long UsedAt);
}
