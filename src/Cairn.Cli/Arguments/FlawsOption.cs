using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Arguments;

/// <summary>Only predictions with one of these flaws.</summary>
internal sealed class FlawsOption : Option<PredictionFlaws>
{
    private const string Any = "any";

    private static readonly PredictionFlaws[] All =
        [.. Enum.GetValues<PredictionFlaws>().Where(flaw => flaw != PredictionFlaws.None)];

    public FlawsOption() : base("--flaws") => (HelpName, Description, CustomParser) =
        ("FLAW,..", $"Only with one of these flaws: {Any}, {string.Join(", ", All.Select(Words.Of))}", Parse);

    private static PredictionFlaws Parse(ArgumentResult result)
    {
        PredictionFlaws wanted = PredictionFlaws.None;
        foreach (string typed in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            PredictionFlaws[] meant = typed == Any ? All : [.. All.Where(flaw => Words.Of(flaw) == typed)];
            if (meant.Length == 0)
            {
                result.AddError($"\"{typed}\" is no flaw; give {Any} or some of {string.Join(", ", All.Select(Words.Of))}.");
            }

            wanted = meant.Aggregate(wanted, (sum, flaw) => sum | flaw);
        }

        return wanted;
    }
}
