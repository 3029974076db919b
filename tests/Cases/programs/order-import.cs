// case: An import of orders runs in units of work with retries
using System.Globalization;

sealed record OrderLine(string Article, int Count, decimal Price);

sealed record Order(int Number, string Customer, IReadOnlyList<OrderLine> Lines)
{
    public decimal Total => Lines.Sum(line => line.Count * line.Price);
}

sealed class ValidationException(string reason) : Exception(reason);

interface IOrderSource
{
    IAsyncEnumerable<Order> ReadAsync(CancellationToken cancellation);
}

sealed class ImportReport
{
    readonly List<string> problems = new();

    public int Imported { get; private set; }
    public IReadOnlyList<string> Problems => problems;
    public void Success() => Imported++;
    public void Problem(Order order, string text) => problems.Add(string.Create(CultureInfo.InvariantCulture, $"{order.Number}: {text}"));
}

sealed class OrderImport
{
    readonly Store store;
    readonly int retries;
    readonly Func<Order, string?>[] checks =
    [
        order => order.Lines.Count == 0 ? "no lines" : null,
        order => order.Customer.Length == 0 ? "no customer" : null,
        order => order.Lines.Any(line => line.Count <= 0) ? "a count is not positive" : null,
    ];

    public OrderImport(Store store, int retries)
    {
        this.store = store;
        this.retries = retries;
    }

    public async Task<ImportReport> RunAsync(IOrderSource source, CancellationToken cancellation)
    {
        var report = new ImportReport();
        await foreach (var order in source.ReadAsync(cancellation).WithCancellation(cancellation))
        {
            try
            {
                Validate(order);
                await SaveAsync(order, cancellation);
                report.Success();
            }
            catch (ValidationException e)
            {
                report.Problem(order, e.Message);
            }
            catch (IOException e) when (!cancellation.IsCancellationRequested)
            {
                report.Problem(order, $"not stored: {e.Message}");
            }
        }

        return report;
    }

    void Validate(Order order)
    {
        foreach (var check in checks)
        {
            if (check(order) is { } reason)
                throw new ValidationException(reason);
        }
    }

    async Task SaveAsync(Order order, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var work = await store.BeginAsync();
            try
            {
                var rows = Insert(work, order);
                if (rows < order.Lines.Count)
                    throw new IOException("Rows are missing.");
                work.Commit();
                return;
            }
            catch (IOException) when (attempt < retries)
            {
                work.Rollback();
            }
            catch
            {
                work.Rollback();
                throw;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellation);
        }
    }

    static int Insert(Work work, Order order)
    {
        work.Execute($"insert order {order.Number} {order.Customer}");
        foreach (var line in order.Lines)
            work.Execute($"insert line {line.Article} {line.Count} {line.Price.ToString(CultureInfo.InvariantCulture)}");
        return work.Rows;
    }
}
