// The verifier watches the process, and what is thrown is seen by thread: one test at a time keeps the runs apart.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
