namespace Cairn.Toto.Data;

/// <summary>What is wrong with a row, and in which column (null: the row as a whole).</summary>
internal readonly record struct RowDefect(string? Column, string Problem);
