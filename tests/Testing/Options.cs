namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which compiler diagnostics must be expected by the test; below the chosen level they are ignored.</summary>
public enum CompilerDiagnostics { None, Errors, Warnings, Suggestions, All }

/// <summary>Checks that run besides the comparison of findings.</summary>
[Flags]
public enum TestBehaviors
{
    None = 0,
    /// <summary>Do not require silence when every source starts with <c>// &lt;auto-generated&gt;</c>.</summary>
    SkipGeneratedCodeCheck = 1,
    /// <summary>Do not require silence when every source starts with <c>#pragma warning disable</c>.</summary>
    SkipSuppressionCheck = 2,
}

[Flags]
public enum CodeFixTestBehaviors
{
    None = 0,
    SkipFixAllInDocumentCheck = 1,
    SkipFixAllInProjectCheck = 2,
    SkipFixAllInSolutionCheck = 4,
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,
    /// <summary>Apply the fix once, whatever else could be fixed.</summary>
    FixOne = 8,
}

[Flags]
public enum DiagnosticOptions { None = 0, IgnoreAdditionalLocations = 1, IgnoreSeverity = 2 }

[Flags]
public enum DiagnosticLocationOptions { None = 0, IgnoreLength = 1, InterpretAsMarkupKey = 2 }
