using System.Text;
using Cairn.Sinks.Files;
using Cairn.Sinks.Text;

namespace Cairn.Tests.Sinks.Text;

public sealed class VisibleTextTests
{
    [Fact]
    public void Bytes_that_are_no_text_become_the_sign_for_that() =>
        Assert.Equal(
            "a\uFFFDb\uFFFD",
            Write(static (to, bytes) => VisibleText.AppendLine(to, bytes), [.. "a"u8, 0xFF, .. "b"u8, 0xE2, 0x82]));

    [Theory]
    [InlineData("", "    ")]
    [InlineData("ab", "ab  ")]
    [InlineData("abcde", "abcde")]
    [InlineData("a\n", "a\\n ")]
    public void A_column_is_as_wide_as_it_should_be_or_as_its_text(string text, string expected) =>
        Assert.Equal(
            expected,
            Write(static (to, bytes) => VisibleText.AppendColumn(to, bytes, 4), Encoding.UTF8.GetBytes(text)));

    private static string Write(Action<PooledBuffer, byte[]> write, byte[] text)
    {
        using PooledBuffer buffer = new();
        write(buffer, text);
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
