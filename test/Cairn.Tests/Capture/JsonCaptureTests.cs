using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cairn.Capture;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Capture;

public sealed class JsonCaptureTests
{
    public enum Fill
    {
        Forward,
    }

    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { true, "true" },
        { 3, "3" },
        { ulong.MaxValue, "18446744073709551615" },
        { 0.1f, "0.1" },
        { 0.1, "0.1" },
        { (Half)0.5, "0.5" },
        { 1.50m, "1.50" },
        { double.NaN, "\"NaN\"" },
        { double.NegativeInfinity, "\"-Infinity\"" },
        { float.PositiveInfinity, "\"Infinity\"" },
        { "größe \"x\"\n", "\"größe \\\"x\\\"\\n\"" },
        { "half \ud800 a character", "\"half \ufffd a character\"" },
        { Fill.Forward, "\"Forward\"" },
        { TimeSpan.FromSeconds(90), "\"00:01:30\"" },
        { new DateTime(2026, 11, 21, 14, 35, 0, DateTimeKind.Utc), "\"2026-11-21T14:35:00.0000000Z\"" },
        { ImmutableArray.Create(1, 2), "[1,2]" },
        { new List<object?> { 1, null, "a" }, "[1,null,\"a\"]" },
        { new Dictionary<string, object?> { ["a"] = new Dictionary<string, int> { ["b"] = 1 } }, "{\"a\":{\"b\":1}}" },
        { new Hashtable { [1] = "x" }, "{\"1\":\"x\"}" },
        { new Dictionary<string, object?> { ["\ud800"] = 1 }, "{\"\ufffd\":1}" },
        { JsonNode.Parse("{\"a\":[1,\"b\",null,true]}"), "{\"a\":[1,\"b\",null,true]}" },
        { JsonDocument.Parse("{\"a\":1,\"a\":2,\"b\":1.5,\"c\":[{}]}"), "{\"a\":1,\"b\":1.5,\"c\":[{}]}" },
        { default(JsonElement), "null" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_becomes_its_json(object? value, string json) =>
        Assert.Equal(json, JsonCapture.Value("x", value));

    [Fact]
    public void Of_two_values_with_one_key_the_first_counts() =>
        Assert.Equal("{\"a\":1}", JsonCapture.Object([new("a", 1), new("a", 2)]));

    [Fact]
    public void Metrics_keep_what_is_not_a_number() => Assert.Equal(
        "{\"train/loss\":0.5,\"val/loss\":\"NaN\",\"\":1}",
        JsonCapture.Metrics([("train/loss", 0.5), ("val/loss", double.NaN), new(null!, 1)]));

    [Fact]
    public void A_number_under_a_key_of_tokens_is_a_setting_and_under_one_of_passwords_a_secret()
    {
        Assert.Equal("512", JsonCapture.Value("token_budget", 512));
        Assert.Equal("5", JsonCapture.Value("token", 5));
        Assert.Equal("true", JsonCapture.Value("use_auth", true));
        Assert.Equal("\"***\"", JsonCapture.Value("password", 123456));
    }

    [Fact]
    public void Cycles_end()
    {
        var one = new Dictionary<string, object?>();
        one["self"] = one;
        Assert.Contains("(cut)", Valid(one), StringComparison.Ordinal);

        var many = new List<object?>();
        many.AddRange(Enumerable.Repeat<object?>(many, 10)); // 10 to the power of 16 without a bound on values
        Assert.Contains("(cut)", Valid(many), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_end_is_cut() => Assert.True(Valid(Endless()).Length < 100_000);

    [Fact]
    public void What_throws_becomes_a_text()
    {
        Assert.Equal("\"(unreadable: InvalidOperationException)\"", JsonCapture.Value("x", new Hostile()));
        Assert.Equal("\"(unreadable: InvalidOperationException)\"", JsonCapture.Value("x", Throwing()));
        Assert.Equal(
            "{\"a\":\"(unreadable: InvalidOperationException)\",\"b\":1}",
            JsonCapture.Object([new("a", new Hostile()), new("b", 1)]));
        Assert.Equal("{}", JsonCapture.Object(Throwing().Select(_ => new KeyValuePair<string, object?>("a", 1))));
    }

    [Fact]
    public void A_document_that_was_disposed_becomes_a_text()
    {
        JsonElement element;
        using (var document = JsonDocument.Parse("{\"a\":1}"))
        {
            element = document.RootElement;
        }

        Assert.Equal("\"(unreadable: ObjectDisposedException)\"", JsonCapture.Value("x", element));
    }

    [Fact]
    public void Whatever_is_handed_in_becomes_valid_json() =>
        Prop.ForAll(Nested(4).ToArbitrary(), value => Valid(value).Length > 0).QuickCheckThrowOnFailure();

    [Fact]
    public void No_planted_secret_survives_in_any_shape() => Prop.ForAll(SecretMaskTests.Secrets.ToArbitrary(), IsMasked)
        .QuickCheckThrowOnFailure();

    private static bool IsMasked(string secret)
    {
        object?[] shapes =
        [
            new Dictionary<string, object?> { ["password"] = secret },
            new Dictionary<string, string> { ["api_key"] = secret },
            new Hashtable { ["token"] = secret },
            new SortedList<string, string[]> { ["passwords"] = [secret] },
            new Dictionary<string, object?> { ["credentials"] = new Dictionary<string, string> { ["user"] = secret } },
            new List<KeyValuePair<string, string?>> { new("Db:Password", secret) },
            new List<KeyValuePair<string, object>> { new("Db:Password", secret) },
            new[] { KeyValuePair.Create("secret", secret.ToCharArray()) }.ToDictionary(),
            ("password", secret),
            new { User = "me", Password = secret },
            JsonDocument.Parse(JsonSerializer.Serialize(new { user = "me", secret })),
            JsonNode.Parse(JsonSerializer.Serialize(new { user = "me", inner = new { secret } })),
            JsonSerializer.Serialize(new { password = secret }),
            $"Host=db;Password={secret}",
        ];
        return shapes.All(shape => !Text(Valid(shape)).Contains(secret, StringComparison.Ordinal));
    }

    /// <summary>The JSON without its escapes, so that a secret cannot hide behind them.</summary>
    private static string Text(string json) => Regex.Unescape(json.Replace("\\\"", "\"", StringComparison.Ordinal));

    private static string Valid(object? value)
    {
        string json = JsonCapture.Value("x", value);
        using var document = JsonDocument.Parse(json);
        return json;
    }

    private static Gen<object?> Nested(int depth)
    {
        Gen<object?> leaf = Gen.OneOf(
            ArbMap.Default.GeneratorFor<double>().Select(value => (object?)value),
            ArbMap.Default.GeneratorFor<string>().Select(value => (object?)value),
            ArbMap.Default.GeneratorFor<char>().Select(value => (object?)value.ToString()),
            ArbMap.Default.GeneratorFor<decimal>().Select(value => (object?)value),
            Gen.Constant<object?>(new Hostile()));
        return depth == 0 ? leaf : Gen.OneOf(leaf, Items(depth), Items(depth).Select(Pairs));

        static Gen<object?> Items(int depth) =>
            from count in Gen.Choose(0, 3)
            from items in Nested(depth - 1).ArrayOf(count)
            select (object?)items;

        static object? Pairs(object? items) =>
            ((object?[])items!).Select((item, i) => KeyValuePair.Create($"k{i}\ud800", item));
    }

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++)
        {
            yield return i;
        }
    }

    private static IEnumerable<int> Throwing()
    {
        yield return 1;
        throw new InvalidOperationException();
    }

    private sealed class Hostile
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
