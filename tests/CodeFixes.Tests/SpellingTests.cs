namespace NdisRules.CodeFixes.Tests;

/// <summary>The inserted call is written as the file writes such calls.</summary>
public sealed class SpellingTests
{
    [Fact]
    public Task Without_a_static_using_the_class_is_named() => Fix<FreeBeforeExits>.Whole("""
        using NdisRules.Runtime;

        class Processor
        {
            static void M(NetBufferPool pool, Mdl mdl)
            {
                var nb = {|NDIS0005:Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return;
            }
        }
        """, """
        using NdisRules.Runtime;

        class Processor
        {
            static void M(NetBufferPool pool, Mdl mdl)
            {
                var nb = Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return;
                Ndis.NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Without_any_using_the_namespace_is_named() => Fix<FreeBeforeExits>.Whole("""
        class Processor
        {
            static void M(NdisRules.Runtime.NetBufferPool pool, NdisRules.Runtime.Mdl mdl)
            {
                var nb = {|NDIS0005:NdisRules.Runtime.Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return;
            }
        }
        """, """
        class Processor
        {
            static void M(NdisRules.Runtime.NetBufferPool pool, NdisRules.Runtime.Mdl mdl)
            {
                var nb = NdisRules.Runtime.Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return;
                NdisRules.Runtime.Ndis.NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_method_of_the_same_name_that_does_something_else_is_not_called() => Fix<FreeBeforeExits>.InMethod("""
        static void NdisFreeNetBuffer(NetBuffer nb) { }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            Work();
        }
        """, """
        static void NdisFreeNetBuffer(NetBuffer nb) { }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Work();
            Ndis.NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_was_taken_from_a_scope_goes_back_to_that_scope() => Fix<FreeBeforeExits>.InMethod("""
        void M()
        {
            using NetBufferPool.Scope local = pool.Enter();
            var nb = {|NDIS0005:local.NdisAllocateNetBuffer(mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
        }
        """, """
        void M()
        {
            using NetBufferPool.Scope local = pool.Enter();
            var nb = local.NdisAllocateNetBuffer(mdl, 0, 0);
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
            local.NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Tabs_stay_tabs() => Fix<FreeBeforeExits>.Whole(
        """
        using NdisRules.Runtime;
        class P
        {
        	static bool Flag() => true;
        	static void M(NetBufferPool pool, Mdl mdl)
        	{
        		var nb = {|NDIS0005:Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        		if (nb.IsNull)
        			return;
        		if (mdl.IsNull)
        			return;
        		Ndis.NdisFreeNetBuffer(nb);
        	}
        }
        """,
        """
        using NdisRules.Runtime;
        class P
        {
        	static bool Flag() => true;
        	static void M(NetBufferPool pool, Mdl mdl)
        	{
        		var nb = Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0);
        		if (nb.IsNull)
        			return;
        		if (mdl.IsNull)
        		{
        			Ndis.NdisFreeNetBuffer(nb);
        			return;
        		}
        		Ndis.NdisFreeNetBuffer(nb);
        	}
        }
        """,
        test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nindent_style = tab\n")));

    [Fact]
    public Task Braces_stand_where_the_editorconfig_wants_them() => Fix<FreeBeforeExits>.InMethod("""
        void M() {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (Flag())
                return;
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """, """
        void M() {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (Flag()) {
                if (!nb.IsNull) {
                    NdisFreeNetBuffer(nb);
                }
                return;
            }
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """, test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ncsharp_new_line_before_open_brace = none\ncsharp_prefer_braces = true:warning\n")));

    [Fact]
    public Task Types_are_written_where_the_editorconfig_wants_no_var() => Fix<FreeBeforeExits>.InMethod("""
        int M()
        {
            NetBuffer nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            return nb.DataLength;
        }
        """, """
        int M()
        {
            NetBuffer nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            int result = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return result;
        }
        """, test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ncsharp_style_var_for_built_in_types = false:warning\n")));

    [Fact]
    public Task Line_breaks_are_those_of_the_file() => Fix<FreeBeforeExits>.Whole(
        "using NdisRules.Runtime;\r\nclass P\r\n{\r\n    static void M(NetBufferPool pool, Mdl mdl)\r\n    {\r\n        var nb = {|NDIS0005:Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0)|};\r\n        if (pool == null)\r\n            return;\r\n        {|NDIS0010:Ndis.NdisFreeNetBuffer(nb)|};\r\n    }\r\n}\r\n",
        "using NdisRules.Runtime;\r\nclass P\r\n{\r\n    static void M(NetBufferPool pool, Mdl mdl)\r\n    {\r\n        var nb = Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0);\r\n        if (pool == null)\r\n        {\r\n            if (!nb.IsNull)\r\n                Ndis.NdisFreeNetBuffer(nb);\r\n            return;\r\n        }\r\n        {|NDIS0010:Ndis.NdisFreeNetBuffer(nb)|};\r\n    }\r\n}\r\n");

    [Fact]
    public Task Comments_stay_where_they_are() => Fix<FreeBeforeExits>.InMethod("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}; // taken
            if (nb.IsNull)
                return 0;
            if (Flag()) // early
                // not today
                return 1; // gone
            Work();
            /* the value */ return nb.DataLength /* bytes */; // told
            // the end
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); // taken
            if (nb.IsNull)
                return 0;
            if (Flag()) // early
            {
                // not today
                NdisFreeNetBuffer(nb);
                return 1; // gone
            }
            Work();
            /* the value */
            var result = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return result /* bytes */; // told
            // the end
        }
        """);

    [Fact]
    public Task A_comment_before_the_closing_brace_stays_above_the_free() => Fix<FreeBeforeExits>.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            Work();
            // nothing more
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Work();
            // nothing more
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task The_authors_own_layout_is_left_alone() => Fix<FreeBeforeExits>.InMethod("""
        void M( )
        {
            var nb   = {|NDIS0005:NdisAllocateNetBuffer( pool,mdl, 0, 0 )|};
            if( nb.IsNull )
                    return;
            Work( );
        }
        """, """
        void M( )
        {
            var nb   = NdisAllocateNetBuffer( pool,mdl, 0, 0 );
            if( nb.IsNull )
                    return;
            Work( );
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_loop_that_is_written_has_the_braces_and_types_that_the_editorconfig_wants() => Fix<FreeInClosingRole>.InDriver(Kept("{|NDIS0001:HaltEx|}", ""), Kept("HaltEx", "    while (ready.TryDequeue(out NetBuffer left))\n    {\n        NdisFreeNetBuffer(left);\n    }\n"),
        test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ncsharp_prefer_braces = true\ncsharp_style_var_elsewhere = false\n")));

    static string Kept(string role, string freed) => $$"""
        readonly Queue<NetBuffer> ready = new();

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            NetBuffer nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return NdisStatus.Resources;
            ready.Enqueue(nb);
            return NdisStatus.Success;
        }

        public override void {{role}}(NdisHaltAction action)
        {
        {{freed}}}
        """;

    [Fact]
    public Task What_is_overwritten_is_spelled_as_it_is_there() => Fix<FreeBeforeNext>.InDriver(Renewed("{|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 1)|}", ""), Renewed("NdisAllocateNetBuffer(pool, mdl, 0, 1)", "    if (!this.spare.IsNull)\n        NdisFreeNetBuffer(this.spare);\n"));

    static string Renewed(string acquire, string freed) => $$"""
        NetBuffer spare;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void CancelSend(nint cancelId)
        {
        {{freed}}    this.spare = {{acquire}};
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (this.spare)
                NdisFreeNetBuffer(this.spare);
        }
        """;

    [Fact]
    public Task Without_an_editorconfig_the_fix_writes_as_the_file_does() => Fix<FreeInClosingRole>.Whole(Tabbed("{|NDIS0001:Dispose|}", ""), Tabbed("Dispose", """
        		if (!this.spare.IsNull)
        		{
        			NdisFreeNetBuffer(this.spare);
        			this.spare = default;
        		}
        		while (this.ready.TryDequeue(out NetBuffer left))
        			NdisFreeNetBuffer(left);

        """));

    static string Tabbed(string role, string freed) => $$"""
        using System;
        using System.Collections.Generic;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        class Driver : IDisposable
        {
        	NetBuffer spare;
        	readonly Queue<NetBuffer> ready = new Queue<NetBuffer>();

        	public void Fill(NetBufferPool pool, int count)
        	{
        		if (this.spare.IsNull)
        			this.spare = NdisAllocateNetBuffer(pool, default, 0, 0);
        		for (int i = 0; i < count; i++)
        		{
        			NetBuffer nb = NdisAllocateNetBuffer(pool, default, 0, i);
        			if (nb.IsNull)
        				break;
        			NetBuffer kept = nb;
        			this.ready.Enqueue(kept);
        		}
        	}

        	public void {{role}}()
        	{
        {{freed}}	}
        }
        """.Replace("{|NDIS0001:Dispose|}", "{|NDIS0001:{|NDIS0001:Dispose|}|}", StringComparison.Ordinal);

    [Fact]
    public Task Two_spaces_stay_two() => Fix<FreeBeforeExits>.Whole(Narrow("{|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|}", "    if (size > 3)\n      return;\n"), Narrow("NdisAllocateNetBuffer(pool, default, 0, 0)", "    if (size > 3)\n    {\n      NdisFreeNetBuffer(nb);\n      return;\n    }\n"));

    static string Narrow(string acquire, string exit) => $$"""
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        class Driver
        {
          void M(NetBufferPool pool, int size)
          {
            var nb = {{acquire}};
            if (nb.IsNull)
              return;
        {{exit}}    NdisFreeNetBuffer(nb);
          }
        }
        """;

    [Fact]
    public Task Braces_where_the_file_writes_no_statement_without_and_tests_as_it_does() => Fix<FreeBeforeNext>.Whole("""
        using System;
        using System.Buffers;

        sealed class Scratch : IDisposable
        {
            byte[]? bytes;

            public Span<byte> Take(int size)
            {
                if (size < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(size));
                }

                if (bytes is null || bytes.Length < size)
                {
                    bytes = {|NDIS0002:ArrayPool<byte>.Shared.Rent(size)|};
                }

                return bytes;
            }

            public void Dispose()
            {
                if (bytes is { } left)
                {
                    ArrayPool<byte>.Shared.Return(left);
                }

                bytes = null;
            }
        }
        """, """
        using System;
        using System.Buffers;

        sealed class Scratch : IDisposable
        {
            byte[]? bytes;

            public Span<byte> Take(int size)
            {
                if (size < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(size));
                }

                if (bytes is null || bytes.Length < size)
                {
                    if (bytes is not null)
                    {
                        ArrayPool<byte>.Shared.Return(bytes);
                    }

                    bytes = ArrayPool<byte>.Shared.Rent(size);
                }

                return bytes;
            }

            public void Dispose()
            {
                if (bytes is { } left)
                {
                    ArrayPool<byte>.Shared.Return(left);
                }

                bytes = null;
            }
        }
        """);
}
