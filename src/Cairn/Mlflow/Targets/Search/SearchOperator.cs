namespace Cairn.Mlflow.Targets.Search;

/// <summary>How two values are compared.</summary>
internal enum SearchOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary><c>%</c> stands for any text, <c>_</c> for one character; case matters.</summary>
    Like,

    /// <summary>As <see cref="Like"/>, but the case of ASCII letters does not matter.</summary>
    LikeAnyCase,
}
