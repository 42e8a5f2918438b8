using System.Text;

namespace Cairn.TensorBoard.Reading;

/// <summary>Text of an event file.</summary>
/// <param name="Values">One text, or the cells of a table row by row.</param>
/// <param name="Columns">How many of them are in a row; 0 when they are no table.</param>
public sealed record EventText(IReadOnlyList<string> Values, int Columns)
{
    /// <summary>The whole as Markdown: a text as it is, a list or a table as a table.</summary>
    public string ToMarkdown()
    {
        if (Columns == 0)
        {
            return Values.Count == 0 ? "" : Values[0];
        }

        var markdown = new StringBuilder();
        for (int row = 0; row * Columns < Values.Count; row++)
        {
            markdown.Append('|');
            foreach (string cell in Values.Skip(row * Columns).Take(Columns))
            {
                markdown.Append(' ').Append(OneLine(cell)).Append(" |");
            }

            markdown.Append('\n');
            markdown.Append(row == 0 ? "|" + string.Concat(Enumerable.Repeat("---|", Columns)) + "\n" : "");
        }

        return markdown.ToString();
    }

    private static string OneLine(string cell) =>
        cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings("<br>");
}
