using System.Text.RegularExpressions;

namespace Cairn.Tests.Architecture;

/// <summary>The arrows of <c>docs/design/README.md</c>, read off the sources.</summary>
public partial class ArchitectureTests
{
    /// <summary>
    /// What each folder of the library may use of the others; the root uses what it likes, and none uses the root's
    /// internals.
    /// </summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["IO"] = [],
        ["Diagnostics"] = [],
        ["Capture"] = ["IO"],
        ["Journal"] = ["IO", "Diagnostics"],
        ["Recording"] = ["Journal"],
        ["Statistics"] = [],
        ["Drawing"] = [],
        ["TensorBoard"] = ["IO", "Statistics", "Drawing", "Monitoring"],
        ["Mlflow"] = ["IO", "Storage", "Statistics", "Diagnostics", "Checkpoints", "Capture", "Monitoring"],
        ["Storage"] = ["IO", "Statistics"],
        ["Sinks"] = ["Journal", "Recording", "IO", "Storage", "Statistics", "TensorBoard"],
        ["Draining"] = ["Sinks", "Storage", "Journal", "Recording", "IO", "Diagnostics"],
        ["Callbacks"] = [],
        ["Checkpoints"] = ["IO", "Capture", "Journal", "Recording", "Storage", "Diagnostics", "Statistics"],
        ["Inference"] = ["IO", "Journal", "Recording", "Storage", "Statistics", "Monitoring"],
        ["Monitoring"] = ["IO"],
        ["Training"] = [],
        ["Hosting"] = ["Diagnostics", "Inference"],
    };

    public static TheoryData<string> Folders =>
        [.. Directory.GetDirectories(Library).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"))];

    private static string Library => Path.Combine(Sources.Root, "src", "Cairn");

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_what_lies_below_it(string folder)
    {
        Assert.True(Allowed.ContainsKey(folder), $"Say in {nameof(Allowed)} what the new folder '{folder}' may use.");
        foreach (string file in Directory.GetFiles(Path.Combine(Library, folder), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match use in Use().Matches(File.ReadAllText(file)))
            {
                string used = use.Groups[1].Value;
                Assert.True(used == folder || Allowed[folder].Contains(used), $"{file} uses Cairn.{used}.");
            }
        }
    }

    [Fact]
    public void Files_are_touched_only_through_the_seam()
    {
        foreach (string file in Directory.GetFiles(Library, "*.cs", SearchOption.AllDirectories))
        {
            bool isSeam = Path.GetFileName(Path.GetDirectoryName(file)) == "IO";
            Assert.True(
                isSeam || !FileCall().IsMatch(File.ReadAllText(file)), $"{file} calls File or Directory itself: use Cairn.IO.");
        }
    }

    [Fact]
    public void Unsafe_code_stays_where_records_are_written()
    {
        foreach (string file in Directory.GetFiles(Library, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetRelativePath(Library, file).Split(Path.DirectorySeparatorChar)[0];
            Assert.True(
                folder is "IO" or "Journal" or "Recording" || !UnsafeCode().IsMatch(File.ReadAllText(file)),
                $"{file} is unsafe.");
        }
    }

    [Fact]
    public void No_unit_test_waits_for_the_clock()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Sources.Root, "test", "Cairn.Tests"), "*.cs", SearchOption.AllDirectories))
        {
            Assert.False(Sleep().IsMatch(File.ReadAllText(file)), $"{file} sleeps: use TimeProvider or a signal.");
        }
    }

    [GeneratedRegex(@"^using (?:static )?Cairn\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Use();

    [GeneratedRegex(@"(?<![\w.])(?:System\.IO\.)?(?:File|Directory|FileInfo|DirectoryInfo|FileStream)\.(?:Open|Read|Write|Create|Delete|Move|Copy|Exists|Append|Enumerate|Get)\w*\(|new File(?:Stream|Info)\(")]
    private static partial Regex FileCall();

    [GeneratedRegex(@"^\s*(?:public |internal |private |static |sealed )*unsafe ", RegexOptions.Multiline)]
    private static partial Regex UnsafeCode();

    [GeneratedRegex(@"\bThread\.Sleep\(|\bTask\.Delay\(")]
    private static partial Regex Sleep();
}
