namespace NdisRules.Oracle.Programs;

/// <summary>What a program may be made of. The table of results has a row for each.</summary>
enum Construct
{
    Branch,
    CorrelatedFlag,
    Loop,
    EarlyExit,
    TryCatch,
    TryFinally,
    Throw,
    Switch,
    Pattern,
    Helper,
    HelperWithResult,
    OutParameter,
    RefParameter,
    Alias,
    Field,
    Struct,
    ClassInstance,
    Collection,
    Lambda,
    LocalFunction,
    Dispatch,
    Async,
    Recursion,
    Using,
    Clone,
    Context,
    Pool,
    LifeCycle,
}
