// case: A router of leased messages hands each to one plugin, and forgets those without one
using System.Text;

interface IPlugin
{
    string Name { get; }
    bool Accepts(int topic);
    void Handle(Message message);
}

sealed class Message(int topic, Lease body)
{
    public int Topic { get; } = topic;
    public Lease Body { get; } = body;
    public DateTime Arrived { get; } = DateTime.UtcNow;
}

sealed class PrintingPlugin(TextWriter output) : IPlugin
{
    public string Name => "print";
    public bool Accepts(int topic) => topic < 100;
    public void Handle(Message message) => output.WriteLine($"{message.Topic}: {Encoding.UTF8.GetString(message.Body.Span)}");
}

sealed class CountingPlugin : IPlugin
{
    readonly Dictionary<int, long> bytes = new();

    public string Name => "count";
    public bool Accepts(int topic) => topic >= 100;

    public void Handle(Message message)
    {
        bytes.TryGetValue(message.Topic, out var so_far);
        bytes[message.Topic] = so_far + message.Body.Length;
    }
}

sealed class RouterBuilder
{
    readonly List<IPlugin> plugins = new();
    int largest = 256;

    public RouterBuilder Add(IPlugin plugin)
    {
        if (plugins.Any(other => other.Name == plugin.Name))
            throw new ArgumentException($"'{plugin.Name}' is there twice.");
        plugins.Add(plugin);
        return this;
    }

    public RouterBuilder Limit(int size)
    {
        largest = size;
        return this;
    }

    public Router Build(LeasePool pool) => new(pool, [.. plugins], largest);
}

sealed class Router
{
    readonly LeasePool pool;
    readonly IPlugin[] plugins;
    readonly int largest;
    int routed;
    int unrouted;

    public Router(LeasePool pool, IPlugin[] plugins, int largest)
    {
        this.pool = pool;
        this.plugins = plugins;
        this.largest = largest;
    }

    public string Summary => $"{routed} routed, {unrouted} not";

    public bool Receive(int topic, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > largest)
            return false;
        var lease = pool.Rent(payload.Length);
        lease.Write(payload);
        var message = new Message(topic, lease);
        var plugin = Find(topic);
        if (plugin is null)
        {
            unrouted++;
            pool.Return(message.Body);
            return false;
        }

        try
        {
            plugin.Handle(message);
            routed++;
        }
        finally
        {
            pool.Return(message.Body);
        }

        return true;
    }

    public int ReceiveAll(IEnumerable<(int Topic, string Text)> batch)
    {
        var accepted = 0;
        foreach (var (topic, text) in batch)
        {
            if (string.IsNullOrEmpty(text))
                continue;
            var bytes = Encoding.UTF8.GetBytes(text);
            if (!pool.TryRent(bytes.Length, out var lease)) // NDIS0005
                break;
            lease!.Write(bytes);
            var message = new Message(topic, lease);
            if (Find(topic) is not { } plugin)
            {
                unrouted++;
                continue;
            }

            plugin.Handle(message);
            accepted++;
            lease.Dispose();
        }

        routed += accepted;
        return accepted;
    }

    IPlugin? Find(int topic)
    {
        foreach (var plugin in plugins)
        {
            if (plugin.Accepts(topic))
                return plugin;
        }

        return null;
    }
}
