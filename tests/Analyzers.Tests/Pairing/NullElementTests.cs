namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>The null that an acquire gave goes into a container, and comes out of it as null.</summary>
public class NullElementTests
{
    [Theory]
    [InlineData("var kept = new Stack<NetBuffer>(); kept.Push(Acquire()); while (kept.TryPop(out var old)) {|NDIS0010:NdisFreeNetBuffer(old)|};")]
    [InlineData("var kept = new Queue<NetBuffer>(); kept.Enqueue(Acquire()); while (kept.Count > 0) {|NDIS0010:NdisFreeNetBuffer(kept.Dequeue())|};")]
    [InlineData("var kept = new Queue<NetBuffer>(); kept.Enqueue(Acquire()); var old = kept.Dequeue(); {|NDIS0010:old.DataLength|} = 1; if (old) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new List<NetBuffer>(); for (var i = 0; i < 3; i++) kept.Add(Acquire()); foreach (var old in kept) {|NDIS0010:NdisFreeNetBuffer(old)|};")]
    [InlineData("var kept = new NetBuffer[3]; for (var i = 0; i < kept.Length; i++) kept[i] = Acquire(); foreach (var old in kept) {|NDIS0010:NdisFreeNetBuffer(old)|};")]
    [InlineData("NetBuffer[] kept = [Acquire()]; foreach (var old in kept) {|NDIS0010:NdisFreeNetBuffer(old)|};")]
    public Task Nobody_asks(string statements) => InMethod(statements);

    [Theory]
    [InlineData("var kept = new Stack<NetBuffer>(); kept.Push(Acquire()); while (kept.TryPop(out var old)) if (old) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new Stack<NetBuffer>(); var nb = Acquire(); if (nb) kept.Push(nb); while (kept.TryPop(out var old)) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new Queue<NetBuffer>(); kept.Enqueue(Acquire()); while (kept.Count > 0) { var old = kept.Dequeue(); if (!old.IsNull) NdisFreeNetBuffer(old); }")]
    [InlineData("var kept = new List<NetBuffer>(); for (var i = 0; i < 3; i++) { var nb = Acquire(); if (!nb) break; kept.Add(nb); } foreach (var old in kept) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new NetBuffer[3]; var taken = 0; for (; taken < 3; taken++) { kept[taken] = Acquire(); if (kept[taken].IsNull) break; } for (var i = 0; i < taken; i++) NdisFreeNetBuffer(kept[i]);")]
    [InlineData("var kept = new NetBuffer[3]; for (var i = 0; i < 3; i++) { kept[i] = Acquire(); if (kept[i].IsNull) { while (--i >= 0) NdisFreeNetBuffer(kept[i]); return; } } foreach (var old in kept) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new NetBuffer[3]; var taken = Fill(kept); for (var i = 0; i < taken; i++) NdisFreeNetBuffer(kept[i]);")]
    [InlineData("var kept = new NetBuffer[3]; var taken = Fill(kept); foreach (var old in kept.AsSpan(0, taken)) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new NetBuffer[3]; var taken = Fill(kept); foreach (var old in kept[..taken]) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new List<NetBuffer> { Acquire() }; foreach (var old in kept.Where(nb => !nb.IsNull)) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new List<NetBuffer> { Acquire() }; kept.RemoveAll(nb => nb.IsNull); foreach (var old in kept) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new List<NetBuffer> { Acquire() }; if (kept.Any(nb => nb.IsNull)) { foreach (var old in kept) if (old) NdisFreeNetBuffer(old); return; } foreach (var old in kept) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new List<NetBuffer>(); var nb = Acquire(); kept.Add(nb); if (nb.IsNull) kept.Remove(nb); foreach (var old in kept) NdisFreeNetBuffer(old);")]
    [InlineData("var kept = new List<NetBuffer>(); var ok = true; for (var i = 0; i < 3; i++) { var nb = Acquire(); if (nb.IsNull) ok = false; kept.Add(nb); } foreach (var old in kept) { if (ok) NdisFreeNetBuffer(old); else if (old) NdisFreeNetBuffer(old); }")]
    [InlineData("var kept = new NetBuffer[3]; for (var i = 0; i < 3; i++) kept[i] = Acquire(); for (var i = 0; i < 3; i++) if (kept[i].IsNull) kept[i] = Sure(); foreach (var old in kept) NdisFreeNetBuffer(old);")]
    public Task Somebody_asks(string statements) => InMethod(statements);

    /// <summary>Up to which index an array is filled, nobody counts.</summary>
    [Fact]
    public Task An_index_that_walks_meets_no_null_for_now()
        => InMethod("var kept = new NetBuffer[3]; for (var i = 0; i < 3; i++) kept[i] = Acquire(); for (var i = 0; i < 3; i++) NdisFreeNetBuffer(kept[i]);");

    static Task InMethod(string statements) => Code.InFile($$"""
        class Processor
        {
            static readonly NetBufferPool pool = null!;
            static readonly Mdl mdl;

            static NetBuffer Acquire() => NdisAllocateNetBuffer(pool, mdl, 0, 64);

            static NetBuffer spare;

            static NetBuffer Sure() => spare;

            static int Fill(NetBuffer[] into)
            {
                var taken = 0;
                for (; taken < into.Length; taken++)
                {
                    into[taken] = Acquire();
                    if (into[taken].IsNull)
                        break;
                }

                return taken;
            }

            void M()
            {
                {{statements}}
            }
        }
        """.Insert(0, "using System.Linq;\n"));
}
