using Cairn.Mlflow.Sync;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class FlatParametersTests
{
    [Theory]
    [InlineData("""{"a":{"b":1},"c":"x"}""", "k.a.b=1 k.c=x")]
    [InlineData("""{"a":{},"c":[1,{}]}""", "k.a={} k.c=[1,{}]")]
    [InlineData("{}", "k={}")]
    [InlineData("not JSON", "k=not JSON")]
    public void Every_setting_gets_a_key_also_an_empty_one(string json, string expected) => Assert.Equal(
        expected, string.Join(' ', FlatParameters.Of([new("k", json)]).Select(one => $"{one.Key}={one.Value}")));
}
