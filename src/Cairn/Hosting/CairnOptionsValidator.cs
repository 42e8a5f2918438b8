using Microsoft.Extensions.Options;

namespace Cairn.Hosting;

/// <summary>Says everything that is wrong with the settings at once, each by its configuration key.</summary>
internal sealed class CairnOptionsValidator(CairnConfiguration configuration) : IValidateOptions<CairnOptions>
{
    public ValidateOptionsResult Validate(string? name, CairnOptions options)
    {
        List<string> errors =
        [
            .. configuration.Apply(new CairnOptions()).Concat(options.Validate())
                .Select(error => $"{CairnConfiguration.Section}:{error}"),
        ];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
