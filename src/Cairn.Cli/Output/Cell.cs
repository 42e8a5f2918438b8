namespace Cairn.Cli.Output;

/// <summary>Text of a cell, safe to show, and its look.</summary>
internal readonly record struct Cell(string Text, Style Style = Style.None)
{
    public static implicit operator Cell(string text) => new(text);
}
