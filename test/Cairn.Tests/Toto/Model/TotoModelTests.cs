using Cairn.Checkpoints;
using Cairn.Tests.Toto.Tensors;
using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Tests.Toto.Model;

public class TotoModelTests
{
    [Fact]
    public void Gradients_of_the_whole_model_agree_with_differences()
    {
        TotoOptions options = Small.Options;
        options.Dropout = 0;
        var model = new TotoModel(options);
        Randomize(model, "head.weight");
        Tensor inputs = GradientCheck.Variable(3, 2, options.SequenceLength, Normalization.Channels);
        string[] names = ["embed.weight", "positions", "blocks.0.attn.qkv.bias", "blocks.1.mlp_norm.gain", "head.bias"];
        IEnumerable<Parameter> chosen = model.Parameters.Where(parameter => names.Contains(parameter.Name));
        GradientCheck.Verify(tape => model.Forward(tape, inputs), [.. chosen.Select(parameter => parameter.Value)]);
    }

    [Fact]
    public void One_batch_can_be_learned_by_heart()
    {
        TotoOptions options = Small.Options;
        options.Dropout = 0;
        var random = new DeterministicRandom(1);
        var model = new TotoModel(options, random);
        var optimizer = new AdamW(model.Parameters, 0);
        var tape = new Tape(new Workers(1), random);
        WindowedDataset windows = WindowedDataset.Split(Small.Market.Series, options).Training;
        WindowBatch batch = windows.Batch([0, 20, 40, 60, 80, 100]);
        float first = Step(), last = first;
        for (int i = 0; i < 250; i++)
        {
            last = Step();
        }

        Assert.True(last < first / 1000, $"The loss went from {first} to {last}.");

        float Step()
        {
            Tensor loss = tape.HuberLoss(model.Forward(tape, batch.Inputs), batch.Targets, 1);
            optimizer.ClearGradients();
            tape.Backward(loss);
            optimizer.ClipGradients(1);
            optimizer.Step(3e-3);
            tape.Reset();
            return loss.Data[0];
        }
    }

    [Fact]
    public void Untrained_model_forecasts_the_last_close()
    {
        OhlcvSeries series = Small.Market.Series;
        Assert.All(new TotoModel(Small.Options).Forecast(series), close => Assert.Equal(series.Close[^1], close, 9));
    }

    [Fact]
    public void Forecast_follows_the_weights_and_uses_the_last_bars_only()
    {
        OhlcvSeries series = Small.Market.Series;
        var model = new TotoModel(Small.Options);
        Randomize(model, "head.weight");
        double[] forecast = model.Forecast(series);
        Assert.Equal(Small.Options.PredictionLength, forecast.Length);
        Assert.All(forecast, close => Assert.NotEqual(series.Close[^1], close));

        int from = series.Count - Small.Options.SequenceLength;
        var tail = new OhlcvSeries("TAIL", [.. Enumerable.Range(from, series.Count - from).Select(i => new Bar(
            series.Times[i], series.Open[i], series.High[i], series.Low[i], series.Close[i], series.Volume[i]))]);
        Assert.Equal(forecast, model.Forecast(tail));
    }

    [Fact]
    public void Forecast_of_too_few_bars_is_an_error_that_names_the_setting()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new TotoModel(Small.Options).Forecast(GeneratedMarket.Create(10, 1).Series));
        Assert.Contains("GENERATED has 10 bars; a forecast needs 24 (SequenceLength)", error.Message);
    }

    [Fact]
    public void Tensors_have_unique_names_and_shapes_that_fit_their_values()
    {
        var model = new TotoModel(Small.Options);
        IReadOnlyList<TensorInfo> tensors = model.Tensors.Tensors;
        Assert.Equal(tensors.Count, tensors.Select(tensor => tensor.Name).Distinct().Count());
        Assert.Equal(
            model.Parameters.Select(parameter => (long)parameter.Value.Length * sizeof(float)),
            tensors.Select(tensor => tensor.Bytes));
        Assert.Equal(model.ParameterCount * sizeof(float), tensors.Sum(tensor => tensor.Bytes));
        TensorInfo attention = tensors.Single(tensor => tensor.Name == "blocks.0.attn.qkv.weight");
        Assert.Equal([16L, 48L], attention.Shape.AsEnumerable());
    }

    [Fact]
    public void Weights_copied_by_name_make_the_same_model()
    {
        TotoModel source = new(Small.Options), target = new(Small.Options);
        Randomize(source, "head.weight");
        for (int i = 0; i < source.Tensors.Tensors.Count; i++)
        {
            byte[] bytes = new byte[source.Tensors.Tensors[i].Bytes];
            source.Tensors.Read(i, 0, bytes);
            target.Tensors.Write(i, 0, bytes);
        }

        Assert.Equal(source.Forecast(Small.Market.Series), target.Forecast(Small.Market.Series));
    }

    [Fact]
    public void Invalid_options_are_refused_with_every_error()
    {
        TotoOptions options = Small.Options;
        (options.NumLayers, options.BatchSize) = (0, 0);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new TotoModel(options));
        Assert.Contains("NumLayers is 0", error.Message);
        Assert.Contains("BatchSize is 0", error.Message);
    }

    private static void Randomize(TotoModel model, string name)
    {
        float[] weights = model.Parameters.Single(parameter => parameter.Name == name).Value.Data;
        GradientCheck.Variable(11, weights.Length).Data.CopyTo(weights, 0);
    }
}
