using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cairn.Tests.Approvals;

/// <summary>Prints the public types of an assembly with their members, by name, much as they stand in C#.</summary>
internal static class ApiPrinter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string?, Type> space in assembly.GetExportedTypes()
            .GroupBy(type => type.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal))
        {
            text.Append($"namespace {space.Key}\n\n");
            foreach (Type type in space.OrderBy(ApiNames.Of, StringComparer.Ordinal))
            {
                Print(type, text);
            }
        }

        return text.ToString();
    }

    private static void Print(Type type, StringBuilder text)
    {
        text.Append($"{Describe(type)}\n");
        foreach (string member in Members(type))
        {
            text.Append($"    {member}\n");
        }

        text.Append('\n');
    }

    private static string Describe(Type type)
    {
        IEnumerable<Type> bases = Bases(type).Where(at => at.IsVisible);
        string list = string.Join(", ", bases.Select(ApiNames.Of));
        return $"{Kind(type)} {ApiNames.Of(type)}{(list.Length == 0 ? "" : " : " + list)}";
    }

    private static string Kind(Type type)
    {
        string record = type.GetMethod("PrintMembers", Declared) is null ? "" : "record ";
        return type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } when type.IsDefined(typeof(IsReadOnlyAttribute)) => $"readonly {record}struct",
            { IsValueType: true } => $"{record}struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => $"abstract {record}class",
            { IsSealed: true } => $"sealed {record}class",
            _ => $"{record}class",
        };
    }

    /// <summary>
    /// The base class that is worth saying, and the interfaces that neither it nor another one brings along.
    /// </summary>
    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        Type? parent = type.BaseType;
        IEnumerable<Type> inherited = (parent?.GetInterfaces() ?? [])
            .Concat(type.GetInterfaces().SelectMany(at => at.GetInterfaces()));
        IEnumerable<Type> own = type.GetInterfaces().Except(inherited).OrderBy(ApiNames.Of, StringComparer.Ordinal);
        return parent is null || parent == typeof(object) || parent == typeof(ValueType) ? own : own.Prepend(parent);
    }

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => $"{Enum.GetName(type, value)} = {value}")
        : type.GetMembers(Declared).Select(member => (member.Name, Text: ApiMember.Print(member)))
            .Where(member => member.Text is not null)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text!);
}
