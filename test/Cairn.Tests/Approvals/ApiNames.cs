using System.Reflection;

namespace Cairn.Tests.Approvals;

/// <summary>Names of types as they stand in C#, with the question marks of nullable ones.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(short)] = "short",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(ushort)] = "ushort",
        [typeof(void)] = "void",
    };

    public static string Of(Type type) => Of(type, nullability: null);

    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        bool isNullable = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable;
        return Name(type, nullability) + (isNullable ? "?" : "");
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullability?.ElementType) + "[]";
        }

        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        string prefix = type.IsNested && !type.IsGenericParameter ? Of(type.DeclaringType!) + "." : "";
        return prefix + (type.IsGenericType ? GenericName(type, nullability) : type.Name);
    }

    private static string GenericName(Type type, NullabilityInfo? nullability)
    {
        NullabilityInfo[] known = nullability?.GenericTypeArguments ?? [];
        IEnumerable<string> arguments = type.GetGenericArguments()
            .Select((argument, i) => Of(argument, i < known.Length ? known[i] : null));
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
    }
}
