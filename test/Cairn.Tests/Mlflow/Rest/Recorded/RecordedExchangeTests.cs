using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Tests.Mlflow.Rest.Server;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Calls whose requests are answered as a real tracking server answered them.</summary>
public sealed class RecordedExchangeTests
{
    [RecordedTheory]
    [MemberData(nameof(Scenario.Names), MemberType = typeof(Scenario))]
    public void A_call_makes_the_recorded_requests_and_reads_the_recorded_answers(string name) =>
        Play(name, ExchangeLibrary.Golden!);

    [Theory]
    [MemberData(nameof(Scenario.HandwrittenNames), MemberType = typeof(Scenario))]
    public void A_call_makes_the_handwritten_requests_and_reads_the_handwritten_answers(string name) =>
        Play(name, ExchangeLibrary.Handwritten);

    private static void Play(string name, ExchangeLibrary library)
    {
        Scenario scenario = Scenario.All.Single(one => one.Name == name);
        RecordedExchange[] exchanges = [.. scenario.Files.Select(file => library[file])];
        RecordedExchange[] played = [.. exchanges.Select(exchange => Altered(exchange, scenario.Alter))];
        int next = 0;
        using var server = new ScriptedServer(
            _ => next < played.Length ? played[next++].Reply : HttpReply.Html("The recording is at its end.", 418));
        using var target = new RestTarget(server.Address, RecordedCredentials.Of(exchanges), new ManualTime());

        Exception? failure = Record.Exception(() => scenario.Call(target, played));

        Compare([.. server.Asked], scenario, exchanges, library.Forms);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static void Compare(HttpAsk[] asked, Scenario scenario, RecordedExchange[] recorded, AcceptedForms forms)
    {
        for (int i = 0; i < asked.Length && i < recorded.Length; i++)
        {
            Assert.Empty(RequestRules.Faults(asked[i]));
            Assert.Equal(RecordedCredentials.HeaderOf(recorded), asked[i].Header("Authorization"));
            if (!scenario.Exchanges[i].StartsWith('!'))
            {
                CompareForm(asked[i], recorded[i], forms);
            }

            if (!scenario.Exchanges[i].StartsWith('~') && !scenario.Exchanges[i].StartsWith('!'))
            {
                CompareValues(asked[i], recorded[i].Ask);
            }

            ComparePage(asked, recorded, i);
        }

        Assert.Equal(
            recorded.Select(exchange => exchange.Name),
                asked.Select((ask, i) => i < recorded.Length ? recorded[i].Name : ask.Path));
    }

    private static void CompareForm(HttpAsk ask, RecordedExchange exchange, AcceptedForms forms)
    {
        HttpAsk recorded = exchange.Ask;
        Assert.Equal(Place(recorded), Place(ask));
        string[] paging = ["page_token"];
        Assert.Equal(recorded.Query.Keys.Except(paging).Order(), ask.Query.Keys.Except(paging).Order());
        Assert.All(forms.Unknown(ask), member => Assert.StartsWith(".page_token", member));
        string type = recorded.Method == "PUT"
            ? "application/octet-stream" : recorded.Header("Content-Type").Split(';')[0];
        Assert.Equal(type, ask.Header("Content-Type"));
    }

    // Files by their folder alone; their whole path is compared as a value.
    private static string Place(HttpAsk ask)
    {
        int files = ask.Path.IndexOf("/mlflow-artifacts/", StringComparison.Ordinal);
        return files < 0 ? AcceptedForms.Endpoint(ask) : $"{ask.Method} {ask.Path[..files]}";
    }

    private static void CompareValues(HttpAsk ask, HttpAsk recorded)
    {
        Assert.Equal(Uri.UnescapeDataString(recorded.Path), Uri.UnescapeDataString(ask.Path));
        foreach ((string name, string value) in recorded.Query.Where(
            pair => pair.Key is not ("max_results" or "page_token")))
        {
            Assert.Equal((name, value), (name, ask.Query[name]));
        }

        if (recorded.Method == "PUT")
        {
            Assert.Equal(recorded.Body, ask.Body);
        }
        else if (recorded.Body.Length > 0)
        {
            CompareBodies(ask.Json, recorded.Json);
        }
    }

    // How much we ask for, and in which order, is ours to say. What we say beside is checked as a form.
    private static void CompareBodies(JsonElement ours, JsonElement recorded)
    {
        foreach (JsonProperty member in recorded.EnumerateObject())
        {
            bool isOurs = member.Name is "max_results" or "order_by" or "description"
                || (member.Name == "tags" && !HasTags(ours));
            if (!isOurs)
            {
                Assert.True(
                    ours.TryGetProperty(member.Name, out JsonElement value), $"{member.Name} is missing in {ours}");
                Assert.True(Holds(value, member.Value), $"{member.Name} is {value}, not {member.Value}");
            }
        }
    }

    // The tags of an experiment and of a registered model, which we do not set.
    private static bool HasTags(JsonElement ours) => ours.EnumerateObject().Count() > 1;

    // Tags of our own may stand before and behind.
    private static bool Holds(JsonElement ours, JsonElement recorded) => recorded.ValueKind == JsonValueKind.Array
        ? recorded.EnumerateArray().All(item => ours.EnumerateArray().Any(mine => IsSame(mine, item)))
        : IsSame(ours, recorded);

    // The same with JSON inside of texts, where blanks do not count.
    private static bool IsSame(JsonElement ours, JsonElement recorded) =>
        JsonElement.DeepEquals(Opened(ours), Opened(recorded));

    private static JsonElement Opened(JsonElement value)
    {
        string text = value.GetRawText().Replace(@"\u0022", "\\\"", StringComparison.Ordinal);
        return JsonElement.Parse(text.Replace(": ", ":", StringComparison.Ordinal));
    }

    private static void ComparePage(HttpAsk[] asked, RecordedExchange[] recorded, int i)
    {
        bool isPage = i > 0 && recorded[i - 1].Reply.ContentType == "application/json"
            && asked[i - 1].Path == asked[i].Path
            && recorded[i - 1].Answer.TryGetProperty("next_page_token", out JsonElement token)
                && token.GetString() != "";
        if (isPage)
        {
            string? sent = asked[i].Method == "GET"
                ? asked[i].Query.GetValueOrDefault("page_token")
                : asked[i].Json.GetProperty("page_token").GetString();
            Assert.Equal(recorded[i - 1].Answer.GetProperty("next_page_token").GetString(), sent);
        }
    }

    private static RecordedExchange Altered(RecordedExchange exchange, Func<string, string> alter)
    {
        string body = Encoding.UTF8.GetString(exchange.Reply.Body);
        return alter(body) is { } other && other != body
            ? exchange with { Reply = exchange.Reply with { Body = Encoding.UTF8.GetBytes(other) } }
            : exchange;
    }
}
