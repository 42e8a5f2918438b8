using System.Text;

namespace Cairn.IO;

/// <summary>Gives each run a folder of its own, also when several processes want one name at once. Stateless.</summary>
internal static class FolderClaim
{
    /// <summary>Says in each folder whose it is; made by exactly one owner.</summary>
    private const string OwnerFile = "run_id";

    private const int MaxTries = 100;

    /// <summary>
    /// Makes the folder and returns its name, with a number behind it when another owner has the name. Where the disk
    /// refuses, a name that nobody else can have.
    /// </summary>
    public static string Take(IFileSystem files, string parent, string name, string owner)
    {
        for (int number = 1; number <= MaxTries; number++)
        {
            string numbered = number == 1 ? name : $"{name}_{number}";
            if (TryTake(files, StorePath.Combine(parent, numbered), owner))
            {
                return numbered;
            }
        }

        return $"{name}_{owner}";
    }

    private static bool TryTake(IFileSystem files, string folder, string owner)
    {
        try
        {
            files.CreateDirectory(folder);
            using IDurableFile file = files.Open(Path.Combine(folder, OwnerFile), FileIntent.CreateNew);
            file.Append(Encoding.UTF8.GetBytes(owner + "\n"));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
