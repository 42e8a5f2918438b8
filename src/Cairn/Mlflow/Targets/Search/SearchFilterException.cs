namespace Cairn.Mlflow.Targets.Search;

/// <summary>A filter cannot be read. <see cref="SearchFilter.Parse"/> turns it into what targets throw.</summary>
/// <param name="at">Where, from 0.</param>
/// <param name="fault">What is wrong there.</param>
internal sealed class SearchFilterException(int at, string fault) : Exception(fault)
{
    public int At { get; } = at;
}
