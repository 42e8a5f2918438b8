namespace Cairn.Mlflow.Targets.Search;

/// <summary>Cuts a filter into pieces, from left to right. Not thread-safe.</summary>
internal sealed class SearchScanner(string filter)
{
    private int _at;

    /// <summary>The next piece; the end again and again.</summary>
    /// <exception cref="SearchFilterException">A quote is not closed, or a character has no meaning.</exception>
    public SearchToken Next()
    {
        while (_at < filter.Length && char.IsWhiteSpace(filter[_at]))
        {
            _at++;
        }

        if (_at == filter.Length)
        {
            return new SearchToken(SearchTokenKind.End, "", _at);
        }

        return filter[_at] switch
        {
            '\'' or '"' => Quoted(SearchTokenKind.Text),
            '`' => Quoted(SearchTokenKind.Key),
            '.' => Take(SearchTokenKind.Dot, 1),
            '=' or '!' or '<' or '>' => Take(SearchTokenKind.Sign, RunOf(static c => c is '=' or '!' or '<' or '>')),
            _ => Word(),
        };
    }

    /// <summary>The key behind a dot: without quotes it may hold dots and slashes itself.</summary>
    public SearchToken NextKey()
    {
        if (_at < filter.Length && filter[_at] is '`' or '"' or '\'')
        {
            return Next();
        }

        int length = RunOf(static c => IsOfWord(c) || c is '/' or '.');
        return length == 0 ? throw new SearchFilterException(_at, "a key is missing") : Take(SearchTokenKind.Word, length);
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '+';

    private SearchToken Word()
    {
        bool isNumber = char.IsAsciiDigit(filter[_at]) || filter[_at] is '-' or '+';
        int length = isNumber ? RunOf(static c => IsOfWord(c) || c == '.') : RunOf(IsOfWord);
        return length == 0
            ? throw new SearchFilterException(_at, $"'{filter[_at]}' has no meaning")
            : Take(SearchTokenKind.Word, length);
    }

    private SearchToken Quoted(SearchTokenKind kind)
    {
        int end = filter.IndexOf(filter[_at], _at + 1);
        if (end < 0)
        {
            throw new SearchFilterException(_at, $"the quote {filter[_at]} is not closed");
        }

        var token = new SearchToken(kind, filter[(_at + 1)..end], _at);
        _at = end + 1;
        return token;
    }

    private int RunOf(Func<char, bool> belongs)
    {
        int end = _at;
        while (end < filter.Length && belongs(filter[end]))
        {
            end++;
        }

        return end - _at;
    }

    private SearchToken Take(SearchTokenKind kind, int length)
    {
        var token = new SearchToken(kind, filter.Substring(_at, length), _at);
        _at += length;
        return token;
    }
}
