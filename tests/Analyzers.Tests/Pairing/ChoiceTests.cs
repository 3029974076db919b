namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Which of several types a receiver has is remembered from one call on it to the next.</summary>
public sealed class ChoiceTests
{
    const string Memories = """
        using System.Runtime.InteropServices;

        interface IMemory
        {
            nint Take(int size);
            void Give(nint block);
        }

        class Global : IMemory
        {
            public nint Take(int size) => Marshal.AllocHGlobal(size);
            public void Give(nint block) => Marshal.FreeHGlobal(block);
        }

        class OfTasks : IMemory
        {
            public nint Take(int size) => Marshal.AllocCoTaskMem(size);
            public void Give(nint block) => Marshal.FreeCoTaskMem(block);
        }

        """;

    [Fact]
    public Task What_one_implementation_gave_goes_back_to_the_same_one() => Code.InFile(Memories + """
        class User(IMemory field)
        {
            void Parameter(IMemory memory)
            {
                var block = memory.Take(3);
                memory.Give(block);
            }

            void Field()
            {
                var block = field.Take(3);
                field.Give(block);
            }

            void Copied(IMemory memory)
            {
                var same = memory;
                var block = memory.Take(3);
                same.Give(block);
            }
        }
        """);

    [Fact]
    public Task Another_receiver_may_have_another_type() => Code.InFile(Memories + """
        class User
        {
            void Crossed(IMemory left, IMemory right)
            {
                var block = left.Take(3);
                {|NDIS0008:{|NDIS0008:right.Give(block)|}|};
            }

            void Replaced(IMemory memory, IMemory other)
            {
                var block = memory.Take(3);
                memory = other;
                {|NDIS0008:{|NDIS0008:memory.Give(block)|}|};
            }
        }
        """);

    [Fact]
    public Task A_type_parameter_is_one_type_at_a_time() => Code.InFile("""
        using System.Runtime.InteropServices;

        interface IMemory<T> where T : IMemory<T>
        {
            static abstract nint Take(int size);
            static abstract void Give(nint block);
        }

        struct Global : IMemory<Global>
        {
            public static nint Take(int size) => Marshal.AllocHGlobal(size);
            public static void Give(nint block) => Marshal.FreeHGlobal(block);
        }

        struct OfTasks : IMemory<OfTasks>
        {
            public static nint Take(int size) => Marshal.AllocCoTaskMem(size);
            public static void Give(nint block) => Marshal.FreeCoTaskMem(block);
        }

        class User
        {
            void Good<T>() where T : IMemory<T>
            {
                var block = T.Take(3);
                T.Give(block);
            }

            void Crossed<T, U>() where T : IMemory<T> where U : IMemory<U>
            {
                var block = T.Take(3);
                {|NDIS0008:{|NDIS0008:U.Give(block)|}|};
            }
        }
        """);

    [Fact]
    public Task What_an_override_keeps_the_template_does_not_free() => Code.InFile("""
        using System.Buffers;

        abstract class Job
        {
            protected virtual bool Keeps => false;
            protected abstract void Execute(byte[] buffer);

            public void Run()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                Execute(buffer);
                if (!Keeps)
                    ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        class Counting : Job
        {
            protected override void Execute(byte[] buffer) => buffer[0]++;
        }

        class Keeping : Job
        {
            readonly List<byte[]> kept = [];
            protected override bool Keeps => true;
            protected override void Execute(byte[] buffer) => kept.Add(buffer);
        }

        """);

    [Fact]
    public Task What_an_override_says_it_keeps_and_does_not_is_lost() => Code.InFile("""
        using System.Buffers;

        abstract class Job
        {
            protected virtual bool Keeps => false;
            protected abstract void Execute(byte[] buffer);

            public void Run()
            {
                var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(3)|};
                Execute(buffer);
                if (!Keeps)
                    ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        class Counting : Job
        {
            protected override void Execute(byte[] buffer) => buffer[0]++;
        }

        class Keeping : Job
        {
            protected override bool Keeps => true;
            protected override void Execute(byte[] buffer) => buffer[0]++;
        }

        """);
}
