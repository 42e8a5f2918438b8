using System.Diagnostics;
using System.Globalization;
using Cairn.Tests.Support;
using Xunit.Abstractions;

namespace Cairn.IntegrationTests.Cli;

/// <summary>A training is killed again and again, and resumed until it is complete.</summary>
public class ResumeTests(ITestOutputHelper output)
{
    /// <summary>Ends early, by its patience: so there are decisions, and their state, to be the same.</summary>
    private static readonly string[] Small =
    [
        "--patch-size", "6", "--stride", "3", "--sequence-length", "24", "--prediction-length", "4", "--embed-dim", "16",
        "--num-layers", "1", "--num-heads", "2", "--mlp-hidden-dim", "16", "--batch-size", "16", "--epochs", "60",
        "--patience", "8", "--learning-rate", "0.01", "--experiment", "killed", "--checkpoint-steps", "11",
    ];

    [Theory]
    [InlineData("KILL", 20)]
    [InlineData("INT", 3)]
    public void A_training_that_was_killed_at_random_moments_ends_as_one_that_was_not(string signal, int kills)
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        string[] start = ["train", "--data", Prices.Write(folder["prices.csv"]), .. Small, "--store"];
        (int exitCode, _, string errors) = CliProcess.Run([.. start, folder["whole"]]);
        Assert.True(exitCode == 0, errors);
        var whole = RecordedTraining.Read(folder["whole"]);
        Assert.NotEmpty(whole.Decisions);

        for (int course = 0, killed = 0; killed < kills; course++)
        {
            string store = folder[$"course{course}"];
            int inCourse = TrainAndKill([.. start, store], store, kills - killed, random, signal);
            killed += inCourse;
            output.WriteLine($"Course {course}: killed {inCourse} times");
            RecordedTraining.Read(store).AssertIs(whole, $"seed {seed}, course {course}, {inCourse} kills");
        }
    }

    /// <summary>Trains until it is complete; at most so many times it is killed on the way.</summary>
    private static int TrainAndKill(string[] start, string store, int atMost, Random random, string signal)
    {
        string[] next = start;
        for (int killed = 0; ; killed++)
        {
            using Process training = CliProcess.Start(next);
            if (killed == atMost || !Kill(training, random, signal))
            {
                string end = training.StandardOutput.ReadToEnd();
                training.WaitForExit();
                Assert.True(training.ExitCode == 0, end + training.StandardError.ReadToEnd());
                return killed;
            }

            next = Next(start, store);
        }
    }

    /// <summary>Within some epoch: so many lines are waited for, and so long. False when it ended before.</summary>
    private static bool Kill(Process training, Random random, string signal)
    {
        for (int lines = random.Next(12); lines > 0; lines--)
        {
            if (training.StandardOutput.ReadLine() is null)
            {
                return false;
            }
        }

        if (training.WaitForExit(random.Next(200)))
        {
            return false;
        }

        string id = training.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", ["-s", signal, id]);
        training.StandardOutput.ReadToEnd();
        training.WaitForExit();
        return training.ExitCode != 0;
    }

    /// <summary>Resumes; where no checkpoint was saved yet, the training starts again in a store of its own.</summary>
    private static string[] Next(string[] start, string store)
    {
        if (HasCheckpoint(store))
        {
            return ["train", "--resume", "latest", "--store", store];
        }

        if (Directory.Exists(store))
        {
            Directory.Delete(store, recursive: true);
        }

        return start;
    }

    private static bool HasCheckpoint(string store)
    {
        var folder = new DirectoryInfo(Path.Combine(store, "checkpoints", "killed"));
        return folder.Exists && folder.EnumerateFiles("checkpoint.json", SearchOption.AllDirectories).Any();
    }
}
