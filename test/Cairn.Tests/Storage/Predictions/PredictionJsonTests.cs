using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Storage.Predictions;

public sealed class PredictionJsonTests
{
    public static TheoryData<string> Hostile =>
        [" ", "no json", "[1]", "null", "{\"a\":1", """{"\ud800":1}""", """{"a\udc00b":0.5}"""];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_no_object_with_names_is_empty(string text)
    {
        Assert.Empty(ProbabilitiesJson.Read(text));
        Assert.Empty(ActionCountsJson.Read(text));
    }

    [Fact]
    public void A_value_that_is_half_a_character_hides_no_name_that_is_sound_from_the_counts() =>
        Assert.Equal(1, ActionCountsJson.Read("""{"a":"\ud800","b":1}""")["b"]);

    [Fact]
    public void A_probability_that_is_half_a_character_does_not_throw() =>
        Assert.Empty(ProbabilitiesJson.Read("""{"a":"\ud800"}"""));
}
