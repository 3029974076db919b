using System.Diagnostics.CodeAnalysis;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How a test fails.</summary>
public interface IVerifier
{
    void Equal<T>(T expected, T actual, string? message = null);
    void True([DoesNotReturnIf(false)] bool assert, string? message = null);
    void False([DoesNotReturnIf(true)] bool assert, string? message = null);
    [DoesNotReturn] void Fail(string? message = null);
}

/// <summary>Fails by <see cref="InvalidOperationException"/>, which every test framework understands.</summary>
public class DefaultVerifier : IVerifier
{
    public void Equal<T>(T expected, T actual, string? message = null) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), message ?? $"Expected '{expected}', got '{actual}'.");

    public void True([DoesNotReturnIf(false)] bool assert, string? message = null)
    {
        if (!assert) Fail(message);
    }

    public void False([DoesNotReturnIf(true)] bool assert, string? message = null) => True(!assert, message);

    [DoesNotReturn]
    public void Fail(string? message = null) => throw new InvalidOperationException(message ?? "The test failed.");
}
