using Cairn.Storage;

namespace Cairn.Tests.Storage.Predictions;

/// <summary>A prediction on its way into the tables, as a test wants it.</summary>
internal sealed class PredictionRow
{
    public string Journal { get; set; } = PredictionTables.Journal;

    public required long Number { get; set; }

    public required long DecidedMs { get; set; }

    public string Model { get; set; } = PredictionTables.Model;

    public string Symbol { get; set; } = PredictionTables.Symbol;

    public string Action { get; set; } = "BUY";

    public double Confidence { get; set; } = 0.85;

    public string Probabilities { get; set; } = """{"BUY":0.85,"SELL":0.15}""";

    public string? Checkpoint { get; set; }

    public string Digest { get; set; } = "";

    public PredictionFlaws Flaws { get; set; }
}
