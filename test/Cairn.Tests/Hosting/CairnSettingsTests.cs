using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cairn.Tests.Hosting;

public sealed class CairnSettingsTests
{
    [Fact]
    public void Every_setting_can_come_from_the_configuration()
    {
        CairnOptions options = Resolve(
            services => services.AddCairn(),
            ("LogDirectory", "/somewhere"),
            ("WriteLogFiles", "False"),
            ("Durability", "disk"),
            ("DiskSyncInterval", "00:00:00.100"),
            ("DrainInterval", "00:00:01"),
            ("CloseTimeout", "00:01:00"),
            ("SegmentBytes", "8388608"),
            ("JournalBudgetBytes", "1073741824"),
            ("LogFiles:MaxFileBytes", "1000"),
            ("LogFiles:MaxFiles", "3"),
            ("Inference:DeduplicationWindow", "00:01:30"));

        Assert.Equal("/somewhere", options.LogDirectory);
        Assert.False(options.WriteLogFiles);
        Assert.Equal(Durability.Disk, options.Durability);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.DiskSyncInterval);
        Assert.Equal(TimeSpan.FromSeconds(1), options.DrainInterval);
        Assert.Equal(TimeSpan.FromMinutes(1), options.CloseTimeout);
        Assert.Equal(8 << 20, options.SegmentBytes);
        Assert.Equal(1L << 30, options.JournalBudgetBytes);
        Assert.Equal(1000, options.LogFiles.MaxFileBytes);
        Assert.Equal(3, options.LogFiles.MaxFiles);
        Assert.Equal(TimeSpan.FromSeconds(90), options.Inference.DeduplicationWindow);
    }

    [Fact]
    public void Code_wins_over_configuration_wherever_it_stands()
    {
        CairnOptions options = Resolve(
            services =>
            {
                services.Configure<CairnOptions>(before => before.LogDirectory = "code");
                services.AddCairn(first => first.SegmentBytes = 8 << 20);
                services.AddCairn(second => second.DrainInterval = TimeSpan.FromSeconds(2));
            },
            ("LogDirectory", "configuration"),
            ("SegmentBytes", "4194304"),
            ("DrainInterval", "00:00:01"),
            ("CloseTimeout", "00:00:03"));

        Assert.Equal("code", options.LogDirectory);
        Assert.Equal(8 << 20, options.SegmentBytes);
        Assert.Equal(TimeSpan.FromSeconds(2), options.DrainInterval);
        Assert.Equal(TimeSpan.FromSeconds(3), options.CloseTimeout);
    }

    [Fact]
    public void Without_configuration_the_defaults_hold()
    {
        using ServiceProvider services = new ServiceCollection().AddCairn().BuildServiceProvider();

        CairnOptions options = services.GetRequiredService<IOptions<CairnOptions>>().Value;

        Assert.Equal(CairnOptions.DefaultSegmentBytes, options.SegmentBytes);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_key()
    {
        OptionsValidationException failure = Assert.Throws<OptionsValidationException>(() => Resolve(
            services => services.AddCairn(options => options.CloseTimeout = TimeSpan.Zero),
            ("WriteLogFiles", "perhaps"),
            ("Durability", "7"),
            ("DrainInterval", "5"),
            ("SegmentBytes", "4095"),
            ("JournalBudgetBytes", "a lot"),
            ("LogFiles:MaxFiles", "0"),
            ("Inference:DeduplicationWindow", "2.00:00:00")));

        Assert.Equal(
            [
                "Cairn:WriteLogFiles is 'perhaps'; give true or false.",
                "Cairn:Durability is '7'; give Process or Disk.",
                "Cairn:DrainInterval is '5'; give hours, minutes and seconds, as 00:00:00.200.",
                "Cairn:JournalBudgetBytes is 'a lot'; give a whole number in range.",
                "Cairn:SegmentBytes is 4095; use a multiple of 4096 from 1048576 to 1073741824.",
                "Cairn:CloseTimeout is 00:00:00; use more than zero.",
                "Cairn:LogFiles:MaxFiles is 0; give at least 1, the live file.",
                "Cairn:Inference:DeduplicationWindow is 2.00:00:00; use 00:00:00 (off) to 1.00:00:00.",
            ],
            failure.Failures);
    }

    private static CairnOptions Resolve(
        Action<IServiceCollection> register, params (string Key, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => "Cairn:" + setting.Key, setting => setting.Value))
            .Build());
        register(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<CairnOptions>>().Value;
    }
}
