using System.Net;
using System.Net.Sockets;

namespace Cairn.Tests.Mlflow.Rest;

/// <summary>Answers the half of what it promised, and then nothing more.</summary>
internal sealed class HalfServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = []; // Bounded by the test's connections

    public HalfServer()
    {
        _listener.Start();
        new Thread(Serve) { IsBackground = true, Name = nameof(HalfServer) }.Start();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public void Dispose()
    {
        _listener.Dispose();
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
        }
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                lock (_clients)
                {
                    _clients.Add(client);
                }

                client.GetStream().Write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
