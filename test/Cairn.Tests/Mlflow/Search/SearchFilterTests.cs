using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Search;

namespace Cairn.Tests.Mlflow.Search;

public sealed class SearchFilterTests
{
    [Fact]
    public void Each_comparison_is_read()
    {
        IReadOnlyList<SearchCondition> conditions = Parse(
            "metrics.loss < 5e-1 and params.lr = '0.1' AND tags.`mlflow.user` ilike \"A%\" and run_name != 'x' and start_time >= -3");

        SearchCondition[] expected =
        [
            new(SearchField.Metric, "loss", SearchOperator.Less, "5e-1", 0.5),
            new(SearchField.Parameter, "lr", SearchOperator.Equal, "0.1", 0),
            new(SearchField.Tag, "mlflow.user", SearchOperator.LikeAnyCase, "A%", 0),
            new(SearchField.Attribute, "run_name", SearchOperator.NotEqual, "x", 0),
            new(SearchField.Attribute, "start_time", SearchOperator.GreaterOrEqual, "-3", -3),
        ];
        Assert.Equal(expected, conditions);
    }

    [Theory]
    [InlineData("metrics.val/loss.mean < 1", "val/loss.mean")]
    [InlineData("metrics.\"a b\" < 1", "a b")]
    [InlineData("metrics.`it's` < 1", "it's")]
    [InlineData("metrics.loss<1", "loss")]
    public void Keys_stand_with_and_without_quotes(string filter, string key) =>
        Assert.Equal(key, Assert.Single(Parse(filter)).Key);

    [Theory]
    [InlineData("metrics.loss << 1", 14)]
    [InlineData("foo.bar = 'x'", 1)]
    [InlineData("metrics.loss < 1 or metrics.loss > 2", 18)]
    [InlineData("metrics.loss < 1 and", 21)]
    [InlineData("tags.team = 'red", 13)]
    [InlineData("attributes.colour = 'red'", 12)]
    [InlineData("metrics.loss LIKE 1", 14)]
    [InlineData("params.lr < '1'", 11)]
    [InlineData("params.lr = 1", 13)]
    [InlineData("metrics. < 1", 9)]
    [InlineData("; drop table runs", 1)]
    public void A_fault_is_named_with_its_place(string filter, int character)
    {
        MlflowException error = Assert.Throws<MlflowException>(() => Parse(filter));

        Assert.Equal("mlflow.refused", error.Code);
        Assert.Contains($"at character {character}.", error.Message);
    }

    [Fact]
    public void No_text_of_any_kind_does_more_than_being_refused()
    {
        const string Alphabet = "metrics.params tags loss<>=!'\"`%_ and LIKE 0.5-\0é";
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            string filter = string.Create(random.Next(24), random, static (text, random) =>
            {
                for (int at = 0; at < text.Length; at++)
                {
                    text[at] = Alphabet[random.Next(Alphabet.Length)];
                }
            });
            try
            {
                Parse(filter);
            }
            catch (MlflowException error)
            {
                Assert.Equal("mlflow.refused", error.Code);
            }
        }
    }

    [Fact]
    public void Values_never_become_text_of_the_statement()
    {
        var sql = new SearchSql(firstParameter: 4);
        foreach (SearchCondition condition in Parse(
            "params.`p'; DROP` = \"v'; DROP\" and metrics.`m'; DROP` < 1 and run_name LIKE \"n'; DROP\""))
        {
            sql.Add(condition);
        }

        Assert.DoesNotContain("DROP", sql.Text);
        Assert.Equal(["p'; DROP", "v'; DROP", "m'; DROP", 1.0, "n'; DROP"], sql.Values);
    }

    [Theory]
    [InlineData("adamw", "ad%", true)]
    [InlineData("adamw", "%w", true)]
    [InlineData("adamw", "a_a_w", true)]
    [InlineData("adamw", "a_amw_", false)]
    [InlineData("adamw", "%a%w%", true)]
    [InlineData("adamw", "", false)]
    [InlineData("", "%", true)]
    [InlineData("Adamw", "ad%", false)]
    [InlineData("a*b", "a*b", true)]
    [InlineData("axb", "a*b", false)]
    public void A_pattern_fits_all_of_the_text(string text, string pattern, bool fits) =>
        Assert.Equal(fits, LikePattern.Fits(text, pattern, anyCase: false));

    [Fact]
    public void A_pattern_of_many_percents_is_not_slow() =>
        Assert.False(LikePattern.Fits(new string('a', 5_000), string.Concat(Enumerable.Repeat("%a", 500)) + "%b", anyCase: true));

    private static IReadOnlyList<SearchCondition> Parse(string filter) => SearchFilter.Parse(filter, "here");
}
