using System.Text;

namespace Cairn.Cli.Output;

/// <summary>Where output goes, and what can be shown there.</summary>
internal sealed class Terminal
{
    /// <summary>What charts assume when nobody says how wide the screen is.</summary>
    private const int UsualWidth = 80;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>True when a person looks at it live: lines may be rewritten, tables fit the width.</summary>
    public bool IsInteractive { get; init; }

    public bool HasColor { get; init; }

    /// <summary>True when it can show more than ASCII.</summary>
    public bool HasUnicode { get; init; }

    public int Width { get; init; } = UsualWidth;

    public static Terminal ForProcess()
    {
        bool interactive = !Console.IsOutputRedirected;
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new()
        {
            Out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 4096),
            Error = Console.Error,
            IsInteractive = interactive && !dumb,
            HasColor = interactive && !dumb && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
            HasUnicode = UnicodeSupport.Detect(Environment.GetEnvironmentVariable),
            Width = interactive && Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth,
        };
    }

    public Symbols Symbols => HasUnicode ? Symbols.Unicode : Symbols.Ascii;

    public string Styled(string text, Style style) =>
        HasColor && style != Style.None ? $"\e[{(int)style}m{text}\e[0m" : text;

    /// <summary>A heading above a part of the output.</summary>
    public void Heading(string text)
    {
        Out.WriteLine();
        Out.WriteLine(Styled(text, Style.Bold));
    }
}
