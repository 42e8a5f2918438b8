using Cairn.Toto.Model;

namespace Cairn.Tests.Toto.Model;

public class TotoOptionsTests
{
    [Fact]
    public void Defaults_and_the_demo_are_valid()
    {
        Assert.Empty(new TotoOptions().Validate());
        Assert.Empty(TotoOptions.Demo.Validate());
    }

    [Fact]
    public void All_errors_are_named_at_once_with_value_and_remedy()
    {
        var options = new TotoOptions
        {
            PatchSize = 0,
            Dropout = 1,
            BatchSize = -3,
            LearningRate = double.NaN,
            ValidationFraction = 1,
            Patience = -1,
            EmbedDim = 100,
            NumHeads = 8,
            Schedule = (LearningRateSchedule)9,
        };
        Assert.Equal(
        [
            "PatchSize is 0; set it to at least 1.",
            "Dropout is 1; set it to from 0 to below 1.",
            "ValidationFraction is 1; set it to above 0 and below 1.",
            "BatchSize is -3; set it to at least 1.",
            "LearningRate is NaN; set it to a number above 0.",
            "Schedule is 9; set it to one of Constant, Cosine.",
            "Patience is -1; set it to at least 0.",
            "EmbedDim is 100, which NumHeads = 8 does not divide; set it to 104.",
        ], options.Validate());
    }

    [Theory]
    [InlineData(100, 102)]
    [InlineData(5, 12)]
    public void Sequence_that_patches_do_not_cover_is_an_error_with_a_length_that_fits(int length, int remedy)
    {
        string error = Assert.Single(new TotoOptions { SequenceLength = length }.Validate());
        Assert.Equal($"SequenceLength is {length}, which is not PatchSize = 12 plus a multiple of Stride = 6; "
            + $"set it to {remedy}.", error);
        Assert.Empty(new TotoOptions { SequenceLength = remedy }.Validate());
    }

    [Fact]
    public void Every_setting_is_among_the_parameters()
    {
        int settings = typeof(TotoOptions).GetProperties().Count(property => property.CanWrite);
        Assert.Equal(settings, new TotoOptions().ToParameters().Select(parameter => parameter.Key).Distinct().Count());
    }
}
