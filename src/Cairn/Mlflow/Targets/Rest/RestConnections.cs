using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>How a connection to a tracking server is made and kept.</summary>
internal static class RestConnections
{
    /// <summary>A transfer ends when nothing moved for as many times the patience of a request.</summary>
    private const int StallFactor = 5;

    /// <summary>Below the 5 s after which the server closes an idle connection: a request on a closed one is lost.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(4);

    public static SocketsHttpHandler Create(Uri server, bool isInsecureTls, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionIdleTimeout = IdleTime,
            ConnectTimeout = timeout,
            ConnectCallback = (context, token) => new ValueTask<Stream>(Connect(context.DnsEndPoint, timeout, token)),
            AllowAutoRedirect = false, // credentials go to the server that was named, and to no other
            UseCookies = false,
            UseProxy = !server.IsLoopback,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 64, // KiB
        };
        if (isInsecureTls)
        {
#pragma warning disable CA5359 // the user's word, MLFLOW_TRACKING_INSECURE_TLS, says so
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
        }

        return handler;
    }

    private static NetworkStream Connect(DnsEndPoint address, TimeSpan timeout, CancellationToken token)
    {
        int stallMs = (int)Math.Min(timeout.TotalMilliseconds * StallFactor, int.MaxValue);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            SendTimeout = stallMs,
            ReceiveTimeout = stallMs,
        };
        try
        {
            using CancellationTokenRegistration tooLate = token.UnsafeRegister(state => ((Socket)state!).Dispose(), socket);
            socket.Connect(address);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            token.ThrowIfCancellationRequested();
            throw;
        }
    }
}
