using System.Runtime.CompilerServices;

namespace Cairn.Tests.Approvals;

/// <summary>
/// Compares text with the approved one that is checked in; what came instead is left beside it. With
/// <c>CAIRN_APPROVE=1</c> in the environment, what came becomes the approved text.
/// </summary>
internal static class Approval
{
    public static void Verify(string name, string text)
    {
        string approvedPath = Path.Combine(Folder(), $"{name}.approved.txt");
        string receivedPath = Path.Combine(Folder(), $"{name}.received.txt");
        string received = WithoutTrailingSpace(text);
        if (Environment.GetEnvironmentVariable("CAIRN_APPROVE") == "1")
        {
            File.WriteAllText(approvedPath, received);
        }

        string approved = File.Exists(approvedPath) ? WithoutTrailingSpace(File.ReadAllText(approvedPath)) : "";
        if (approved == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail(
            $"{name} has changed: compare {receivedPath} with {approvedPath}. Where the change is meant, run this test "
            + "again with CAIRN_APPROVE=1 and commit the approved text.");
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    private static string WithoutTrailingSpace(string text)
    {
        IEnumerable<string> lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd());
        return string.Join('\n', lines).TrimEnd('\n') + "\n";
    }
}
