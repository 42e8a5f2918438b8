using Cairn.IntegrationTests.IO;

namespace Cairn.IntegrationTests.Sql;

/// <summary>A test that needs the <c>sqlite3</c> program: a reader that knows nothing of Cairn.</summary>
internal sealed class RequiresSqliteProgramAttribute : FactAttribute
{
    private static readonly Lazy<string?> Lack = new(() =>
    {
        try
        {
            var run = ChildProcess.Run("sqlite3", ["--version"]);
            return run.ExitCode == 0 ? null : $"Needs sqlite3: {run.Output}";
        }
        catch (IOException e)
        {
            return $"Needs sqlite3 (apt-get install sqlite3): {e.Message}";
        }
    });

    public RequiresSqliteProgramAttribute() => Skip = IntegrationGate.SkipFor(Lack.Value);
}
