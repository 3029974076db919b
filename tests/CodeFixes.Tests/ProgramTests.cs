using Microsoft.CodeAnalysis;

namespace NdisRules.CodeFixes.Tests;

/// <summary>Programs of statements: to the compiler each of their statements is a member, and they share their variables.</summary>
public sealed class ProgramTests
{
    const string Usings = """
        using System;
        using System.Buffers;


        """;

    static Task Check(string before, string? after = null)
        => Fix<FreeBeforeExits>.Whole(Usings + before, after is null ? null : Usings + after, test => test.TestState.OutputKind = OutputKind.ConsoleApplication);

    [Fact]
    public Task Before_each_return_and_above_the_functions() => Check("""
        var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(4096)|};
        if (args.Length == 0)
            return 1; // nothing to do

        Console.WriteLine(Sum(buffer.AsSpan(0, 3)));
        return 0;

        static int Sum(ReadOnlySpan<byte> bytes)
        {
            var sum = 0;
            foreach (var one in bytes)
                sum += one;
            return sum;
        }
        """, """
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        if (args.Length == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return 1; // nothing to do
        }

        Console.WriteLine(Sum(buffer.AsSpan(0, 3)));
        ArrayPool<byte>.Shared.Return(buffer);
        return 0;

        static int Sum(ReadOnlySpan<byte> bytes)
        {
            var sum = 0;
            foreach (var one in bytes)
                sum += one;
            return sum;
        }
        """);

    [Fact]
    public Task A_result_that_looks_at_the_object_is_taken_first() => Check("""
        var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(4096)|};
        return buffer[0];
        """, """
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        int result = buffer[0];
        ArrayPool<byte>.Shared.Return(buffer);
        return result;
        """);

    [Fact]
    public Task A_variable_that_another_statement_leaves_empty_is_tested() => Check("""
        byte[]? buffer = null;
        if (args.Length > 0)
            buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(4096)|};
        Console.WriteLine("done");
        """, """
        byte[]? buffer = null;
        if (args.Length > 0)
            buffer = ArrayPool<byte>.Shared.Rent(4096);
        Console.WriteLine("done");
        if (buffer != null)
            ArrayPool<byte>.Shared.Return(buffer);
        """);
}
