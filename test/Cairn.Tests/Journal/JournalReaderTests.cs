using Cairn.Journal;

namespace Cairn.Tests.Journal;

public class JournalReaderTests
{
    [Fact]
    public void A_record_that_is_published_while_it_is_looked_for_and_before_the_journal_is_sealed_is_not_passed_over()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        var segments = new ChangingSegments(journal.Writer, () =>
        {
            journal.RecordPoints(2);
            journal.Writer.Seal();
        });

        var before = CollectedRecords.ReadAll(segments);
        var after = CollectedRecords.ReadAll(segments);

        Assert.Empty(before.Values);
        Assert.Equal([0d, 1], after.Values);
    }

    /// <summary>Something happens right behind the first look at frames.</summary>
    private sealed class ChangingSegments(JournalWriter inner, Action change) : IJournalSegments, ISegmentSource
    {
        private ISegmentSource? _segment;
        private bool _isChanged;

        public bool MayGrow => inner.MayGrow;

        public ISegmentSource? Open(long number)
        {
            _segment = inner.Open(number);
            return _segment is null ? null : this;
        }

        public long? NextAfter(long number) => inner.NextAfter(number);

        public int Read(long offset, Span<byte> buffer)
        {
            int count = _segment!.Read(offset, buffer);
            if (offset > 0 && !_isChanged)
            {
                _isChanged = true;
                change();
            }

            return count;
        }
    }
}
