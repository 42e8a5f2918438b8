using System.Text.Json.Nodes;
using Cairn.Toto.Model;

namespace Cairn.Toto.Forecasting;

/// <summary>Reads the shape of a model from the options that it was trained with. Stateless.</summary>
internal static class SavedShape
{
    /// <summary>Null when they are not those of a model.</summary>
    public static TotoOptions? Read(JsonNode? saved)
    {
        try
        {
            var options = new TotoOptions
            {
                PatchSize = Number(saved, "patch_size"),
                Stride = Number(saved, "stride"),
                EmbedDim = Number(saved, "embed_dim"),
                NumLayers = Number(saved, "num_layers"),
                NumHeads = Number(saved, "num_heads"),
                MlpHiddenDim = Number(saved, "mlp_hidden_dim"),
                SequenceLength = Number(saved, "sequence_length"),
                PredictionLength = Number(saved, "prediction_length"),
            };
            return options.Validate().Count == 0 ? options : null;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Zero, which no setting may be, where there is none.</summary>
    private static int Number(JsonNode? saved, string name) =>
        saved is JsonObject settings && settings[name] is JsonValue value ? value.GetValue<int>() : 0;
}
