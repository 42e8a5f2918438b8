using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cairn.Tests.Approvals;

/// <summary>Prints one member as it stands in C#; null for what users cannot see or the compiler made.</summary>
internal static class ApiMember
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string? Print(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        ConstructorInfo constructor when IsVisible(constructor) && !IsParameterless(constructor) =>
            $"{Access(constructor)}{ApiNames.Of(member.DeclaringType!)}({Parameters(constructor)})",
        FieldInfo { IsPublic: true } field => PrintField(field),
        PropertyInfo property => PrintProperty(property),
        EventInfo { AddMethod.IsPublic: true } @event => $"event {ApiNames.Of(@event.EventHandlerType!)} {@event.Name}",
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || IsOperator(method)) => PrintMethod(method),
        _ => null,
    };

    private static string PrintField(FieldInfo field)
    {
        string kind = field.IsLiteral ? "const " : field.IsStatic ? "static readonly " : "";
        string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
        return $"{kind}{ApiNames.Of(field.FieldType, Nullability.Create(field))} {field.Name}{value}";
    }

    private static string? PrintProperty(PropertyInfo property)
    {
        MethodInfo? getter = property.GetMethod is { } get && IsVisible(get) ? get : null;
        MethodInfo? setter = property.SetMethod is { } set && IsVisible(set) ? set : null;
        if ((getter ?? setter) is not { } accessor || property.Name == "EqualityContract")
        {
            return null;
        }

        bool isInit = setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string accessors = (getter is null ? "" : "get; ") + (setter is null ? "" : isInit ? "init; " : "set; ");
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Join(parameters)}]" : "";
        string type = ApiNames.Of(property.PropertyType, Nullability.Create(property));
        return $"{Access(accessor)}{Modifiers(accessor)}{required}{type} {property.Name}{index} {{ {accessors}}}";
    }

    private static string PrintMethod(MethodInfo method)
    {
        string generics = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(ApiNames.Of))}>"
            : "";
        string result = ApiNames.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));
        string extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{Access(method)}{Modifiers(method)}{result} {method.Name}{generics}({extension}{Parameters(method)})";
    }

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic
        || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    /// <summary>Every class that says nothing else has one.</summary>
    private static bool IsParameterless(ConstructorInfo constructor) =>
        constructor.IsPublic && constructor.GetParameters().Length == 0;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Parameters(MethodBase method) => Join(method.GetParameters());

    private static string Join(IEnumerable<ParameterInfo> parameters) =>
        string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string how = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamCollectionAttribute))
                || parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            _ => "",
        };
        string otherwise = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        string type = ApiNames.Of(parameter.ParameterType, Nullability.Create(parameter));
        return $"{how}{type} {parameter.Name}{otherwise}";
    }

    private static string Default(ParameterInfo parameter) =>
        parameter.RawDefaultValue is null && parameter.ParameterType.IsValueType
        && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? "default"
            : Literal(parameter.RawDefaultValue);

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
