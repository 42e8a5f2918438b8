using Cairn.IntegrationTests.IO;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.IntegrationTests.Faults;

/// <summary>The disk fails in earnest while a host logs. It goes on, the loss is counted, and said once.</summary>
public class DiskFaultTests
{
    [RequiresTmpfs]
    public async Task A_full_disk_refuses_and_counts_and_when_there_is_room_again_nothing_accepted_is_missing()
    {
        using var disk = new TmpfsMount(24);
        using var host = new LoggingHost(disk["store"]);
        host.Log(1000);
        await host.Tracker.FlushAsync();
        Fill(disk["filler"]);

        host.LogUntilRefused();
        File.Delete(disk["filler"]);
        await host.LogUntilAcceptedAgain();
        await host.FlushAndHold();

        Assert.True(host.Tracker.Health.Losses[LossKind.JournalUnavailable] > 0);
        host.Tracker.Dispose();
        using var store = new SqliteRunStore(disk["store"]);
        object? refused = store.Query("SELECT sum(value) FROM events WHERE kind = 'refused'").Rows[0][0];
        Assert.Equal(host.Tracker.Health.Refused, Convert.ToInt64(refused, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Single(host.Failures, failure => failure.Kind == CairnFailureKind.Journal && !failure.IsRecovered);
        Assert.Single(host.Failures, failure => failure.Kind == CairnFailureKind.Journal && failure.IsRecovered);
    }

    [RequiresTmpfs]
    public void A_store_on_a_read_only_volume_does_not_stop_the_host_and_says_once_what_to_do()
    {
        using var disk = new TmpfsMount(8);
        disk.MakeReadOnly();
        using var host = new LoggingHost(disk["store"]);

        host.Log(1000);

        Assert.Equal(0, host.Tracker.Health.Accepted);
        Assert.Equal(1000 + 1, host.Tracker.Health.Refused); // and the run's beginning
        CairnFailure failure = Assert.Single(host.Failures, failure => failure.Kind == CairnFailureKind.Journal);
        Assert.Contains("make the folder writable", failure.Message);
    }

    [Fact]
    public async Task A_deleted_journal_folder_costs_a_writing_process_nothing()
    {
        using var folder = new Tests.Support.TempFolder();
        using var host = new LoggingHost(folder["store"]);
        host.Log(1000);
        DeleteUnder(Path.Combine(folder["store"], "journal"));
        host.Log(1000);

        await host.FlushAndHold();

        Assert.Equal(0, host.Tracker.Health.Lost);
    }

    [Fact]
    public async Task A_locked_database_is_waited_for_in_the_background()
    {
        using var folder = new Tests.Support.TempFolder();
        using var host = new LoggingHost(folder["store"]);
        host.Log(10);
        await host.Tracker.FlushAsync();
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(folder["store"], "cairn.db")};Pooling=False"))
        {
            other.Open();
            using SqliteCommand lockAll = other.CreateCommand();
            lockAll.CommandText = "BEGIN IMMEDIATE";
            lockAll.ExecuteNonQuery();

            await host.LogAtLeisure(100_000);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Tracker.FlushAsync());
            Assert.Equal(0, host.Tracker.Health.Refused);
        }

        await host.FlushAndHold();
    }

    [Fact]
    public async Task A_deleted_database_is_made_again_and_goes_on_with_what_comes()
    {
        using var folder = new Tests.Support.TempFolder();
        using var host = new LoggingHost(folder["store"]);
        host.Log(10);
        await host.Tracker.FlushAsync();
        foreach (string file in Directory.GetFiles(folder["store"], "cairn.db*"))
        {
            File.Delete(file);
        }

        host.Log(500);
        await host.Tracker.FlushAsync();

        using var store = new SqliteRunStore(folder["store"]);
        Assert.True(store.FindSeries(host.Run.Id, "x")!.Count >= 500);
    }

    /// <summary>Deletes a folder in which somebody makes files meanwhile.</summary>
    private static void DeleteUnder(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A file was made since the folder was listed.
            }
        }
    }

    private static void Fill(string path)
    {
        using FileStream file = File.Create(path);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }
}
