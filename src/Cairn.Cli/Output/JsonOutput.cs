using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cairn.Cli.Output;

/// <summary>
/// One JSON document for programs. Numbers that JSON cannot hold are the strings <c>NaN</c>, <c>Infinity</c> and
/// <c>-Infinity</c>. Not thread-safe.
/// </summary>
internal sealed class JsonOutput : IDisposable
{
    /// <summary>Long documents leave in pieces of this size, so that ten million points need no more memory.</summary>
    private const int PieceBytes = 64 * 1024;

    /// <summary>The output is no part of a web page: quotes and letters stay, control codes do not.</summary>
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TextWriter _out;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;

    private JsonOutput(TextWriter output)
    {
        _out = output;
        _writer = new Utf8JsonWriter(_buffer, Options);
    }

    /// <summary>Writes an object on a line of its own.</summary>
    public static int Write(Terminal terminal, Action<JsonOutput> body)
    {
        using var json = new JsonOutput(terminal.Out);
        json._writer.WriteStartObject();
        body(json);
        json._writer.WriteEndObject();
        json.Send();
        terminal.Out.WriteLine();
        return ExitCodes.Done;
    }

    public void Dispose() => _writer.Dispose();

    public void Text(string name, string? value) => _writer.WriteString(name, value);

    public void Time(string name, DateTimeOffset? value) =>
        _writer.WriteString(name, value is { } time ? Times.Iso(time) : null);

    public void Integer(string name, long? value)
    {
        if (value is { } number)
        {
            _writer.WriteNumber(name, number);
        }
        else
        {
            _writer.WriteNull(name);
        }
    }

    public void Flag(string name, bool value) => _writer.WriteBoolean(name, value);

    /// <summary>True, false, or null where nobody can say.</summary>
    public void Flag(string name, bool? value)
    {
        if (value is { } flag)
        {
            _writer.WriteBoolean(name, flag);
        }
        else
        {
            _writer.WriteNull(name);
        }
    }

    public void Number(string name, double? value)
    {
        _writer.WritePropertyName(name);
        Value(value);
    }

    /// <summary>A value of a query or a list.</summary>
    public void Value(object? value)
    {
        switch (value)
        {
            case null: _writer.WriteNullValue(); break;
            case long number: _writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): _writer.WriteNumberValue(number); break;
            case double number: _writer.WriteStringValue(Numbers.Exact(number)); break;
            case byte[] bytes: _writer.WriteStringValue(Convert.ToHexStringLower(bytes)); break;
            default: _writer.WriteStringValue(value.ToString()); break;
        }
    }

    /// <summary>JSON that the store holds; a text that is no JSON becomes a string.</summary>
    public void Stored(string name, string json)
    {
        _writer.WritePropertyName(name);
        try
        {
            using var document = JsonDocument.Parse(json);
            document.WriteTo(_writer);
        }
        catch (JsonException)
        {
            _writer.WriteStringValue(json);
        }
    }

    public void Object(string name, Action body)
    {
        _writer.WriteStartObject(name);
        body();
        _writer.WriteEndObject();
    }

    public void Objects<T>(string name, IEnumerable<T> items, Action<T> body) => List(name, items, item =>
    {
        _writer.WriteStartObject();
        body(item);
        _writer.WriteEndObject();
    });

    public void Rows(string name, IEnumerable<IReadOnlyList<object?>> rows) => List(name, rows, row =>
    {
        _writer.WriteStartArray();
        foreach (object? value in row)
        {
            Value(value);
        }

        _writer.WriteEndArray();
    });

    public void List<T>(string name, IEnumerable<T> items, Action<T> body)
    {
        _writer.WriteStartArray(name);
        foreach (T? item in items)
        {
            body(item);
            if (_writer.BytesPending > PieceBytes)
            {
                Send();
            }
        }

        _writer.WriteEndArray();
    }

    private void Send()
    {
        _writer.Flush();
        _out.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.ResetWrittenCount();
    }
}
