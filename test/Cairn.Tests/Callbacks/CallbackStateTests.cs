using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

public sealed class CallbackStateTests
{
    private static readonly CallbackState State = new()
    {
        Epoch = 3,
        Step = 300,
        TrainLoss = 0.5,
        ValLoss = double.NaN,
        LearningRate = 0.01,
        Metrics = [("val/accuracy", 0.9), ("grad_norm", 1.5), ("val_accuracy", 0.1)],
    };

    [Theory]
    [InlineData("train_loss", 0.5)]
    [InlineData("train/loss", 0.5)]
    [InlineData("val_loss", double.NaN)]
    [InlineData("val/loss", double.NaN)]
    [InlineData("learning_rate", 0.01)]
    [InlineData("val/accuracy", 0.9)]
    [InlineData("val_accuracy", 0.9)]
    [InlineData("grad/norm", 1.5)]
    public void A_metric_is_found_by_its_name_where_slash_and_underscore_are_the_same(string name, double expected) =>
        Assert.Equal(expected, State.Find(name));

    [Theory]
    [InlineData("Val_loss")]
    [InlineData("val-loss")]
    [InlineData("val_los")]
    [InlineData("")]
    public void Another_name_finds_nothing(string name) => Assert.Null(State.Find(name));

    [Fact]
    public void What_was_not_given_is_not_known() => Assert.Null(new CallbackState { TrainLoss = 1 }.Find("val_loss"));
}
