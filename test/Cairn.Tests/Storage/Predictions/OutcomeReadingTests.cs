using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Storage.Predictions;

public sealed class OutcomeReadingTests : IDisposable
{
    private readonly PredictionTables _tables = new();

    [Fact]
    public void The_last_outcomes_come_first_and_are_filtered()
    {
        PredictionId one = _tables.Add(TimeSpan.FromMinutes(2));
        PredictionId two = _tables.Add(TimeSpan.FromMinutes(1));
        _tables.Resolve(one);
        _tables.Resolve(two, correct: null);
        _tables.Resolve(one, status: OutcomeStatus.Duplicate);
        _tables.Resolve(null, status: OutcomeStatus.Waiting);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal([4, 3, 2, 1], Ids(reader));
        Assert.Equal([4], Ids(reader, new OutcomeFilter { Limit = 1 }));
        Assert.Equal([3], Ids(reader, new OutcomeFilter { Status = OutcomeStatus.Duplicate }));
        Assert.Equal([3, 1], Ids(reader, new OutcomeFilter { Prediction = one }));
        Assert.Equal([1], Ids(reader, new OutcomeFilter { Prediction = one, Status = OutcomeStatus.Applied }));
        Assert.Equal([4, 3, 2, 1], Ids(reader, new OutcomeFilter { Model = PredictionTables.Model }));
        Assert.Empty(Ids(reader, new OutcomeFilter { Model = "another" }));
        Assert.Empty(Ids(reader, new OutcomeFilter { Prediction = new PredictionId("nowhere", 1) }));
    }

    [Fact]
    public void An_outcome_says_whose_it_is_and_what_came_of_it()
    {
        PredictionId id = _tables.Add(TimeSpan.FromMinutes(1));
        _tables.Resolve(id, correct: null);
        _tables.Resolve(null, status: OutcomeStatus.Waiting);
        using SqliteRunStore reader = _tables.OpenReader();

        IReadOnlyList<OutcomeInfo> all = reader.Predictions.ListOutcomes();

        Assert.Equal((null, OutcomeStatus.Waiting, "@0"), (all[0].Prediction, all[0].Status, all[0].Reference));
        Assert.Equal((id, OutcomeStatus.Applied, id.ToString()), (all[1].Prediction, all[1].Status, all[1].Reference));
        Assert.Null(all[1].IsCorrect);
    }

    [Fact]
    public void Outcomes_of_a_repetition_are_those_of_the_first()
    {
        PredictionId first = _tables.Add(TimeSpan.FromMinutes(1));
        var repeat = new PredictionId(PredictionTables.Journal, 77);
        _tables.Repeat(first, repeat);
        _tables.Resolve(first);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal([1], Ids(reader, new OutcomeFilter { Prediction = repeat }));
    }

    [Fact]
    public void The_contract_is_the_one_that_was_declared_last()
    {
        var contract = new ModelContract
        {
            Model = PredictionTables.Model,
            Horizon = TimeSpan.FromHours(1),
            Deadline = TimeSpan.FromHours(2),
            Rule = OutcomeRule.Direction("BUY", "SELL", "HOLD", 0.001),
        };
        _tables.Declare(contract with { Horizon = TimeSpan.Zero });
        _tables.Declare(contract);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal(contract, reader.Predictions.FindContract(PredictionTables.Model));
    }

    [Fact]
    public void A_contract_that_makes_no_sense_is_none()
    {
        _tables.Execute("INSERT INTO model_contracts VALUES ($1, '{', 0)", PredictionTables.Model);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Null(reader.Predictions.FindContract(PredictionTables.Model));
    }

    public void Dispose() => _tables.Dispose();

    private static IEnumerable<long> Ids(SqliteRunStore reader, OutcomeFilter? filter = null) =>
        reader.Predictions.ListOutcomes(filter).Select(one => one.Id);
}
