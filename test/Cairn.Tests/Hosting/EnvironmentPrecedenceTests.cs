using Cairn.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cairn.Tests.Hosting;

[Collection(ChangesEnvironment.Name)]
public sealed class EnvironmentPrecedenceTests : IDisposable
{
    private static readonly string[] Names = ["CAIRN_STORE", "CAIRN_LOG_DIR", "TOTO_LOG_DIR"];

    private readonly Dictionary<string, string?> _before =
        Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("code", "code", "configuration", "cairn", "toto")]
    [InlineData("configuration", null, "configuration", "cairn", "toto")]
    [InlineData("cairn", null, null, "cairn", "toto")]
    [InlineData("cairn", null, "", "cairn", "toto")]
    [InlineData("toto", null, null, null, "toto")]
    [InlineData("store/logs", null, null, null, null)]
    public void The_log_directory_comes_from_the_first_that_names_one(
        string expected, string? code, string? configuration, string? cairn, string? toto)
    {
        Environment.SetEnvironmentVariable("CAIRN_LOG_DIR", cairn);
        Environment.SetEnvironmentVariable("TOTO_LOG_DIR", toto);
        using ServiceProvider services = Build("Cairn:LogDirectory", configuration)
            .AddCairn(options => options.LogDirectory = code ?? options.LogDirectory).BuildServiceProvider();

        string resolved = services.GetRequiredService<IOptions<CairnOptions>>().Value.ResolveLogDirectory("store");

        Assert.Equal(Path.GetFullPath(expected), resolved);
    }

    [Theory]
    [InlineData("code", "code", "configuration", "cairn")]
    [InlineData("configuration", null, "configuration", "cairn")]
    [InlineData("cairn", null, null, "cairn")]
    public void The_store_comes_from_the_first_that_names_one(
        string expected, string? code, string? configuration, string? cairn)
    {
        Environment.SetEnvironmentVariable("CAIRN_STORE", Under(cairn));
        IServiceCollection services = Build("Cairn:Store", Under(configuration));
        _ = Under(code) is { } folder ? services.AddCairn(folder) : services.AddCairn();
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(_folder[expected], provider.GetRequiredService<CairnTracker>().Folder);
    }

    private string? Under(string? name) => name is null ? null : _folder[name];

    private static ServiceCollection Build(string key, string? value)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
        return services;
    }
}
