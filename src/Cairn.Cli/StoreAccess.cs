using Cairn.Storage;

namespace Cairn.Cli;

/// <summary>The one place where the command line meets a kind of store.</summary>
internal static class StoreAccess
{
    public static IRunStore Open(string folder) =>
        throw new CliException($"This build has no reader for the store in {folder}.");
}
