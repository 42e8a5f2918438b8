using System.CommandLine;
using System.Data.Common;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>SQL over the store, read-only.</summary>
internal sealed class QueryCommand : CairnCommand
{
    private readonly Argument<string> _sql = new("SQL") { Description = "One read-only statement" };

    private readonly Option<int> _maxRows = new("--max-rows")
    {
        HelpName = "N",
        Description = "Stop after this many rows",
        DefaultValueFactory = _ => 1000,
    };

    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV with a heading line" };

    public QueryCommand() : base("query", "Ask the store in SQL, read-only")
    {
        Arguments.Add(_sql);
        Options.Add(_maxRows);
        Options.Add(_csv);
        _maxRows.RequireAtLeast(1);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn query \"SELECT name, sql FROM sqlite_schema\"",
        "cairn query \"SELECT series, count(*), min(value) FROM points GROUP BY series\"",
        "cairn query --csv --max-rows 100000 \"SELECT * FROM points\" > points.csv",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        QueryResult result = Ask(store, call.Get(_sql), call.Get(_maxRows));
        if (call.Json)
        {
            return WriteJson(call.Terminal, result);
        }

        if (call.Get(_csv))
        {
            WriteCsv(call.Terminal, result);
        }
        else
        {
            WriteTable(call.Terminal, result);
        }

        if (result.IsTruncated)
        {
            call.Terminal.Error.WriteLine($"There are more rows than {call.Get(_maxRows)}. --max-rows N shows more.");
        }

        return ExitCodes.Done;
    }

    private static QueryResult Ask(IRunStore store, string sql, int maxRows)
    {
        try
        {
            return store.Query(sql, maxRows);
        }
        catch (Exception exception) when (exception is DbException or ArgumentException)
        {
            throw new CliException(
                $"{Sentence.Of(exception)} "
                + "`cairn query \"SELECT name, sql FROM sqlite_schema\"` shows what there is.");
        }
    }

    private static int WriteJson(Terminal terminal, QueryResult result) => JsonOutput.Write(terminal, json =>
    {
        json.List("columns", result.Columns, json.Value);
        json.Rows("rows", result.Rows);
        json.Flag("is_truncated", result.IsTruncated);
    });

    private static void WriteCsv(Terminal terminal, QueryResult result)
    {
        CsvOutput.WriteLine(terminal, result.Columns);
        foreach (object?[] row in result.Rows)
        {
            CsvOutput.WriteLine(terminal, row);
        }
    }

    private static void WriteTable(Terminal terminal, QueryResult result)
    {
        IEnumerable<Column> columns = result.Columns.Select((name, index) => ToColumn(name, index, result.Rows));
        var table = new Table([.. columns]);
        foreach (object?[] row in result.Rows)
        {
            table.Add([.. row.Select(value => new Cell(ToText(value, terminal)))]);
        }

        table.Write(terminal);
        terminal.Out.WriteLine(terminal.Styled(
            result.Rows.Count == 1 ? "1 row" : $"{Numbers.Count(result.Rows.Count)} rows", Style.Dim));
    }

    private static Column ToColumn(string name, int index, IReadOnlyList<object?[]> rows)
    {
        object?[] values = rows.Select(row => row[index]).Where(value => value is not null).ToArray();
        bool isNumber = values.Length > 0 && values.All(value => value is long or double);
        return new Column(Plain.Text(name), isNumber, MinWidth: isNumber ? 0 : 6);
    }

    private static string ToText(object? value, Terminal terminal) => value switch
    {
        null => terminal.Symbols.None,
        double number => Numbers.Exact(number),
        byte[] bytes => $"{Numbers.Count(bytes.Length)} bytes",
        _ => Plain.Text(value.ToString() ?? ""),
    };
}
