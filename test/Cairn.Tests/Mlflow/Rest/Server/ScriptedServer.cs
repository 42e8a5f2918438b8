using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>
/// An HTTP server on the loopback that answers as a test says, one request after the other, and can do what no real one should.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ManualResetEventSlim _end = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Func<HttpAsk, HttpReply> _answer;
    private readonly Lock _oneByOne = new();

    public ScriptedServer(Func<HttpAsk, HttpReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Start(Accept);
    }

    /// <summary>As <c>http://127.0.0.1:port</c>.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>All requests so far, in their order.</summary>
    public ConcurrentQueue<HttpAsk> Asked { get; } = [];

    public void Dispose()
    {
        _end.Set();
        _listener.Dispose();
        foreach (TcpClient client in _clients)
        {
            client.Dispose();
        }
    }

    private void Start(Action action) =>
        new Thread(() => IgnoreBrokenWay(action)) { IsBackground = true, Name = nameof(ScriptedServer) }.Start();

    private static void IgnoreBrokenWay(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // The client went away, or the test is over.
        }
    }

    private void Accept()
    {
        while (!_end.IsSet)
        {
            TcpClient client = _listener.AcceptTcpClient();
            client.NoDelay = true;
            _clients.Add(client);
            Start(() => Serve(client));
        }
    }

    private void Serve(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            while (HttpWire.Read(stream) is { } ask)
            {
                HttpReply reply = Answer(ask);
                if (reply == HttpReply.Silence)
                {
                    _end.Wait();
                    return;
                }

                if (reply == HttpReply.Cut)
                {
                    return;
                }

                HttpWire.Write(stream, reply);
                if (reply.ToldLength is not null)
                {
                    return;
                }
            }
        }
    }

    private HttpReply Answer(HttpAsk ask)
    {
        lock (_oneByOne)
        {
            Asked.Enqueue(ask);
            try
            {
                return _answer(ask);
            }
            catch (Exception e) when (e is not (IOException or ObjectDisposedException))
            {
                return HttpReply.Html($"The test's server failed: {e}", 418);
            }
        }
    }
}
