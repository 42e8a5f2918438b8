using Cairn.Capture;
using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.Capture;

public sealed class GitRevisionTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_branch_is_followed_to_its_commit_from_any_folder_below()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/refs/heads/main", Commit + "\n");
        Directory.CreateDirectory(_folder["a/b"]);

        Assert.Equal(Commit, Find("a/b"));
    }

    [Fact]
    public void A_packed_branch_is_found()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(
            ".git/packed-refs",
            $"# pack-refs with: peeled\n{new string('f', 40)} refs/heads/remain\n{Commit} refs/heads/main\n");

        Assert.Equal(Commit, Find("."));
    }

    [Fact]
    public void A_commit_that_is_checked_out_by_itself_is_found()
    {
        Write(".git/HEAD", Commit + "\n");

        Assert.Equal(Commit, Find("."));
    }

    [Theory]
    [InlineData("packed-refs", Commit + " refs/heads/work\n")]
    [InlineData("refs/heads/work", Commit + "\n")]
    public void A_linked_work_tree_is_followed_to_its_repository(string file, string content)
    {
        Write("repository/.git/worktrees/w/HEAD", "ref: refs/heads/work\n");
        Write("repository/.git/worktrees/w/commondir", "../..\n");
        Write("repository/.git/" + file, content);
        Write("w/.git", $"gitdir: {_folder["repository/.git/worktrees/w"]}\n");

        Assert.Equal(Commit, Find("w"));
    }

    [Fact]
    public void A_submodule_is_followed_to_its_repository()
    {
        Write(".git/modules/m/HEAD", "ref: refs/heads/main\n");
        Write(".git/modules/m/refs/heads/main", Commit + "\n");
        Write("m/.git", "gitdir: ../.git/modules/m\n");

        Assert.Equal(Commit, Find("m"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ref: refs/heads/none")]
    [InlineData("ref: ../../secret")]
    [InlineData("ref: a\0b")]
    public void What_is_no_commit_is_none(string head)
    {
        Write(".git/HEAD", head);
        Write("secret", Commit);

        Assert.Null(Find("."));
    }

    private string? Find(string folder) =>
        GitRevision.Find(PhysicalFileSystem.Instance, Path.GetFullPath(_folder[folder]));

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], content);
    }
}
