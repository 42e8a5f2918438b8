using Cairn.Cli;
using Cairn.Tests.Inference.Archives;

namespace Cairn.Tests.Cli;

public sealed class ArchiveCommandTests : IDisposable
{
    private readonly ArchiveFixture _fixture = new();
    private readonly CliHarness _cli = new() { UsesRealStores = true };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Old_predictions_are_cleaned_up_listed_verified_shown_and_restored()
    {
        _fixture.Add(_fixture.Resolved(1, daysAgo: 3000), _fixture.Some(2, daysAgo: 3000));
        string before = _fixture.Dump();

        Assert.Equal(ExitCodes.Done, Run("cleanup", "--days", "1"));
        Assert.Equal(0, _fixture.Count("predictions"));
        Assert.Equal(ExitCodes.Done, Run("archive", "list"));
        Assert.Equal(ExitCodes.Done, Run("archive", "verify"));
        Assert.Equal(ExitCodes.Done, Run("archive", "show", Name));
        Assert.Equal(ExitCodes.Done, Run("archive", "restore", Name));

        Assert.Equal(before, _fixture.Dump());
        Assert.Contains("Archived 2 predictions", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("1 archive: every byte is sound", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("aaaaaaaa-2", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("2 predictions are in the database again", _cli.Output, StringComparison.Ordinal);
        Assert.Equal("", _cli.Error);
    }

    [Fact]
    public void A_dry_run_says_how_many_would_go_and_changes_nothing()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 3000));

        Assert.Equal(ExitCodes.Done, Run("cleanup", "--days", "1", "--dry-run", "--json"));

        Assert.Equal((1, 0), (_cli.Json.GetProperty("archived").GetInt32(), _cli.Json.GetProperty("deleted").GetInt32()));
        Assert.Equal(1, _fixture.Count("predictions"));
        Assert.Empty(_fixture.Files());
    }

    [Fact]
    public void Text_logs_are_shortened_when_that_is_asked_for()
    {
        string log = Path.Combine(_fixture.Store, "logs", "system_events.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.WriteAllLines(log, ["one", "two", "three"]);

        Assert.Equal(ExitCodes.Done, Run("cleanup", "--max-lines", "1"));

        Assert.Equal(["three"], File.ReadAllLines(log));
        Assert.Contains("Text logs are shorter by 8 B.", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_fails_verification_and_is_named()
    {
        _fixture.Add(_fixture.Some(1, daysAgo: 3000));
        Run("cleanup");
        string path = Path.Combine(_fixture.Archives, _fixture.Files()[0]);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[20] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal(ExitCodes.Failed, Run("archive", "verify"));
        Assert.Equal(ExitCodes.Failed, Run("archive", "show", Name));
        Assert.Equal(ExitCodes.Failed, Run("archive", "restore", Name));

        Assert.Contains("1 damaged", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be trusted", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, _fixture.Count("predictions"));
    }

    [Fact]
    public void Where_there_is_nothing_that_is_said()
    {
        Assert.Equal(ExitCodes.Done, Run("archive", "list"));
        Assert.Equal(ExitCodes.Done, Run("cleanup"));
        Assert.Equal(ExitCodes.Failed, Run("archive", "show", "none"));
        Assert.Equal(ExitCodes.BadUsage, Run("cleanup", "--days", "0"));

        Assert.Contains("There are no archives", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to clean up", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("There is no archive 'none'", _cli.Error, StringComparison.Ordinal);
    }

    /// <summary>Name of the only archive.</summary>
    private string Name => _fixture.Files()[0].Replace(".jsonl.gz", "", StringComparison.Ordinal);

    private int Run(params string[] args) => _cli.RunIn(_fixture.Store, args);
}
