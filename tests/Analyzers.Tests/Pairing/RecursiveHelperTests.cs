namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Helpers that call themselves, or each other.</summary>
public sealed class RecursiveHelperTests
{
    [Fact]
    public Task A_recursive_helper_frees_at_its_end() => Code.InMethod("""
        static void Drop(NetBuffer nb, int turns)
        {
            if (turns > 0)
            {
                Drop(nb, turns - 1);
                return;
            }

            NdisFreeNetBuffer(nb);
        }

        void M(int turns)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                Drop(nb, turns);
        }
        """);

    [Fact]
    public Task A_recursive_helper_that_allocates_until_it_works() => Code.InMethod("""
        static NetBuffer Make(int attempts)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return !nb.IsNull || attempts == 0 ? nb : Make(attempts - 1);
        }

        void M()
        {
            var nb = Make(3);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Two_helpers_that_call_each_other() => Code.InMethod("""
        static void Even(NetBuffer nb, int n)
        {
            if (n == 0)
                NdisFreeNetBuffer(nb);
            else
                Odd(nb, n - 1);
        }

        static void Odd(NetBuffer nb, int n) => Even(nb, n - 1);

        void M(int n)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                Even(nb, n);
        }
        """);
}
