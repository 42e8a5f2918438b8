namespace Cairn.Statistics;

/// <summary>
/// Judged predictions by confidence, in steps of 0.01: how many, how sure, how many were right. Can be merged, and taken
/// from. Not thread-safe.
/// </summary>
internal sealed class ConfidenceTable
{
    public const int Steps = 100;

    private const byte Version = 1;

    /// <summary>
    /// A confidence that is so little below a step counts as on it: 0.7 as a 32-bit float is 0.69999999.
    /// </summary>
    private const double Tolerance = 1e-7;

    /// <summary>Empty until the first judged prediction; then <see cref="Steps"/> long.</summary>
    private ConfidenceStep[] _steps = [];

    /// <summary>Judged predictions in all.</summary>
    public long Count { get; private set; }

    /// <summary>What lies in a step, 0 to 99; the last one includes 1.</summary>
    public ConfidenceStep this[int step] => _steps.Length == 0 ? default : _steps[step];

    /// <summary>False when the bytes are no table.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ConfidenceTable table)
    {
        table = new ConfidenceTable();
        if (bytes.IsEmpty)
        {
            return true;
        }

        var reader = new CountReader(bytes);
        bool isSound = reader.Read() == Version;
        long step = -1;
        while (isSound && !reader.IsAtEnd)
        {
            step += reader.ReadCount() + 1;
            var read = new ConfidenceStep(reader.ReadCount(), reader.ReadNumber(), reader.ReadCount());
            isSound = reader.IsSound && step is >= 0 and < Steps && read.IsSound
                && read.Count <= long.MaxValue - table.Count;
            if (isSound)
            {
                table.AddTo((int)step, read);
            }
        }

        return isSound;
    }

    /// <summary>Adds a judged prediction, or takes it back.</summary>
    /// <param name="confidence">From 0 to 1.</param>
    /// <param name="isCorrect">Whether it was right.</param>
    /// <param name="sign">1 to add, -1 to take back what was added.</param>
    public void Add(double confidence, bool isCorrect, int sign = 1) =>
        AddTo(StepOf(confidence), new ConfidenceStep(sign, sign * confidence, isCorrect ? sign : 0));

    public void Merge(ConfidenceTable other)
    {
        for (int step = 0; step < other._steps.Length; step++)
        {
            AddTo(step, other._steps[step]);
        }
    }

    /// <summary>A version, then for each step that is not empty how many were passed over, and its three numbers.</summary>
    public byte[] ToBytes()
    {
        var writer = new CountWriter();
        writer.Write(Version);
        int before = -1;
        for (int step = 0; step < _steps.Length; step++)
        {
            ConfidenceStep one = _steps[step];
            if (one.Count > 0)
            {
                writer.WriteCount(step - before - 1);
                writer.WriteCount(one.Count);
                writer.WriteNumber(one.ConfidenceSum);
                writer.WriteCount(one.Correct);
                before = step;
            }
        }

        return writer.ToArray();
    }

    private static int StepOf(double confidence) => Math.Min(Steps - 1, (int)((confidence + Tolerance) * Steps));

    private void AddTo(int step, in ConfidenceStep more)
    {
        if (_steps.Length == 0)
        {
            _steps = new ConfidenceStep[Steps];
        }

        Count -= _steps[step].Count;
        _steps[step] = _steps[step].Plus(more);
        Count += _steps[step].Count;
    }
}
