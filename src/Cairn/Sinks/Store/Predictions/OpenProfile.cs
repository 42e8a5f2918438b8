using System.Runtime.InteropServices;
using Cairn.Statistics;
using Cairn.Storage.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// A profile within one transaction. A few predictions become rows, so that not all of the profile is written for each;
/// when there are as many as <see cref="FoldAt"/>, they all go into the profile. Belongs to the draining thread.
/// </summary>
internal sealed class OpenProfile
{
    /// <summary>A profile of 40 features has about as many bytes as so many rows.</summary>
    public const int FoldAt = 256;

    /// <summary>From so many predictions of a day on, one of 2^<see cref="DrawnLog"/> is looked at.</summary>
    public const int AllUpTo = 4096;

    public const int DrawnLog = 4;

    private readonly ProfileTable _table;
    private readonly Func<long, string> _textOf;
    private readonly InputProfile _profile;

    // Both bounded by FoldAt, times the features of a record.
    private readonly List<PendingInput> _pending = [];
    private readonly List<float> _features = [];

    private int _tails;
    private bool _isChanged;

    public OpenProfile(ProfileKey key, ProfileTable table, Func<long, string> textOf)
    {
        (Key, _table, _textOf) = (key, table, textOf);
        _profile = table.Read(key);
        _tails = table.CountTails(key);
    }

    public ProfileKey Key { get; }

    /// <summary>The greater, the later its writer looked for it.</summary>
    public long LastUse { get; set; }

    public void Add(in StoredPrediction prediction, ReadOnlySpan<float> features)
    {
        byte weightLog = WeightLogOf(prediction.Id);
        ReadOnlySpan<float> kept = weightLog == ProfileTail.NotDrawn ? [] : features;
        _pending.Add(new PendingInput(prediction.Action, prediction.Confidence, weightLog, kept.Length));
        _features.AddRange(kept);
        if (_tails + _pending.Count >= FoldAt)
        {
            Fold();
        }
    }

    /// <summary>Writes what is new.</summary>
    public void Write()
    {
        if (_isChanged)
        {
            Fold();
            _table.Write(Key, _profile);
            return;
        }

        int from = 0;
        foreach (PendingInput input in _pending)
        {
            _table.InsertTail(Key, input, CollectionsMarshal.AsSpan(_features).Slice(from, input.FeatureCount));
            from += input.FeatureCount;
        }
    }

    /// <summary>
    /// Drawn by the mixed bits of the id: every sixteenth would be the same symbol where sixteen take turns.
    /// </summary>
    private byte WeightLogOf(long id)
    {
        if (_profile.Records + _tails + _pending.Count < AllUpTo)
        {
            return 0;
        }

        ulong mixed = (ulong)id * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
        return mixed >> (64 - DrawnLog) == 0 ? (byte)DrawnLog : ProfileTail.NotDrawn;
    }

    private void Fold()
    {
        if (_tails > 0)
        {
            _table.MoveTails(Key, _profile, _textOf);
            _tails = 0;
        }

        int from = 0;
        foreach (PendingInput input in _pending)
        {
            if (input.WeightLog != ProfileTail.NotDrawn)
            {
                ReadOnlySpan<float> features = CollectionsMarshal.AsSpan(_features).Slice(from, input.FeatureCount);
                _profile.AddSample(features, input.Confidence, input.WeightLog);
                from += input.FeatureCount;
            }
        }

        foreach (IGrouping<long, PendingInput> answers in _pending.GroupBy(input => input.Action))
        {
            _profile.Count(_textOf(answers.Key), answers.Count());
        }

        _pending.Clear();
        _features.Clear();
        _isChanged = true;
    }
}
