using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Search;

/// <summary>
/// MLflow's search grammar, as far as the local targets know it: comparisons joined by <c>and</c>. Stateless.
/// </summary>
/// <remarks>
/// A key that is not made of letters, digits, <c>_</c>, <c>-</c>, <c>.</c> and <c>/</c> stands in backquotes or quotes.
/// Metrics and times are compared with numbers, all else with texts in quotes, and texts only by <c>=</c>, <c>!=</c>,
/// <c>LIKE</c> and <c>ILIKE</c>: as with MLflow's server.
/// </remarks>
internal static class SearchFilter
{
    private static readonly string[] Attributes =
        ["run_id", "run_name", "status", "start_time", "end_time", "user_id"];

    /// <exception cref="MlflowException">It is no filter (<c>mlflow.refused</c>); the message names the place.</exception>
    public static IReadOnlyList<SearchCondition> Parse(string filter, string location)
    {
        try
        {
            return Read(new SearchScanner(filter));
        }
        catch (SearchFilterException error)
        {
            throw new MlflowException(
                "mlflow.refused",
                location,
                $"The filter \"{filter}\" cannot be read: {error.Message}, at character {error.At + 1}. Write comparisons joined "
                + "by and, as in: metrics.loss < 0.5 and params.lr = '0.1' and tags.`mlflow.user` = 'ada'.",
                isTransient: false,
                error);
        }
    }

    private static List<SearchCondition> Read(SearchScanner scanner)
    {
        var conditions = new List<SearchCondition>();
        SearchToken token = scanner.Next();
        if (token.Kind == SearchTokenKind.End)
        {
            return conditions;
        }

        while (true)
        {
            conditions.Add(ReadCondition(token, scanner));
            SearchToken and = scanner.Next();
            if (and.Kind == SearchTokenKind.End)
            {
                return conditions;
            }

            Require(IsWord(and, "and"), and, $"'{and.Text}' stands where only 'and' may");
            token = scanner.Next();
        }
    }

    private static SearchCondition ReadCondition(SearchToken first, SearchScanner scanner)
    {
        Require(first.Kind == SearchTokenKind.Word, first, "a comparison is missing");
        SearchToken token = scanner.Next();
        if (token.Kind != SearchTokenKind.Dot)
        {
            return ReadComparison(SearchField.Attribute, first, token, scanner);
        }

        SearchField field = FieldOf(first);
        SearchToken key = scanner.NextKey();
        return ReadComparison(field, key, scanner.Next(), scanner);
    }

    private static SearchCondition ReadComparison(
        SearchField field, SearchToken key, SearchToken sign, SearchScanner scanner)
    {
        bool isAttribute = field == SearchField.Attribute;
        Require(!isAttribute || Attributes.Contains(key.Text), key, $"there is no attribute '{key.Text}'");
        SearchOperator comparison = OperatorOf(sign);
        SearchToken value = scanner.Next();
        var condition = new SearchCondition(field, key.Text, comparison, value.Text, 0);
        if (!condition.IsNumeric)
        {
            bool suits = comparison is SearchOperator.Equal or SearchOperator.NotEqual or SearchOperator.Like
                or SearchOperator.LikeAnyCase;
            Require(suits, sign, $"texts are not compared by {sign.Text}");
            Require(value.Kind == SearchTokenKind.Text, value, $"a text in quotes is missing behind {sign.Text}");
            return condition;
        }

        Require(comparison < SearchOperator.Like, sign, $"numbers are not compared by {sign.Text}");
        double number = 0;
        bool isNumber = value.Kind == SearchTokenKind.Word && InvariantNumber.TryParse(value.Text, out number);
        Require(isNumber, value, $"a number is missing behind {sign.Text}");
        return condition with { Number = number };
    }

    private static SearchField FieldOf(SearchToken token) => token.Text.ToLowerInvariant() switch
    {
        "metric" or "metrics" => SearchField.Metric,
        "param" or "params" or "parameter" or "parameters" => SearchField.Parameter,
        "tag" or "tags" => SearchField.Tag,
        "attribute" or "attributes" or "attr" or "run" => SearchField.Attribute,
        _ => throw new SearchFilterException(token.At, $"'{token.Text}' is none of metrics, params, tags and attributes"),
    };

    private static SearchOperator OperatorOf(SearchToken token) => token.Text.ToUpperInvariant() switch
    {
        "=" => SearchOperator.Equal,
        "!=" => SearchOperator.NotEqual,
        "<" => SearchOperator.Less,
        "<=" => SearchOperator.LessOrEqual,
        ">" => SearchOperator.Greater,
        ">=" => SearchOperator.GreaterOrEqual,
        "LIKE" => SearchOperator.Like,
        "ILIKE" => SearchOperator.LikeAnyCase,
        _ => throw new SearchFilterException(
            token.At, token.Text.Length == 0 ? "a comparison is missing" : $"'{token.Text}' does not compare"),
    };

    private static bool IsWord(SearchToken token, string word) =>
        token.Kind == SearchTokenKind.Word && token.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static void Require(bool holds, SearchToken at, string fault)
    {
        if (!holds)
        {
            throw new SearchFilterException(at.At, fault);
        }
    }
}
