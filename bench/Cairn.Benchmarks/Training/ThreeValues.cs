using Cairn.Toto.Training;

namespace Cairn.Benchmarks.Training;

/// <summary>Logs what <c>cairn train</c> logs in each step.</summary>
internal sealed class ThreeValues(Run run) : ITrainingLog
{
    private readonly Series _loss = run.Series("train/loss");
    private readonly Series _gradientNorm = run.Series("train/gradient_norm");
    private readonly Series _learningRate = run.Series("train/learning_rate");

    public void Started(TrainingStart start)
    {
    }

    public void StepEnded(TrainingProgress progress)
    {
        _loss.Log(progress.Step, progress.Loss);
        _gradientNorm.Log(progress.Step, progress.GradientNorm);
        _learningRate.Log(progress.Step, progress.LearningRate);
    }

    public void EpochEnded(EpochRecord epoch)
    {
    }

    public void Ended(TrainingReport report)
    {
    }
}
