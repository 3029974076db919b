namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Helpers on whose way something is thrown.</summary>
public sealed class ThrowingHelperTests
{
    [Fact]
    public Task A_helper_with_finally() => Code.InMethod("""
        static void Use(NetBuffer nb)
        {
            try
            {
                Work();
                if (Flag())
                    return;
                nb.DataLength = 1;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                Use(nb);
        }
        """);

    [Fact]
    public Task A_helper_that_throws_before_it_frees_and_a_caller_that_catches() => Code.InMethod("""
        static void Use(NetBuffer nb)
        {
            if (Flag())
                throw new InvalidOperationException();
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            try
            {
                Use(nb);
            }
            catch (InvalidOperationException)
            {
            }
        }
        """);

    [Fact]
    public Task A_helper_that_frees_before_it_throws_and_a_caller_that_catches() => Code.InMethod("""
        static void Use(NetBuffer nb, bool fail)
        {
            if (fail)
            {
                NdisFreeNetBuffer(nb);
                throw new InvalidOperationException();
            }

            NdisFreeNetBuffer(nb);
        }

        void M(bool fail)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            try
            {
                Use(nb, fail);
            }
            catch (InvalidOperationException)
            {
            }
        }
        """);
}
