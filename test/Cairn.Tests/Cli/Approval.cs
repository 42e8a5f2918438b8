using System.Runtime.CompilerServices;

namespace Cairn.Tests.Cli;

/// <summary>Compares text with the approved one that is checked in; what came instead is left beside it.</summary>
internal static class Approval
{
    public static void Verify(string name, string text, [CallerFilePath] string testFile = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(testFile)!, "..", "Approvals");
        var approvedPath = Path.Combine(folder, $"{name}.approved.txt");
        var receivedPath = Path.Combine(folder, $"{name}.received.txt");
        var received = WithoutTrailingSpace(text);
        var approved = File.Exists(approvedPath) ? WithoutTrailingSpace(File.ReadAllText(approvedPath)) : "";
        if (approved == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{name} has changed. Where that is meant, move {receivedPath} over {approvedPath}.");
    }

    private static string WithoutTrailingSpace(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";
}
