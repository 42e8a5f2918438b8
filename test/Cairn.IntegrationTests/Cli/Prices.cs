using System.Globalization;
using System.Text;

namespace Cairn.IntegrationTests.Cli;

/// <summary>A file of 600 daily prices, the same ones each time.</summary>
internal static class Prices
{
    public static string Write(string path)
    {
        var random = new Random(7);
        var csv = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
        double price = 100;
        for (int day = 0; day < 600; day++)
        {
            double next = price * (1 + ((random.NextDouble() - 0.5) / 50));
            csv.Append(CultureInfo.InvariantCulture,
                $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{price},{Math.Max(price, next) + 0.1},{Math.Min(price, next) - 0.1},{next},{random.Next(1000)}\n");
            price = next;
        }

        File.WriteAllText(path, csv.ToString());
        return path;
    }
}
