namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>ObjectPool: Get and Return. The pool's package is not referenced here; the rule goes by names.</summary>
public sealed class ObjectPoolTests
{
    const string Package = """

        namespace Microsoft.Extensions.ObjectPool
        {
            public abstract class ObjectPool<T> where T : class
            {
                public abstract T Get();
                public abstract void Return(T obj);
            }

            public class DefaultObjectPool<T> : ObjectPool<T> where T : class, new()
            {
                public override T Get() => new();
                public override void Return(T obj) { }
            }

            public sealed class LeakTrackingPool<T>(ObjectPool<T> inner) : ObjectPool<T> where T : class
            {
                public override T Get() => inner.Get();
                public override void Return(T obj) => inner.Return(obj);
            }
        }
        """;

    static Task Check(string members) => Pooled.InFile($$"""
        using Microsoft.Extensions.ObjectPool;

        class Formatter(ObjectPool<StringBuilder> pool)
        {
            static bool Flag() => Environment.TickCount > 0;

        {{members}}
        }

        """ + Package);

    [Fact]
    public Task Taken_and_returned() => Check("""
        string Good(int value)
        {
            var builder = pool.Get();
            builder.Append(value);
            var text = builder.ToString();
            pool.Return(builder);
            return text;
        }
        """);

    [Fact]
    public Task Returned_in_a_finally() => Check("""
        string Good(int value)
        {
            var builder = pool.Get();
            try
            {
                return builder.Append(value).ToString();
            }
            finally
            {
                pool.Return(builder);
            }
        }
        """);

    [Fact]
    public Task Never_returned() => Check("""
        string Bad(int value)
        {
            var builder = {|NDIS0005:pool.Get()|};
            builder.Append(value);
            return builder.ToString();
        }
        """);

    [Fact]
    public Task Not_returned_on_an_early_return() => Check("""
        string Bad(int value)
        {
            StringBuilder builder = {|NDIS0005:pool.Get()|};
            if (value == 0)
                return "";
            var text = builder.Append(value).ToString();
            pool.Return(builder);
            return text;
        }
        """);

    [Fact]
    public Task Returned_twice() => Check("""
        void Bad()
        {
            var builder = pool.Get();
            pool.Return(builder);
            {|NDIS0003:pool.Return(builder)|};
        }
        """);

    [Fact]
    public Task Used_after_it_went_back() => Check("""
        string Bad()
        {
            var builder = pool.Get();
            pool.Return(builder);
            return {|NDIS0004:builder.ToString()|};
        }
        """);

    [Fact]
    public Task Another_builder_is_nobodys_business() => Check("""
        string Good()
        {
            var own = new StringBuilder();
            own.Append(1);
            var builder = pool.Get();
            own.Append(builder.Length);
            pool.Return(builder);
            return own.ToString();
        }
        """);

    [Fact]
    public Task Another_one_goes_back() => Check("""
        void Bad()
        {
            var builder = {|NDIS0005:pool.Get()|};
            pool.Return(new StringBuilder());
            builder.Append(1);
        }
        """);

    [Fact]
    public Task Returned_to_another_pool() => Check("""
        readonly ObjectPool<StringBuilder> spare = new DefaultObjectPool<StringBuilder>();

        static readonly DefaultObjectPool<StringBuilder> small = new(), large = new();

        void Bad()
        {
            var builder = small.Get();
            {|NDIS0008:large.Return(builder)|};
        }

        void MayBeOne()
        {
            var builder = pool.Get();
            spare.Return(builder);
        }
        """);

    [Fact]
    public Task Taken_through_a_derived_pool() => Check("""
        void Bad(DefaultObjectPool<List<int>> lists)
        {
            var list = {|NDIS0005:lists.Get()|};
            list.Add(1);
        }

        void Good(DefaultObjectPool<List<int>> lists)
        {
            var list = lists.Get();
            list.Add(1);
            lists.Return(list);
        }
        """);

    [Fact]
    public Task Of_a_type_that_is_a_parameter() => Check("""
        static void Good<T>(ObjectPool<T> items, Action<T> use) where T : class
        {
            var item = items.Get();
            items.Return(item);
        }

        static void Bad<T>(ObjectPool<T> items) where T : class
        {
            var item = {|NDIS0005:items.Get()|};
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_returns_or_forgets() => Pooled.InFile("""
        using Microsoft.Extensions.ObjectPool;

        sealed class Good(ObjectPool<StringBuilder> pool) : IDisposable
        {
            readonly StringBuilder builder = pool.Get();
            public void Add(int value) => builder.Append(value);
            public void Dispose() => pool.Return(builder);
        }

        sealed class Bad(ObjectPool<StringBuilder> pool) : IDisposable
        {
            readonly StringBuilder builder = pool.Get();
            public void Add(int value) => builder.Append(value);
            public void {|NDIS0001:Dispose|}() { }
        }

        """ + Package);

    [Fact]
    public Task Another_Get_is_another_matter() => Check("""
        sealed class Cache { public string Get() => ""; public T Get<T>() where T : new() => new(); }

        int Use(Cache cache)
        {
            var text = cache.Get();
            var list = cache.Get<List<int>>();
            return text.Length + list.Count;
        }
        """);
}
