using System.Text;
using Cairn.IO;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Reads <c>~/.mlflow/credentials</c>, as Python's <c>configparser</c> reads the section <c>[mlflow]</c>.</summary>
internal static class CredentialsFile
{
    private const int LimitBytes = 64 * 1024; // it holds two lines

    /// <summary>Lower-case names with values; empty when there is no such file, or it cannot be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(IFileSystem files, string? home)
    {
        string path = Path.Join(home, ".mlflow", "credentials");
        if (string.IsNullOrEmpty(home) || !files.FileExists(path))
        {
            return new Dictionary<string, string>();
        }

        try
        {
            using IDurableFile file = files.Open(path, FileIntent.Read);
            byte[] bytes = new byte[(int)Math.Min(file.Length, LimitBytes)];
            int length = 0;
            for (int read = -1; read != 0 && length < bytes.Length; length += read)
            {
                read = file.Read(length, bytes.AsSpan(length));
            }

            return Parse(Encoding.UTF8.GetString(bytes, 0, length));
        }
        catch (IOException)
        {
            return new Dictionary<string, string>(); // a server that wants them says so
        }
    }

    // Bounded by the lines of a file of 64 KiB.
    private static Dictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>();
        bool isOurs = false;
        foreach (string line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.Trim()))
        {
            int separator = line.AsSpan().IndexOfAny('=', ':');
            if (line.StartsWith('['))
            {
                isOurs = line == "[mlflow]";
            }
            else if (isOurs && separator > 0 && line[0] is not ('#' or ';'))
            {
                string value = line[(separator + 1)..].Trim().Replace("%%", "%", StringComparison.Ordinal);
                values[line[..separator].TrimEnd().ToLowerInvariant()] = value;
            }
        }

        return values;
    }
}
