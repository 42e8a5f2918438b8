using Cairn.TensorBoard.Writing;

namespace Cairn.Tests.TensorBoard.Writing;

public class EventFileNameTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void Name_follows_the_rule()
    {
        string[] parts = EventFileName.After([], Now).Split('.');
        Assert.Equal(["events", "out", "tfevents", "1700000000"], parts[..4]);
        Assert.Equal(Environment.ProcessId.ToString(), parts[^2]);
        Assert.True(int.Parse(parts[^1]) >= 0);
    }

    [Theory]
    [InlineData("events.out.tfevents.1600000000.host.1.0")]
    [InlineData("events.out.tfevents.1700000000.zzz.999999.9")]
    [InlineData("events.out.tfevents.1900000000.zzz.1.0")]
    [InlineData("/runs/a.b/events.out.tfevents.1900000000.host.1.0.v2")]
    [InlineData("events.out.tfevents.17000000000.host.1.0")]
    [InlineData("events.out.tfevents.now.host.1.0")]
    [InlineData("events.out.tfevents.-170000000.host.1.0")]
    [InlineData("events.out.tfevents.")]
    public void New_name_sorts_behind_an_older_one(string older)
    {
        string name = EventFileName.After([older], Now);
        string seconds = Path.GetFileName(older).Split('.')[3];
        bool followsTheRule = seconds.Length == 10 && seconds.All(char.IsAsciiDigit);
        Assert.True(!followsTheRule || string.CompareOrdinal(name, Path.GetFileName(older)) > 0, name);
        Assert.Equal(10, name.Split('.')[3].Length);
    }

    [Fact]
    public void Names_of_one_second_rise()
    {
        List<string> names = [];
        for (int i = 0; i < 20; i++)
        {
            names.Add(EventFileName.After(names, Now));
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(20, names.Distinct().Count());
    }

    [Fact]
    public void Last_second_of_ten_digits_stays_the_last() =>
        Assert.StartsWith(
            "events.out.tfevents.9999999999.", EventFileName.After(["events.out.tfevents.9999999999.host.1.0"], Now));

    [Fact]
    public void Clock_before_1970_gives_a_name() =>
        Assert.StartsWith("events.out.tfevents.0000000000.", EventFileName.After([], DateTimeOffset.MinValue));
}
