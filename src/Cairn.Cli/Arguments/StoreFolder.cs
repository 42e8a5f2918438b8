namespace Cairn.Cli.Arguments;

/// <summary>Where the store is: what was asked for, else the environment, else the usual place.</summary>
internal static class StoreFolder
{
    public const string Variable = "CAIRN_STORE";
    public const string Default = "./cairn";

    public static string Choose(string? asked, Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(asked))
        {
            return asked;
        }

        return variable(Variable) is { Length: > 0 } folder ? folder : Default;
    }
}
