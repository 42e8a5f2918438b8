using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cairn.IntegrationTests.IO;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Cli;

public class TrainingTests
{
    private static readonly string[] Small =
    [
        "--sequence-length", "48", "--prediction-length", "4", "--embed-dim", "16", "--num-layers", "1", "--num-heads", "2",
        "--mlp-hidden-dim", "32",
    ];

    [Fact]
    public void A_demo_is_trained_recorded_and_shown()
    {
        using var folder = new TempFolder();

        (int exitCode, string output, string errors) = CliProcess.Run("demo", "--store", folder["store"]);
        using JsonDocument runs = CliProcess.RunJson("runs", "--store", folder["store"]);
        (_, string page, _) = CliProcess.Run("show", "latest", "--store", folder["store"]);

        Assert.True(exitCode == 0, errors);
        Assert.Contains("0 lost + 0 pending", output);
        Assert.Contains("completed", page);
        Assert.Contains("train/loss", page);
        Assert.Contains("\"status\":\"completed\"", runs.RootElement.GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("EURUSD-1h.csv")]
    [InlineData("GOOG-1d.csv")]
    public void Real_prices_are_trained_on_where_they_are_at_hand(string file)
    {
        using var folder = new TempFolder();
        string? data = SharedData.Find(file);
        data ??= Prices.Write(folder[file]);

        (int exitCode, _, string errors) = CliProcess.Run(
            ["train", "--data", data, "--epochs", "1", "--window-stride", "8", "--batch-size", "8", "--store", folder["store"], .. Small]);

        Assert.True(exitCode == 0, errors);
        using var store = new SqliteRunStore(folder["store"]);
        RunInfo run = store.FindRun("latest")!;
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.True(store.FindSeries(run.Id, "train/loss")!.Count > 5);
        Assert.Contains("baseline", run.SummaryJson);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_training_that_is_interrupted_ends_cleanly_as_killed(string signal)
    {
        using var folder = new TempFolder();
        using Process training = StartTraining(folder);

        using var kill = Process.Start("kill", ["-s", signal, training.Id.ToString(CultureInfo.InvariantCulture)]);
        training.StandardOutput.ReadToEnd();
        training.WaitForExit();

        Assert.Equal(130, training.ExitCode);
        using var store = new SqliteRunStore(folder["store"]);
        Assert.Equal(RunStatus.Killed, store.FindRun("latest")!.Status);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder["store"], "journal")));
    }

    [Fact]
    public void A_training_that_was_killed_hard_is_found_crashed_with_all_its_points()
    {
        using var folder = new TempFolder();
        using Process training = StartTraining(folder);
        training.Kill();
        training.WaitForExit();

        CliProcess.Run("recover", "--store", folder["store"]);

        using var store = new SqliteRunStore(folder["store"]);
        RunInfo run = store.FindRun("latest")!;
        Assert.Equal(RunStatus.Crashed, run.Status);
        Assert.True(store.FindSeries(run.Id, "train/loss")!.Count > 0);
        string summary = File.ReadAllText(Path.Combine(folder["store"], "logs", run.LogFolder, "training_summary.json"));
        Assert.Contains("crashed", summary);
    }

    [Fact]
    public void A_broken_price_file_is_refused_with_file_line_and_column()
    {
        using var folder = new TempFolder();
        Prices.Write(folder["prices.csv"]);
        File.AppendAllText(folder["prices.csv"], "2026-01-01,1,2,x,1,5\n");

        (int exitCode, _, string errors) = CliProcess.Run("train", "--data", folder["prices.csv"], "--store", folder["store"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("prices.csv", errors);
        Assert.Contains("602", errors);
        Assert.Contains("Low", errors);
    }

    private static Process StartTraining(TempFolder folder)
    {
        Process training = CliProcess.Start(
            ["train", "--data", Prices.Write(folder["prices.csv"]), "--epochs", "1000", "--patience", "1000",
                "--store", folder["store"], .. Small]);
        var output = new StringBuilder();
        while (training.StandardOutput.ReadLine() is { } line)
        {
            output.AppendLine(line);
            if (line.TrimStart().StartsWith("2/1000", StringComparison.Ordinal))
            {
                return training;
            }
        }

        throw new IOException($"The training ended early: {output}{training.StandardError.ReadToEnd()}");
    }
}
