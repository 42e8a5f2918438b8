using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// Gives the callbacks of a manager names of their own, and compares them with saved ones. Stateless.
/// </summary>
internal static class CallbackNames
{
    /// <summary>Of one name the second gets <c>_2</c>, and so on, in the order of the callbacks.</summary>
    public static CallbackSlot[] Assign(ITrainingCallback[] callbacks)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var slots = new CallbackSlot[callbacks.Length];
        for (int i = 0; i < callbacks.Length; i++)
        {
            ITrainingCallback callback = callbacks[i];
            string name = callback.Name;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = $"{callback.Name}_{number}";
            }

            slots[i] = new CallbackSlot(callback, name);
        }

        return slots;
    }

    public static void Require(CallbackSlot[] slots, JsonObject saved)
    {
        string[] here = [.. slots.Select(slot => slot.Name)];
        string[] there = [.. saved.Select(pair => pair.Key)];
        if (!here.ToHashSet().SetEquals(there))
        {
            throw new CallbackStateException(
                $"The saved state is of the callbacks [{string.Join(", ", there)}], but these are "
                + $"[{string.Join(", ", here)}]. Continue with the callbacks that it was saved with.");
        }
    }
}
