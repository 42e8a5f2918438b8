using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Cli.Output;

namespace Cairn.Cli.Arguments;

/// <summary>One of a few words.</summary>
internal sealed class WordOption<T> : Option<T?> where T : struct, Enum
{
    private static readonly string Known = string.Join(", ", Enum.GetValues<T>().Select(Words.Of));

    public WordOption(string name) : base(name) =>
        (HelpName, Description, CustomParser) = (name.TrimStart('-').ToUpperInvariant(), $"Only {Known}", Parse);

    private T? Parse(ArgumentResult result)
    {
        string typed = result.Tokens[0].Value;
        foreach (T value in Enum.GetValues<T>())
        {
            if (typed.Equals(Words.Of(value), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        result.AddError($"\"{typed}\" is no {Name.TrimStart('-')}; give one of {Known}.");
        return null;
    }
}
