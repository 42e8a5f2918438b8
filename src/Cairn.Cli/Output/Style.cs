namespace Cairn.Cli.Output;

/// <summary>The few looks of text; the numbers are those of ANSI's SGR sequence.</summary>
internal enum Style
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
