using System.Text;

namespace Cairn.Cli.Output;

/// <summary>Names from code as people and programs type them: <c>LookAhead</c> is <c>look_ahead</c>. Stateless.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Of(value.ToString());

    /// <summary>The single flags that are set.</summary>
    public static IEnumerable<string> OfFlags<T>(T value) where T : struct, Enum =>
        Enum.GetValues<T>().Where(flag => Convert.ToInt64(flag) != 0 && value.HasFlag(flag)).Select(Of);

    private static string Of(string name)
    {
        var word = new StringBuilder(name.Length + 4);
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
