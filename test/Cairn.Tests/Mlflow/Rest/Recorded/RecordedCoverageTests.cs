namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Every recording is either played in a test, or there is a reason why not.</summary>
public sealed class RecordedCoverageTests
{
    // By the beginning of the name.
    private static readonly Dictionary<string, string> Unplayed = new()
    {
        ["artifacts-delete"] = "Cairn deletes nothing on a server.",
        ["artifacts-get.range"] = "A broken download is begun again.",
        ["artifacts-list.proxy"] = "Files are listed by their run, which also works where the server passes none on.",
        ["artifacts-put.logged-model-file"] = "The files of a LoggedModel lie among those of its run.",
        ["auth.users-create"] = "Cairn manages no users.",
        ["experiments-create.with-artifact-location"] = "Where files are kept is for the server to say.",
        ["experiments-delete"] = "Cairn deletes nothing on a server.",
        ["experiments-search-datasets"] = "For the server's own pages.",
        ["experiments-set-experiment-tag"] = "Cairn sets no tags of experiments.",
        ["experiments-update"] = "Cairn renames no experiment.",
        ["health"] = "The first call says as much.",
        ["logged-models-artifacts-directories"] = "For the server's own pages.",
        ["logged-models-delete"] = "Cairn deletes nothing on a server.",
        ["logged-models-get"] = "The search gives all of it.",
        ["logged-models-tags"] = "Tags are set when the model is made.",
        ["metrics-get-history-bulk"] = "For the server's own pages.",
        ["metrics-get-history.max_results-1000000"] = "The recorded answer is clipped; pages are of 25,000.",
        ["model-versions-delete"] = "Cairn deletes nothing on a server.",
        ["model-versions-get"] = "The search gives all of it.",
        ["model-versions-set-tag"] = "Tags are set when the version is made.",
        ["model-versions-transition-stage"] = "Stages are deprecated; aliases are used.",
        ["model-versions-update"] = "Cairn changes no version.",
        ["registered-models-alias-delete"] = "An alias is moved, not deleted.",
        ["registered-models-alias-get"] = "The model names all of its aliases.",
        ["registered-models-delete"] = "Cairn deletes nothing on a server.",
        ["registered-models-get-latest-versions"] = "By stages, which are deprecated.",
        ["registered-models-rename"] = "Cairn changes no model.",
        ["registered-models-search"] = "Models are asked for by their name.",
        ["registered-models-set-tag"] = "Tags are set on versions.",
        ["registered-models-update"] = "Cairn changes no model.",
        ["runs-create.start_time-as-string"] = "We write a number.",
        ["runs-create.without-name"] = "Every run of Cairn has a name.",
        ["runs-delete"] = "Cairn deletes nothing on a server.",
        ["runs-log-batch.empty"] = "Nothing is not sent.",
        ["runs-log-batch.metric-without-step"] = "Every point has a step.",
        ["runs-log-batch.quirk-bare-nan"] = "Refused by the rules of requests.",
        ["runs-log-batch.quirk-over-1-megabyte"] =
            "The recorded request is clipped; the contract suite sends larger batches in pieces.",
        ["runs-log-inputs.models"] = "A model is an output of its run.",
        ["runs-log-metric.quirk-step"] = "Refused by the rules of requests.",
        ["runs-log-metric.step-and-timestamp-as-strings"] = "We write numbers.",
        ["runs-log-metric.value-as-string"] = "We write numbers.",
        ["runs-log-metric.value-infinity-bare"] = "Refused by the rules of requests.",
        ["runs-log-metric.value-nan-bare"] = "Refused by the rules of requests.",
        ["runs-log-metric.value-quirk"] = "Refused by the rules of requests.",
        ["runs-log-metric.with-model"] = "Points of Cairn belong to their run alone.",
        ["runs-log-metric.without-step"] = "Every point has a step.",
        ["runs-log-model"] = "Deprecated; LoggedModels are used.",
        ["runs-restore"] = "What its users deleted stays deleted.",
        ["runs-search.deleted-only"] = "What its users deleted is not looked for.",
        ["runs-search.page-1"] = "The recorded answer is clipped; the second page is played.",
        ["runs-update.name"] = "Cairn renames no run.",
        ["runs-update.quirk-bad-status"] = "Refused by the rules of requests.",
        ["runs-update.status-as-number"] = "We write the name.",
        ["server-info"] = "Servers differ by what they answer.",
        ["version"] = "Servers differ by what they answer.",
    };

    [RecordedTheory]
    [MemberData(nameof(ExchangeLibrary.GoldenNames), MemberType = typeof(ExchangeLibrary))]
    public void Every_recording_is_played_or_there_is_a_reason_why_not(string name)
    {
        bool isPlayed = Scenario.All.Any(scenario => scenario.Files.Contains(name))
            || RecordedLoggingTests.IsLogged(name)
            || ExchangeLibrary.Golden![name].Reply.Status >= 400; // by RecordedErrorTests
        bool isExplained = Unplayed.Keys.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));

        Assert.True(
            isPlayed || isExplained
                || IsData(name), $"{name}: play it in a Scenario, or say in {nameof(Unplayed)} why not.");
    }

    [RecordedFact]
    public void Every_reason_is_needed() => Assert.All(
        Unplayed.Keys,
        beginning => Assert.Contains(
            ExchangeLibrary.Golden!.Names, name => name.StartsWith(beginning, StringComparison.Ordinal)));

    [RecordedFact]
    public void Every_scenario_is_recorded() =>
        Assert.All(Scenario.All.SelectMany(scenario => scenario.Files), name =>
            Assert.True(ExchangeLibrary.Golden!.Has(name), name));

    // by RecordedLoggingTests
    private static bool IsData(string name) => name is "runs-log-inputs.quirk-missing-digest-accepted";
}
