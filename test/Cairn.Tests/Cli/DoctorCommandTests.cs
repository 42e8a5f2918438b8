using System.Text.Json;
using Cairn.Cli;
using Cairn.Storage;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Cli;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-doctor-").FullName;
    private readonly CliHarness _cli = new();

    public DoctorCommandTests()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "cairn.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t(a); PRAGMA user_version = 1";
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sound_store_passes_every_check_and_is_left_as_it_was()
    {
        Assert.Equal(ExitCodes.Done, _cli.RunIn(_folder, "doctor", "--json"));

        Assert.All(Checks(), check => Assert.NotEqual("fail", check.GetProperty("verdict").GetString()));
        Assert.Equal(14, Checks().Count());
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_missing_folder_fails_with_the_next_step()
    {
        Assert.Equal(ExitCodes.Failed, _cli.RunIn(Path.Combine(_folder, "none"), "doctor"));
        Assert.Contains("is not there", _cli.Output);
        Assert.Contains("-> make one with `cairn demo`", _cli.Output);
    }

    [Fact]
    public void A_damaged_database_fails_and_the_other_checks_are_still_made()
    {
        File.WriteAllText(Path.Combine(_folder, "cairn.db"), new string('x', 8192));

        Assert.Equal(ExitCodes.Failed, _cli.RunIn(_folder, "doctor", "--json"));

        Assert.Equal("fail", Verdict("database"));
        Assert.Equal("ok", Verdict("clock"));
    }

    [Fact]
    public void A_journal_without_an_owner_waits_for_recovery()
    {
        DirectoryInfo journal = Directory.CreateDirectory(Path.Combine(_folder, "journal", "20261121-143000-4711-abcdef01"));
        File.WriteAllBytes(Path.Combine(journal.FullName, "0000000001.seg"), new byte[2048]);

        Assert.Equal(ExitCodes.Done, _cli.RunIn(_folder, "doctor"));

        Assert.Contains("1 of ended processes, 2 KB", _cli.Output);
        Assert.Contains("-> `cairn recover`", _cli.Output);
    }

    [Fact]
    public void The_writer_is_told_by_its_process()
    {
        DirectoryInfo journal = Directory.CreateDirectory(Path.Combine(_folder, "journal", "20261121-143000-4711-abcdef01"));
        using FileStream writer = Hold(Path.Combine(_folder, "writer.lock"));
        using FileStream owner = Hold(Path.Combine(journal.FullName, "owner.lock"));

        _cli.RunIn(_folder, "doctor", "--json");

        Assert.Equal("held; process 4711", Text("writer"));
        Assert.Equal("ok", Verdict("journals"));
    }

    [Fact]
    public async Task A_store_that_this_process_records_to_is_held_by_it()
    {
        string folder = Path.Combine(_folder, "store");
        using var tracker = CairnTracker.Open(folder);
        using Run run = tracker.StartRun("btc");
        await tracker.FlushAsync();

        var cli = new CliHarness { UsesRealStores = true };
        Assert.Equal(ExitCodes.Done, cli.RunIn(folder, "doctor"));

        Assert.Contains($"held; process {Environment.ProcessId}", cli.Output);
        Assert.Contains("no ended process has left one", cli.Output);
    }

    [Fact]
    public void A_run_of_the_future_makes_the_clock_suspect()
    {
        RunInfo run = _cli.Store.AddRun("a");
        _cli.Store.Runs[0] = run with { StartedUtc = Some.Now.AddHours(2) };

        Assert.Equal(ExitCodes.Done, _cli.RunIn(_folder, "doctor", "--json"));
        Assert.Equal("warn", Verdict("clock"));
    }

    private static FileStream Hold(string path) => new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

    private JsonElement.ArrayEnumerator Checks() => _cli.Json.GetProperty("checks").EnumerateArray();

    private string? Verdict(string name) => Find(name).GetProperty("verdict").GetString();

    private string? Text(string name) => Find(name).GetProperty("text").GetString();

    private JsonElement Find(string name) => Checks().Single(check => check.GetProperty("name").GetString() == name);
}
