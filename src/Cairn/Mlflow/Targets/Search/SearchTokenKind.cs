namespace Cairn.Mlflow.Targets.Search;

/// <summary>What a piece of a filter is.</summary>
internal enum SearchTokenKind
{
    /// <summary>Behind the last character.</summary>
    End,

    /// <summary>A name, a word or a number without quotes.</summary>
    Word,

    /// <summary>In quotes: a text, or a key.</summary>
    Text,

    /// <summary>In backquotes: a key.</summary>
    Key,

    /// <summary>The dot between the kind of a field and its key.</summary>
    Dot,

    /// <summary>A comparison of signs.</summary>
    Sign,
}
