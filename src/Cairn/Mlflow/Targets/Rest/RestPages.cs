using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Reads page by page until the server names no further one.</summary>
internal static class RestPages
{
    /// <summary>The items of all pages; one page is held at a time.</summary>
    /// <param name="ask">Asks for the page of a token; the first has none.</param>
    /// <param name="name">The answer's member that holds the items.</param>
    public static IEnumerable<JsonElement> Read(Func<string, JsonElement> ask, string name)
    {
        string token = "";
        bool isLast = false;
        while (!isLast)
        {
            JsonElement page = ask(token);
            int count = 0;
            foreach (JsonElement item in RestJson.Array(page, name))
            {
                count++;
                yield return item;
            }

            // A server that gives an empty page and names the same one again would be asked for ever.
            string next = RestJson.Text(page, "next_page_token");
            isLast = next.Length == 0 || next == token || count == 0;
            token = next;
        }
    }
}
