using Cairn.Mlflow.Sync;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class StoredObjectTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{ torn")]
    public void What_is_no_object_has_no_values(string json) => Assert.Empty(StoredObject.Read(json));

    [Fact]
    public void Values_stay_JSON() =>
        Assert.Equal([new("a", "\"x\""), new("b", "{}")], StoredObject.Read("""{"a":"x","b":{}}"""));
}
