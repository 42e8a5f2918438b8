namespace Cairn.Cli.Output;

/// <summary>Whether output may hold more than ASCII.</summary>
internal static class UnicodeSupport
{
    /// <summary>
    /// False where the locale names another encoding, or the console has no glyphs for charts. A locale that is not set
    /// at all, as in containers, says nothing: such a screen nearly always shows UTF-8.
    /// </summary>
    public static bool Detect(Func<string, string?> variable)
    {
        if (variable("TERM") is "linux" or "dumb")
        {
            return false;
        }

        string[] names = ["LC_ALL", "LC_CTYPE", "LANG"];
        string? locale = names.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is null
            || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
            || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }
}
