using Cairn.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cairn.Hosting;

/// <summary>
/// Makes options that begin as the configuration says, so that every piece of code that configures them comes later and
/// wins, in whatever order it was registered.
/// </summary>
internal sealed class CairnOptionsFactory(
    CairnConfiguration configuration,
    IEnumerable<IConfigureOptions<CairnOptions>> setups,
    IEnumerable<IPostConfigureOptions<CairnOptions>> postConfigures,
    IEnumerable<IValidateOptions<CairnOptions>> validations,
    ILoggerFactory? loggers = null)
    : OptionsFactory<CairnOptions>(setups, postConfigures, validations)
{
    protected override CairnOptions CreateInstance(string name)
    {
        var options = new CairnOptions();
        configuration.Apply(options); // what it cannot read, the validator reports
        if (loggers is not null)
        {
            ILogger logger = loggers.CreateLogger(CairnLoggerProvider.OwnCategory);
            options.OnFailure = logger.Report;
        }

        return options;
    }
}
