namespace Cairn.Storage;

/// <summary>What would have been the right action, given an outcome. Immutable.</summary>
public sealed record OutcomeRule
{
    private OutcomeRule()
    {
    }

    /// <summary>The outcome names the action that would have been right.</summary>
    public static OutcomeRule SameAction { get; } = new();

    /// <summary>The action that is right for a value above <see cref="DeadBand"/>; null when the outcome names it.</summary>
    public string? Up { get; private init; }

    /// <summary>The action that is right for a value below minus <see cref="DeadBand"/>.</summary>
    public string? Down { get; private init; }

    /// <summary>The action that is right between them; null when there is none, and the sign of the value decides.</summary>
    public string? Flat { get; private init; }

    /// <summary>How far from zero a value may be and still be flat. Not negative.</summary>
    public double DeadBand { get; private init; }

    /// <summary>
    /// The outcome is a value, as the return over the horizon, and its direction says which action would have been right.
    /// An outcome that names the action all the same is taken by its word.
    /// </summary>
    /// <param name="up">The action for a rising value: <c>BUY</c>.</param>
    /// <param name="down">The action for a falling one: <c>SELL</c>.</param>
    /// <param name="flat">The action for one that hardly moves: <c>HOLD</c>; null when there is none.</param>
    /// <param name="deadBand">How far from zero is still flat: 0.001. Not negative; 0 without <paramref name="flat"/>.</param>
    /// <exception cref="ArgumentException">A name is empty, or the band is negative, no number, or without a name.</exception>
    public static OutcomeRule Direction(string up, string down, string? flat = null, double deadBand = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(up);
        ArgumentException.ThrowIfNullOrWhiteSpace(down);
        if (!(deadBand >= 0) || !double.IsFinite(deadBand) || (flat is null && deadBand > 0))
        {
            throw new ArgumentException(
                $"The dead band is {deadBand}; give a number from 0 on, and the action that is right within it.",
                nameof(deadBand));
        }

        return new OutcomeRule { Up = up, Down = down, Flat = flat, DeadBand = deadBand };
    }

    /// <summary>The action that would have been right; null when the outcome does not tell.</summary>
    /// <param name="actual">What the outcome names; empty when it names nothing.</param>
    /// <param name="value">Its value; NaN when it has none.</param>
    public string? RightAction(string actual, double value)
    {
        if (actual.Length > 0 || Up is null || double.IsNaN(value))
        {
            return actual.Length > 0 ? actual : null;
        }

        if (Flat is not null && Math.Abs(value) <= DeadBand)
        {
            return Flat;
        }

        return value >= 0 ? Up : Down;
    }
}
