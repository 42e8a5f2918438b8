namespace Cairn.Cli.Output;

/// <summary>The characters that pictures are made of, where there is Unicode and where there is only ASCII.</summary>
internal sealed record Symbols
{
    public static readonly Symbols Unicode = new()
    {
        Levels = "▁▂▃▄▅▆▇█",
        NotANumber = '×',
        Infinity = '∞',
        Cut = "…",
        None = "—",
        Separator = " · ",
        AxisY = '│',
        AxisTick = '┤',
        AxisX = '─',
        Corner = '└',
        Ok = "✓",
        Warn = "!",
        Fail = "✗",
        Best = "★",
    };

    public static readonly Symbols Ascii = new()
    {
        Levels = "_.-~=+*#",
        NotANumber = 'x',
        Infinity = '!',
        Cut = "..",
        None = "-",
        Separator = ", ",
        AxisY = '|',
        AxisTick = '+',
        AxisX = '-',
        Corner = '+',
        Ok = "ok",
        Warn = "warn",
        Fail = "FAIL",
        Best = "*",
    };

    /// <summary>From low to high.</summary>
    public required string Levels { get; init; }

    public required char NotANumber { get; init; }

    public required char Infinity { get; init; }

    /// <summary>Stands for text that did not fit.</summary>
    public required string Cut { get; init; }

    /// <summary>Stands for a value that is not there.</summary>
    public required string None { get; init; }

    public required string Separator { get; init; }

    public required char AxisY { get; init; }

    public required char AxisTick { get; init; }

    public required char AxisX { get; init; }

    public required char Corner { get; init; }

    public required string Ok { get; init; }

    public required string Warn { get; init; }

    public required string Fail { get; init; }

    public required string Best { get; init; }
}
