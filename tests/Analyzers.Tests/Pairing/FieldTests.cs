namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class FieldTests
{
    const string Begin = """
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer;
            static NetBuffer shared;
            NetBuffer Auto { get; set; }
            static bool Flag() => Environment.TickCount > 0;
            static void Work() { }


        """;

    const string End = """


            public void Dispose()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
                buffer = default;
                if (Auto)
                    NdisFreeNetBuffer(Auto);
                Auto = default;
            }
        }
        """;

    [Fact]
    public Task Replaced_after_the_old_one_was_freed() => Code.InFile(Begin + """
            public void Renew()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
        """ + End);

    [Fact]
    public Task Replaced_without_a_free_of_the_old_one() => Code.InFile(Begin + """
            public void Renew()
            {
                buffer = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            }
        """ + End);

    [Fact]
    public Task Allocated_when_first_needed() => Code.InFile(Begin + """
            public int Length
            {
                get
                {
                    if (buffer.IsNull)
                        buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                    return buffer.IsNull ? 0 : buffer.DataLength;
                }
            }
        """ + End);

    [Fact]
    public Task Freed_in_a_method_and_not_cleared() => Code.InFile(Begin + """
            public void Fill()
            {
                if (buffer.IsNull)
                    buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            public void Reset()
            {
                if (buffer)
                    {|NDIS0003:NdisFreeNetBuffer(buffer)|};
            }
        """ + End);

    [Fact]
    public Task Freed_in_a_method_and_cleared() => Code.InFile(Begin + """
            public void Fill()
            {
                if (buffer.IsNull)
                    buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            public void Reset()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
                buffer = default;
            }
        """ + End);

    [Fact]
    public Task Freed_through_a_copy_of_the_field() => Code.InFile(Begin + """
            public void Renew()
            {
                var old = buffer;
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (old)
                    NdisFreeNetBuffer(old);
            }
        """ + End);

    [Fact]
    public Task Exchanged_atomically() => Code.InFile(Begin + """
            public void Renew()
            {
                var old = NetBuffer.Exchange(ref buffer, NdisAllocateNetBuffer(pool, mdl, 0, 0));
                if (old)
                    NdisFreeNetBuffer(old);
            }
        """ + End);

    [Fact]
    public Task Exchanged_for_null_and_freed() => Code.InFile(Begin + """
            public void Fill()
            {
                if (buffer.IsNull)
                    buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            public void Reset()
            {
                var old = NetBuffer.Exchange(ref buffer, default);
                if (old)
                    NdisFreeNetBuffer(old);
            }
        """ + End);

    [Fact]
    public Task An_auto_property_is_a_field() => Code.InFile(Begin + """
            public void Renew()
            {
                if (Auto)
                    NdisFreeNetBuffer(Auto);
                Auto = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
        """ + End);

    [Fact]
    public Task An_auto_property_that_is_overwritten() => Code.InFile(Begin + """
            public void Renew() => Auto = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        """ + End);

    [Fact]
    public Task A_local_of_a_public_method_is_lost_as_ever() => Code.InFile(Begin + """
            public void Fill()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (!nb.IsNull && Flag() && buffer.IsNull)
                    buffer = nb;
            }
        """ + End);

    [Fact]
    public Task A_local_that_moves_into_the_field() => Code.InFile(Begin + """
            public void Fill()
            {
                if (buffer)
                    return;
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return;
                nb.DataLength = 1;
                buffer = nb;
            }
        """ + End);

    [Fact]
    public Task Used_after_it_was_freed_through_the_field() => Code.InFile(Begin + """
            public int Drain()
            {
                if (buffer.IsNull)
                    buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (buffer.IsNull)
                    return 0;
                NdisFreeNetBuffer(buffer);
                var length = {|NDIS0004:buffer.DataLength|};
                buffer = default;
                return length;
            }
        """ + End);

    [Fact]
    public Task A_method_that_works_on_the_field_calls_a_private_helper_that_frees_it() => Code.InFile(Begin + """
            public void Fill()
            {
                Drop();
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            void Drop()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
                buffer = default;
            }
        """ + End);

    [Fact]
    public Task A_static_of_a_plain_class_may_live_as_long_as_the_process() => Code.InFile(Begin + """
            public void Fill()
            {
                if (shared.IsNull)
                    shared = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
        """ + End);

    [Fact]
    public Task A_static_that_is_freed_and_freed_again_in_one_method() => Code.InFile(Begin + """
            public void Fill()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                shared = nb;
                NdisFreeNetBuffer(shared);
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
                shared = default;
            }
        """ + End);

    [Fact]
    public Task A_field_of_a_class_without_an_end_is_an_escape() => Code.InMethod("""
        NetBuffer f;

        void M()
        {
            f = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }
        """);

    [Fact]
    public Task A_field_of_a_class_without_an_end_that_is_overwritten_at_once_is_one_too() => Code.InMethod("""
        NetBuffer f;

        void M()
        {
            f = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            f = default;
        }
        """);

    [Fact]
    public Task A_field_of_another_object_is_an_escape() => Code.InFile("""
        sealed class Holder
        {
            public NetBuffer Buffer;
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void M(Holder holder)
            {
                holder.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            Holder N()
            {
                var holder = new Holder();
                holder.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (holder.Buffer)
                    holder.Buffer.DataLength = 3;
                return holder;
            }
        }
        """);
}
