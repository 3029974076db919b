using System.Linq.Expressions;
using System.Reflection;

namespace NdisRules.Runtime;

/// <summary>Makes role delegates of methods that carry <see cref="MiniportRoleAttribute"/>.</summary>
static class RoleBinder
{
    const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    internal static MiniportDriverCharacteristics Bind(Type type)
    {
        var characteristics = new MiniportDriverCharacteristics();
        foreach (var method in type.GetMethods(Everything))
        {
            if (method.GetCustomAttribute<MiniportRoleAttribute>() is not { Role: var role }) continue;
            // The members of the characteristics have the names of the roles; a role without a member is not the host's to run.
            if (typeof(MiniportDriverCharacteristics).GetProperty(role.ToString()) is not { } member) continue;
            if (member.GetValue(characteristics) is not null) throw new ArgumentException($"{type} has more than one method for {role}.", nameof(type));
            member.SetValue(characteristics, Bind(member.PropertyType, method, type, role));
        }
        return characteristics;
    }

    static Delegate Bind(Type delegateType, MethodInfo method, Type type, MiniportRole role)
    {
        var invoke = delegateType.GetMethod("Invoke")!;
        var given = invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name)).ToArray();
        var wanted = method.GetParameters();
        // The context may be left out, and the handle with it: the adapter's own members have neither.
        ParameterExpression[] withoutContext = [.. given.Where(parameter => parameter.Type != typeof(object))];
        ParameterExpression[] withoutHandle = [.. withoutContext.Where(parameter => parameter.Type != typeof(NdisHandle))];
        var passed = wanted.Length == given.Length ? given : wanted.Length == withoutContext.Length ? withoutContext : withoutHandle;
        if (wanted.Length != passed.Length || method.ReturnType != invoke.ReturnType || !wanted.Zip(passed, Fits).All(fits => fits))
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} does not have the parameters of {delegateType.Name}.", nameof(method));
        var arguments = passed.Zip(wanted, (from, to) => from.Type == typeof(object) ? Expression.Convert(from, to.ParameterType) : (Expression)from);
        var call = method.IsStatic ? Expression.Call(method, arguments) : Expression.Call(Receiver(given, type, role), method, arguments);
        return Expression.Lambda(delegateType, call, given).Compile();
    }

    static bool Fits(ParameterInfo to, ParameterExpression from) =>
        to.ParameterType == (from.IsByRef ? from.Type.MakeByRefType() : from.Type) || (from.Type == typeof(object) && to.ParameterType.IsClass);

    /// <summary>The instance that an instance method runs on: made when the adapter is opened, its context from then on.</summary>
    static Expression Receiver(ParameterExpression[] given, Type type, MiniportRole role)
    {
        if (role == MiniportRole.InitializeEx)
            return Expression.Convert(Expression.Call(typeof(RoleBinder), nameof(Open), null, given[0], Expression.Constant(type)), type);
        if (given[0].Type == typeof(object)) return Expression.Convert(given[0], type);
        throw new ArgumentException($"{role} is called without an adapter: its method must be static.", nameof(type));
    }

    static object Open(NdisHandle handle, Type type)
    {
        var context = Activator.CreateInstance(type, nonPublic: true)!;
        Ndis.NdisMSetMiniportAttributes(handle, context);
        return context;
    }
}
