namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>Whatever comes, from however many processes and with however many restarts, the rules hold.</summary>
public sealed class PredictionRuleTests
{
    private const int Journals = 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_store_has_what_a_simple_log_would_have(int seed)
    {
        var random = new Random(seed);
        using var fixture = new PredictionStoreFixture();
        var reference = new ReferenceLog();
        PredictingJournal[] journals = [.. Enumerable.Range(1, Journals).Select(i => new PredictingJournal($"journal-{i}"))];
        int[] numbers = new int[Journals];
        var script = new RandomAsked(random);
        for (int batch = 0; batch < 40; batch++)
        {
            int journal = random.Next(Journals);
            Asked[] asked = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => script.Next())];
            fixture.Write(journals[journal], asked);
            foreach (Asked one in asked)
            {
                reference.Add($"journal-{journal + 1}-{++numbers[journal]:0000}", one);
            }

            if (random.Next(3) == 0)
            {
                fixture.Store.Restart();
            }
        }

        AssertSame(fixture, reference, seed);
        Assert.Equal([$"{numbers.Sum()}"], fixture.Rows("SELECT sum(1 + repeat_count) FROM predictions"));
        Assert.Equal(numbers.Sum(), journals.Sum(journal => fixture.ProgressOf(journal).Stored));
    }

    private static void AssertSame(PredictionStoreFixture fixture, ReferenceLog reference, int seed)
    {
        const string Id = "(SELECT journal FROM prediction_sources WHERE prediction_sources.id = {0} >> 40) || '-' "
            + "|| format('%04d', {0} & 1099511627775)";
        string id = Id.Replace("{0}", "predictions.id", StringComparison.Ordinal);
        string repeat = Id.Replace("{0}", "prediction_repeats.id", StringComparison.Ordinal);
        string first = Id.Replace("{0}", "first", StringComparison.Ordinal);
        AssertSame("rows", reference.Rows, fixture.Rows($"""
            SELECT {id}, repeat_count, last_seen_ms - {BatchBuilder.BaseTimeMs}, flaws FROM predictions ORDER BY 1
            """));
        AssertSame("repetitions", reference.Repeats, fixture.Rows($"SELECT {repeat}, {first} FROM prediction_repeats ORDER BY 1"));
        AssertSame("alarms", reference.Alarms, fixture.Rows("SELECT kind FROM events ORDER BY id"));

        void AssertSame(string what, IEnumerable<string> expected, string[] actual) => Assert.True(
            expected.SequenceEqual(actual),
            $"Seed {seed}: {what} differ.\n{string.Join("\n", expected.Except(actual).Select(row => $"- {row}")
                .Concat(actual.Except(expected).Select(row => $"+ {row}")))}");
    }
}
