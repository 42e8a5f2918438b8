namespace Cairn.Tests.TensorBoard.Golden;

/// <summary>A test that needs event files of TensorBoard's own writers; skipped where there are none.</summary>
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (GoldenFolder.Path is null)
        {
            Skip = "Needs ../shared/golden/tensorboard beside the checkout.";
        }
    }
}
