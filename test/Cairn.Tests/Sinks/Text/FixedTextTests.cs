using System.Globalization;
using System.Text;
using Cairn.Sinks.Text;

namespace Cairn.Tests.Sinks.Text;

public class FixedTextTests
{
    [Fact]
    public void Every_number_becomes_what_the_framework_makes_of_it()
    {
        const int seed = 90125;
        var random = new Random(seed);
        for (int i = 0; i < 200_000; i++)
        {
            double value = random.Next(6) switch
            {
                0 => random.NextDouble(),
                1 => random.Next(20_001) / 20_000d, // ties, and as near to them as a double can be
                2 => Math.BitIncrement(random.Next(2_000_001) / 2000d),
                3 => Math.BitDecrement(random.Next(2_000_001) / 20d),
                4 => random.NextDouble() * 2e6,
                _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 9)),
            };
            int decimals = random.Next(1, 4);
            string expected = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
            Assert.True(expected == Text(value, decimals), $"seed {seed}: {value:R} is {Text(value, decimals)}, not {expected}");
        }
    }

    [Theory]
    [InlineData(1e9, "1E+09")]
    [InlineData(-1.23456789e300, "-1.23457E+300")]
    [InlineData(double.MinValue, "-1.79769E+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void What_is_too_large_or_no_number_stays_short(double value, string text) => Assert.Equal(text, Text(value, 3));

    private static string Text(double value, int decimals)
    {
        Span<byte> bytes = stackalloc byte[FixedText.MaxLength];
        return Encoding.UTF8.GetString(bytes[..FixedText.Write(value, decimals, bytes)]);
    }
}
