using Cairn.Storage;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// The newest predictions that have rows of their own, by what was asked: a ring with chains through it. Bounded by the
/// given count, a power of two; grows up to it. Not thread-safe.
/// </summary>
internal sealed class RecentPredictions(int maxCount = RecentPredictions.MaxCount)
{
    /// <summary>With 72 bytes and four heads of chains each 22 MiB: 870 a second for five minutes.</summary>
    public const int MaxCount = 1 << 18;

    /// <summary>
    /// How many of one question are remembered at most: a model that answers at random while its feed stands still must
    /// not make each record dearer than the one before.
    /// </summary>
    private const int MaxAlike = 64;

    private const int FirstCount = 1 << 10;

    /// <summary>So that most new questions meet an empty chain, and no slot far away has to be read.</summary>
    private const int HeadsPerSlot = 4;
    private const int None = -1;

    private Slot[] _slots = new Slot[Math.Min(FirstCount, maxCount)];

    /// <summary>The newest slot of each chain.</summary>
    private int[] _heads = NewHeads(HeadsPerSlot * Math.Min(FirstCount, maxCount));
    private int _count;

    /// <summary>Where the next one goes: the oldest slot when the ring is full.</summary>
    private int _next;

    /// <summary>How many were remembered so far, those that had to go included.</summary>
    public long Added { get; private set; }

    /// <summary>Remembers one, in place of the oldest when there are too many, of all or of its question.</summary>
    public void Add(in RecentPrediction prediction)
    {
        Added++;
        if (EarliestOfTooMany(prediction.Key) is var earliest and not None)
        {
            _slots[earliest] = new Slot(prediction, _slots[earliest].Older);
            return;
        }

        if (_count == _slots.Length && _count < maxCount)
        {
            Grow();
        }

        if (_count == _slots.Length)
        {
            Unlink(_next);
        }
        else
        {
            _count++;
        }

        Link(_next, prediction);
        _next = (_next + 1) & (_slots.Length - 1);
    }

    /// <summary>As <see cref="Add"/>, for one that may be remembered already.</summary>
    public void AddIfMissing(in RecentPrediction prediction)
    {
        for (int i = _heads[Bucket(prediction.Key)]; i != None; i = _slots[i].Older)
        {
            if (_slots[i].Prediction.Id == prediction.Id)
            {
                return;
            }
        }

        Add(prediction);
    }

    /// <summary>
    /// Compares a prediction with those of the same question within a window. Of several that it might repeat the
    /// latest decision counts, of equals the smaller id, whatever the order in which they came; so with those that it
    /// contradicts, which may have been decided later too.
    /// </summary>
    public RecentComparison Compare(in RecentKey key, ulong answer, long decidedMs, long windowMs)
    {
        int first = None;
        int contradicted = None;
        bool isKnown = false;
        for (int i = _heads[Bucket(key)]; i != None; i = _slots[i].Older)
        {
            ref readonly RecentPrediction other = ref _slots[i].Prediction;
            long ageMs = decidedMs - other.DecidedMs;
            if (other.Key != key || ageMs > windowMs || ageMs < -windowMs)
            {
                continue;
            }

            isKnown |= (other.Flaws & PredictionFlaws.Nondeterministic) != 0;
            if (other.Answer != answer)
            {
                contradicted = Later(contradicted, i);
            }
            else if (ageMs >= 0)
            {
                first = Later(first, i);
            }
        }

        return new RecentComparison(At(first), At(contradicted), isKnown);
    }

    public void Clear()
    {
        if (_count > 0)
        {
            Array.Fill(_heads, None);
            (_count, _next) = (0, 0);
        }
    }

    /// <summary>The earliest decision of a question when no more of it may be remembered; else none.</summary>
    private int EarliestOfTooMany(in RecentKey key)
    {
        int alike = 0;
        int earliest = None;
        for (int i = _heads[Bucket(key)]; i != None; i = _slots[i].Older)
        {
            if (_slots[i].Prediction.Key == key)
            {
                alike++;
                bool isEarlier = earliest == None
                    || _slots[i].Prediction.DecidedMs < _slots[earliest].Prediction.DecidedMs;
                earliest = isEarlier ? i : earliest;
            }
        }

        return alike < MaxAlike ? None : earliest;
    }

    private static int[] NewHeads(int count)
    {
        int[] heads = new int[count];
        Array.Fill(heads, None);
        return heads;
    }

    private RecentPrediction? At(int slot) => slot == None ? null : _slots[slot].Prediction;

    private int Later(int one, int other)
    {
        if (one == None)
        {
            return other;
        }

        ref readonly RecentPrediction left = ref _slots[one].Prediction;
        ref readonly RecentPrediction right = ref _slots[other].Prediction;
        bool isLater = right.DecidedMs > left.DecidedMs || (right.DecidedMs == left.DecidedMs && right.Id < left.Id);
        return isLater ? other : one;
    }

    private int Bucket(in RecentKey key) => key.Bucket(_heads.Length - 1);

    private void Link(int slot, in RecentPrediction prediction)
    {
        ref int head = ref _heads[Bucket(prediction.Key)];
        _slots[slot] = new Slot(prediction, head);
        head = slot;
    }

    private void Unlink(int slot)
    {
        ref int link = ref _heads[Bucket(_slots[slot].Prediction.Key)];
        while (link != slot)
        {
            link = ref _slots[link].Older;
        }

        link = _slots[slot].Older;
    }

    /// <summary>The ring is full and begins with the oldest slot: behind the last there is room for as many.</summary>
    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[2 * old.Length];
        _heads = NewHeads(HeadsPerSlot * _slots.Length);
        for (int i = 0; i < old.Length; i++)
        {
            Link(i, old[i].Prediction);
        }

        _next = old.Length;
    }

    private struct Slot(in RecentPrediction prediction, int older)
    {
        public readonly RecentPrediction Prediction = prediction;

        /// <summary>The next slot of the chain.</summary>
        public int Older = older;
    }
}
