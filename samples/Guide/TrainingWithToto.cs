using Cairn;
using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Guide;

internal static class TrainingWithToto
{
    public static void All()
    {
        WriteCsv("EURUSD-1h.csv");
        Train();
        Read();
    }

    private static void Train()
    {
        #region train
        MarketData data = OhlcvCsvReader.Read("EURUSD-1h.csv");
        var options = new TotoOptions
        {
            EmbedDim = 32,
            NumLayers = 2,
            NumHeads = 4,
            MlpHiddenDim = 64,
            Epochs = 2,
        };

        using var tracker = CairnTracker.Open("cairn");
        using Run run = tracker.StartRun("eurusd-1h", options.ToParameters());
        var trainer = new TotoTrainer(options, data, new RunTrainingLog(run));
        TrainingReport report = trainer.Train();
        run.Complete(report.ToSummary());

        Console.WriteLine($"skill {report.Skill:0.0%}; above 0 it beats repeating the last close");
        double[] next = trainer.Model.Forecast(data.Series); // the next closes, after the last bar
        #endregion

        Console.WriteLine(next.Length);
    }

    private static void Read()
    {
        #region csv
        var options = new CsvReadOptions
        {
            OnBadRow = DataPolicy.Repair,
            OnDuplicate = DataPolicy.Repair,
            OnGap = DataPolicy.Error,
        };
        MarketData data = OhlcvCsvReader.Read("EURUSD-1h.csv", options);
        foreach (DataNotice notice in data.Notices)
        {
            Console.WriteLine(notice);
        }
        #endregion
    }

    private static void WriteCsv(string path)
    {
        using StreamWriter file = File.CreateText(path);
        file.WriteLine("Time,Open,High,Low,Close,Volume");
        OhlcvSeries series = GeneratedMarket.Create(700, seed: 1).Series;
        for (int i = 0; i < series.Count; i++)
        {
            file.WriteLine(FormattableString.Invariant(
                $"{series.Times[i]:u},{series.Open[i]},{series.High[i]},{series.Low[i]},{series.Close[i]},{series.Volume[i]}"));
        }
    }
}
