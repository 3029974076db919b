using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace NdisRules.Analyzers.Tests.Rules;

/// <summary>Every form of a row, in pairs that nobody but the test knows.</summary>
public sealed class UserRuleRowTests
{
    static Task Check(string rules, string code)
    {
        var test = new CSharpAnalyzerTest<PairingAnalyzer, DefaultVerifier> { ReferenceAssemblies = ReferenceAssemblies.Net.Net80, TestCode = "#nullable enable\nusing System;\n" + code };
        test.TestState.AdditionalFiles.Add(("Own.ndisrules", rules));
        return test.RunAsync();
    }

    [Fact]
    public Task A_release_that_takes_null_beside_one_that_does_not() => Check("""
        rule Lease                       the lease
        acquires  M:Pool.Take
        releases  M:Pool.Give            0
        releases  M:Pool.GiveAny         0 null
        null-release  defect
        """, """
        sealed class Lease { }

        static class Pool
        {
            public static Lease? Take() => new();
            public static void Give(Lease? lease) { }
            public static void GiveAny(Lease? lease) { }
        }

        class User
        {
            void Good() => Pool.GiveAny(Pool.Take());

            void GoodToo()
            {
                var lease = Pool.Take();
                if (lease == null)
                    Pool.GiveAny(lease);
                else
                    Pool.Give(lease);
            }

            void Bad() => {|NDIS0010:Pool.Give(Pool.Take())|};
        }
        """);

    [Fact]
    public Task A_hand_over_that_a_flag_makes_a_loan() => Check("""
        rule Page                        the page
        acquires  M:Pages.Take
        releases  M:Pages.Give           0
        transfers M:Printer.Print        1 unless 0 has Preview
        """, """
        sealed class Page { }

        static class Pages
        {
            public static Page Take() => new();
            public static void Give(Page page) { }
        }

        [Flags]
        enum How { None = 0, Color = 1, Preview = 4 }

        static class Printer
        {
            public static void Print(How how, Page page) { }
        }

        class User
        {
            void Handed() => Printer.Print(How.Color, Pages.Take());

            void Lent()
            {
                var page = Pages.Take();
                Printer.Print(How.Preview | How.Color, page);
                Pages.Give(page);
            }

            void Forgotten(How how)
            {
                var page = {|NDIS0005:Pages.Take()|};
                Printer.Print(how | How.Preview, page);
            }

            void Named()
            {
                var page = {|NDIS0005:Pages.Take()|};
                const How shown = How.Preview;
                Printer.Print(page: page, how: shown);
            }

            void NobodyKnows(How how) => Printer.Print(how, Pages.Take());
        }
        """);

    [Fact]
    public Task An_object_that_its_constructor_acquires() => Check("""
        rule Session                 the session
        acquires  M:Session.#ctor
        releases  M:Session.Close    this
        """, """
        sealed class Session { public Session(string name) { } public int Length; public void Close() { } }

        class User
        {
            void Good()
            {
                var session = new Session("a");
                session.Close();
            }

            void Bad()
            {
                var session = {|NDIS0005:new Session("a")|};
                session.Length = 3;
            }

            void Short()
            {
                Session session = {|NDIS0005:new("a")|};
                session.Length = 3;
            }

            void Initialised()
            {
                var session = {|NDIS0005:new Session("a") { Length = 3 }|};
            }

            Session Handed() => new("a");

            void Twice()
            {
                Session session = new("a");
                session.Close();
                {|NDIS0003:session.Close()|};
            }
        }
        """);

    [Fact]
    public Task One_constructor_of_several() => Check("""
        rule Session                 the session
        acquires  M:Session.#ctor(System.String)
        releases  M:Session.Close    this
        """, """
        sealed class Session { public Session(string name) { } public Session() { } public void Close() { } }

        class User
        {
            void Good() { var session = new Session(); }

            void Bad() { var session = {|NDIS0005:new Session("a")|}; }
        }
        """);

    [Fact]
    public Task An_object_that_a_property_acquires() => Check("""
        rule Ticket                  the ticket
        acquires  P:Desk.Next
        releases  M:Ticket.Tear      this
        """, """
        sealed class Ticket { public void Tear() { } }
        sealed class Desk { public Ticket Next { get => new(); set { } } }

        class User
        {
            void Good(Desk desk)
            {
                var ticket = desk.Next;
                ticket.Tear();
            }

            void Bad(Desk desk)
            {
                var ticket = {|NDIS0005:desk.Next|};
            }

            void Set(Desk desk, Ticket ticket) => desk.Next = ticket;
        }
        """);

    [Fact]
    public Task Through_an_out_when_a_status_says_so() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Take        out 1 when Granted
        releases  M:Pool.Return      0
        """, """
        enum Answer { Denied, Granted, Later }
        sealed class Lease { }
        static class Pool { public static Answer Take(int size, out Lease? lease) { lease = null; return Answer.Denied; } public static void Return(Lease lease) { } }

        class User
        {
            void Good()
            {
                if (Pool.Take(3, out var lease) == Answer.Granted)
                    Pool.Return(lease!);
            }

            void Switched()
            {
                switch (Pool.Take(3, out var lease))
                {
                    case Answer.Granted:
                        Pool.Return(lease!);
                        break;
                    case Answer.Later:
                        throw new TimeoutException();
                }
            }

            void Bad()
            {
                var answer = {|NDIS0005:Pool.Take(3, out var lease)|};
                if (answer != Answer.Granted)
                    Pool.Return(lease!);
            }
        }
        """);

    [Fact]
    public Task Through_a_ref_that_is_given() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Take        out 0
        releases  M:Pool.Return      0
        """, """
        sealed class Lease { }
        static class Pool { public static void Take(ref Lease? lease) => lease = new(); public static void Return(Lease lease) { } }

        class User
        {
            void Good() { Lease? lease = null; Pool.Take(ref lease); Pool.Return(lease!); }

            void Bad() { Lease? lease = null; {|NDIS0005:Pool.Take(ref lease)|}; }
        }
        """);

    [Fact]
    public Task A_duty_on_an_argument() => Check("""
        rule Lock                    the lock
        acquires  M:Door.Lock        0 when Done
        releases  M:Door.Unlock      0
        """, """
        enum Answer { Done, Busy }
        sealed class Room { }
        static class Door { public static Answer Lock(Room room) => Answer.Done; public static void Unlock(Room room) { } }

        class User
        {
            void Good(Room room)
            {
                if (Door.Lock(room) != Answer.Done)
                    return;
                Door.Unlock(room);
            }

            void Bad(Room room)
            {
                if ({|NDIS0005:Door.Lock(room)|} == Answer.Done)
                    Console.WriteLine();
            }
        }
        """);

    [Fact]
    public Task A_reallocation() => Check("""
        rule Block                   the block
        acquires    M:Heap.Take
        reallocates M:Heap.Resize    0
        releases    M:Heap.Give      0
        """, """
        sealed class Block { public int Size; }
        static class Heap { public static Block Take(int size) => new(); public static Block Resize(Block? block, int size) => new(); public static void Give(Block block) { } }

        class User
        {
            void Good() { var block = Heap.Take(1); block = Heap.Resize(block, 2); Heap.Give(block); }

            void Fresh() { var block = Heap.Resize(null, 2); Heap.Give(block); }

            void Bad() { var block = Heap.Take(1); block = {|NDIS0005:Heap.Resize(block, 2)|}; }

            int Stale() { var block = Heap.Take(1); var other = Heap.Resize(block, 2); Heap.Give(other); return {|NDIS0004:block.Size|}; }
        }
        """);

    [Fact]
    public Task Arguments_that_must_match() => Check("""
        rule Page                    the page
        acquires  M:Heap.Map
        releases  M:Heap.Unmap       0
        matches   1 = 0
        matches   2 = 1
        """, """
        [Flags] enum Access { Read = 1, Write = 2 }
        sealed class Page { }
        static class Heap { public static Page Map(int size, Access access) => new(); public static void Unmap(Page page, int size, Access access) { } }

        class User
        {
            void Good(int size) { var page = Heap.Map(size, Access.Read); Heap.Unmap(page, size, Access.Read); }

            void Bad() { var page = Heap.Map(3, Access.Read); {|NDIS0008:Heap.Unmap(page, 4, Access.Read)|}; }

            void Worse() { var page = Heap.Map(3, Access.Read | Access.Write); {|NDIS0008:Heap.Unmap(page, 3, Access.Write)|}; }

            void Chosen(bool writes)
            {
                var access = writes ? Access.Write : Access.Read;
                var page = Heap.Map(3, access);
                Heap.Unmap(page, 3, access);
            }
        }
        """);

    [Fact]
    public Task A_parent_that_takes_back_and_outlives() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        releases  M:Lease.Dispose    this
        within    Pool
        """, """
        sealed class Lease : IDisposable { public int Length; public void Dispose() { } }
        sealed class Pool : IDisposable { public Lease Rent() => new(); public void Return(Lease lease) { } public void Dispose() { } }

        class User
        {
            void Good() { using var pool = new Pool(); var lease = pool.Rent(); pool.Return(lease); }

            void Wrong() { Pool one = new(), other = new(); var lease = one.Rent(); {|NDIS0008:other.Return(lease)|}; }

            void Copied() { var one = new Pool(); var same = one; var lease = one.Rent(); same.Return(lease); }

            void Maybe(Pool one, Pool other) { var lease = one.Rent(); other.Return(lease); }

            void Early()
            {
                var pool = new Pool();
                var lease = pool.Rent();
                {|NDIS0009:pool.Dispose()|};
                lease.Dispose();
            }

            int Used()
            {
                var pool = new Pool();
                using var lease = pool.Rent();
                {|NDIS0009:pool.Dispose()|};
                return lease.Length;
            }

            void Unwound()
            {
                using var pool = new Pool();
                using var lease = pool.Rent();
                lease.Length = 3;
            }
        }
        """);

    [Fact]
    public Task What_a_handler_gives_out_is_its_callers() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        """, """
        sealed class Lease { }
        static class Pool { public static Lease Rent() => new(); public static void Return(Lease lease) { } }

        public sealed class Session : IDisposable
        {
            internal bool TryTake(bool wanted, out Lease? lease)
            {
                lease = wanted ? Pool.Rent() : null;
                return lease is not null;
            }

            public void Dispose() { }
        }
        """);

    [Fact]
    public Task Pools_that_usings_hold() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        within    Pool
        """, """
        sealed class Lease { }
        sealed class Pool : IDisposable { public Lease Rent() => new(); public void Return(Lease lease) { } public void Dispose() { } }

        class User
        {
            void Bad() { using var one = new Pool(); using var other = new Pool(); var lease = one.Rent(); {|NDIS0008:other.Return(lease)|}; }

            void Good() { using var one = new Pool(); using var other = new Pool(); var lease = one.Rent(); one.Return(lease); }
        }
        """);

    [Fact]
    public Task A_size_that_was_computed_before() => Check("""
        rule Page                    the page
        acquires  M:Heap.Map
        releases  M:Heap.Unmap       0
        matches   1 = 0
        """, """
        sealed class Page { }
        static class Heap { public static Page Map(int size) => new(); public static void Unmap(Page page, int size) { } }

        class User
        {
            void Bad(bool wide) { var size = 3; if (wide) Console.WriteLine(); var page = Heap.Map(size); {|NDIS0008:Heap.Unmap(page, 4)|}; }

            void Good(bool wide) { var size = wide ? 3 : 4; var page = Heap.Map(size); Heap.Unmap(page, size); }
        }
        """);

    [Fact]
    public Task The_partner_of_another_rule() => Check("""
        rule Red                     the red one
        acquires  M:Balls.Red
        releases  M:Balls.PutRed     0

        rule Blue                    the blue one
        acquires  M:Balls.Blue
        releases  M:Balls.PutBlue    0
        """, """
        sealed class Ball { }
        static class Balls { public static Ball Red() => new(); public static Ball Blue() => new(); public static void PutRed(Ball ball) { } public static void PutBlue(Ball ball) { } }

        class User
        {
            void Good() { Balls.PutRed(Balls.Red()); Balls.PutBlue(Balls.Blue()); }

            void Bad() { var ball = Balls.Red(); {|NDIS0008:Balls.PutBlue(ball)|}; }

            void Stale() { var ball = Balls.Red(); Balls.PutRed(ball); {|NDIS0008:Balls.PutBlue(ball)|}; }

            void Either(bool red)
            {
                var ball = red ? Balls.Red() : Balls.Blue();
                if (red) Balls.PutRed(ball); else Balls.PutBlue(ball);
            }
        }
        """);

    [Fact]
    public Task What_must_not_come_before_the_release() => Check("""
        rule Lock                    the lock
        acquires  M:Room.Lock        this
        releases  M:Room.Unlock      this
        before    M:Room.Leave       this
        order     lifo
        """, """
        sealed class Room { public void Lock() { } public void Unlock() { } public void Leave() { } }

        class User
        {
            void Good(Room room) { room.Lock(); room.Unlock(); room.Leave(); }

            void Bad(Room room) { room.Lock(); {|NDIS0009:room.Leave()|}; }

            void Nested(Room room) { room.Lock(); room.Lock(); room.Unlock(); room.Unlock(); }

            void Forgotten(Room room) { {|NDIS0005:room.Lock()|}; room.Lock(); room.Unlock(); }
        }
        """);

    [Fact]
    public Task A_second_release_that_is_allowed() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Lease.Dispose    this
        double-release ok
        """, """
        sealed class Lease : IDisposable { public int Length; public void Dispose() { } }
        static class Pool { public static Lease Rent() => new(); }

        class User
        {
            void Good() { using var lease = Pool.Rent(); lease.Dispose(); }

            int Bad() { var lease = Pool.Rent(); lease.Dispose(); return {|NDIS0004:lease.Length|}; }
        }
        """);

    [Fact]
    public Task Another_name_and_a_question() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        releases  M:Pool.Close       0
        same      M:Lease.ToNumber
        live      P:Lease.IsOpen
        """, """
        sealed class Lease { public long ToNumber() => 0; public bool IsOpen => true; }
        static class Pool { public static Lease Rent() => new(); public static void Return(Lease lease) { } public static void Close(long number) { } }

        class User
        {
            void Good() { var number = Pool.Rent().ToNumber(); Pool.Close(number); }

            void Bad() { var number = {|NDIS0005:Pool.Rent().ToNumber()|}; }

            void Asked() { var lease = Pool.Rent(); Pool.Return(lease); if (lease.IsOpen) Pool.Return(lease); }
        }
        """.Replace("{|NDIS0005:Pool.Rent().ToNumber()|}", "{|NDIS0005:Pool.Rent()|}.ToNumber()"));

    [Fact]
    public Task A_call_that_throws_loses_it_only_where_all_exceptions_count() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        exceptions all
        """, """
        sealed class Lease { public int Length; }
        static class Pool { public static Lease Rent() => new(); public static void Return(Lease lease) { } }

        class User
        {
            void Bad(string text) { var lease = {|NDIS0006:Pool.Rent()|}; int.Parse(text); Pool.Return(lease); }

            void Lost(string text) { var lease = {|NDIS0005:Pool.Rent()|}; int.Parse(text); }

            void Good(string text) { var lease = Pool.Rent(); try { int.Parse(text); } finally { Pool.Return(lease); } }

            void Plain() { var lease = Pool.Rent(); lease.Length = 3; Pool.Return(lease); }

            void Finally(string text)
            {
                var lease = {|NDIS0006:Pool.Rent()|};
                try { int.Parse(text); } finally { Console.WriteLine(); }
                Pool.Return(lease);
            }

            void Early(string text) { int.Parse(text); var lease = Pool.Rent(); Pool.Return(lease); int.Parse(text); }
        }
        """);

    [Fact]
    public Task Calls_without_source_that_keep_what_they_are_given() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        unknown-calls transfer
        """, """
        sealed class Lease { }
        static class Pool { public static Lease Rent() => new(); public static void Return(Lease lease) { } }

        class User
        {
            void Good() { var lease = Pool.Rent(); GC.KeepAlive(lease); }

            void Bad() { var lease = {|NDIS0005:Pool.Rent()|}; }
        }
        """);

    [Fact]
    public Task Many_at_once_are_never_a_false_report() => Check("""
        rule Lease                   the lease
        acquires  M:Pool.Rent
        acquires  M:Pool.RentMany    elements 0 count return
        releases  M:Pool.Return      0
        releases  M:Pool.ReturnMany  elements 0
        """, """
        sealed class Lease { }
        static class Pool
        {
            public static Lease Rent() => new();
            public static int RentMany(Span<Lease> leases) => 0;
            public static void Return(Lease lease) { }
            public static void ReturnMany(ReadOnlySpan<Lease> leases) { }
        }

        class User
        {
            void Good(Lease[] leases)
            {
                var count = Pool.RentMany(leases);
                Pool.ReturnMany(leases.AsSpan(0, count));
            }

            void One()
            {
                var leases = new[] { Pool.Rent() };
                Pool.ReturnMany(leases);
            }

            void Two()
            {
                Lease one = Pool.Rent(), other = Pool.Rent();
                Lease[] both = [one, other];
                Pool.ReturnMany(both);
                {|NDIS0003:Pool.Return(one)|};
            }

            void Part()
            {
                var leases = new[] { Pool.Rent(), Pool.Rent() };
                Pool.ReturnMany(leases.AsSpan(0, 1));
            }
        }
        """);

    [Fact]
    public Task A_line_that_names_no_type() => Check("""
        rule Lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        {|NDIS0030:within    Pond|}
        """, "sealed class Lease { } static class Pool { public static Lease Rent() => new(); public static void Return(Lease lease) { } }");
}
