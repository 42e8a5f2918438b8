using Microsoft.Extensions.Hosting;

namespace Cairn.Hosting;

/// <summary>
/// Has the tracker opened when the host starts: the host makes all its services before it starts the first, and this
/// one asks for the tracker. Closing it is left to the host's disposal, so that others may log while they stop.
/// </summary>
#pragma warning disable CS9113 // asking is all there is to do
internal sealed class TrackerStart(CairnTracker tracker) : IHostedService
#pragma warning restore CS9113
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
