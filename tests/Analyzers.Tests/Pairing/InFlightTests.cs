namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>A task that a library began on memory has it until somebody has waited for the task.</summary>
public sealed class InFlightTests
{
    const string Usings = """
        using System.Buffers;
        using System.IO;

        """;

    [Fact]
    public Task Memory_given_back_before_the_task_has_ended() => Code.InFile(Usings + """
        class Reader(Stream stream)
        {
            async Task<int> Awaited()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                var reading = stream.ReadAsync(buffer, 0, 3);
                ArrayPool<byte>.Shared.Return(buffer);
                return {|NDIS0004:await reading|};
            }

            async Task<int> OfAnOwner()
            {
                var owner = MemoryPool<byte>.Shared.Rent(3);
                var reading = stream.ReadAsync(owner.Memory[..2]);
                owner.Dispose();
                return {|NDIS0004:await reading.ConfigureAwait(false)|};
            }

            int Blocking()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                var reading = stream.ReadAsync(buffer, 0, 3);
                ArrayPool<byte>.Shared.Return(buffer);
                return {|NDIS0004:reading.Result|};
            }

            Task<int> HandedOn()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                try
                {
                    return {|NDIS0004:stream.ReadAsync(buffer, 0, 3)|};
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        """);

    [Fact]
    public Task Memory_given_back_once_the_task_has_ended() => Code.InFile(Usings + """
        class Reader(Stream stream)
        {
            async Task<int> Awaited()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                var reading = stream.ReadAsync(buffer, 0, 3);
                await Task.Yield();
                await reading;
                ArrayPool<byte>.Shared.Return(buffer);
                return await reading;
            }

            async Task Together(Stream other)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                var first = stream.WriteAsync(buffer, 0, 3);
                var second = other.WriteAsync(buffer, 0, 3);
                await Task.WhenAll(first, second);
                ArrayPool<byte>.Shared.Return(buffer);
            }

            async Task<int> AskedFirst()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                var reading = stream.ReadAsync(buffer.AsMemory());
                if (reading.IsCompletedSuccessfully)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return reading.Result;
                }

                var read = await reading;
                ArrayPool<byte>.Shared.Return(buffer);
                return read;
            }

            void Waited()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                var writing = stream.WriteAsync(buffer, 0, 3);
                writing.Wait();
                ArrayPool<byte>.Shared.Return(buffer);
                if (writing.IsFaulted)
                    throw writing.Exception!;
            }

            Task<int> Continued()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                return stream.ReadAsync(buffer, 0, 3).ContinueWith(done =>
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return done.Result;
                });
            }
        }
        """);

    [Fact]
    public Task A_task_is_no_name_of_the_memory() => Code.InFile(Usings + """
        class Reader(Stream stream)
        {
            Task<int> Lost()
            {
                var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(3)|};
                return stream.ReadAsync(buffer, 0, 3);
            }
        }
        """);
}
