namespace Cairn.Mlflow.Targets.Rest;

/// <summary>What a tracking server takes and gives at once.</summary>
internal static class RestLimits
{
    /// <summary>Metrics of a batch, and everything of a batch together.</summary>
    public const int BatchItems = 1000;

    /// <summary>Parameters of a batch; also tags, and parameters of a LoggedModel.</summary>
    public const int BatchPairs = 100;

    /// <summary>Bytes of a request: proxies in front of servers refuse larger ones, nginx by default beyond 1 MiB.</summary>
    public const int BatchBytes = 900_000;

    /// <summary>Points of a page. A server that is not told gives none.</summary>
    public const int HistoryPage = 25_000;

    /// <summary>Runs of a page: some have thousands of metrics.</summary>
    public const int RunPage = 50;

    /// <summary>Experiments, versions and files of a page.</summary>
    public const int Page = 1000;

    /// <summary>Bytes of an answer: a page of 25,000 points has 3 to 10 MB, one of 50 runs with 5,000 metrics each 50 MB.</summary>
    public const int AnswerBytes = 64 * 1024 * 1024;

    /// <summary>Characters of a data set's digest.</summary>
    public const int Digest = 36;

    /// <summary>Names and places of data sets.</summary>
    public const int DatasetText = 500;
}
