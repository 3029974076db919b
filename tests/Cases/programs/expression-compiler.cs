// case: A visitor evaluates expressions over rented vectors and keeps one when the lengths differ
abstract record Node
{
    public abstract T Accept<T>(IVisitor<T> visitor);
}

sealed record Constant(double Value) : Node
{
    public override T Accept<T>(IVisitor<T> visitor) => visitor.Visit(this);
}

sealed record Column(string Name) : Node
{
    public override T Accept<T>(IVisitor<T> visitor) => visitor.Visit(this);
}

sealed record Sum(Node Left, Node Right) : Node
{
    public override T Accept<T>(IVisitor<T> visitor) => visitor.Visit(this);
}

sealed record Scale(Node Inner, double Factor) : Node
{
    public override T Accept<T>(IVisitor<T> visitor) => visitor.Visit(this);
}

interface IVisitor<T>
{
    T Visit(Constant node);
    T Visit(Column node);
    T Visit(Sum node);
    T Visit(Scale node);
}

sealed class Printer : IVisitor<string>
{
    public string Visit(Constant node) => node.Value.ToString("R");
    public string Visit(Column node) => $"[{node.Name}]";
    public string Visit(Sum node) => $"({node.Left.Accept(this)} + {node.Right.Accept(this)})";
    public string Visit(Scale node) => $"{node.Factor} * {node.Inner.Accept(this)}";
}

sealed class Table
{
    readonly Dictionary<string, double[]> columns = new();
    public int Rows { get; private set; }

    public void Add(string name, double[] values)
    {
        if (columns.Count > 0 && values.Length != Rows)
            throw new ArgumentException("All columns have the same length.");
        Rows = values.Length;
        columns.Add(name, values);
    }

    public double[]? Find(string name) => columns.GetValueOrDefault(name);
}

sealed class Aggregation(Table table)
{
    readonly Printer printer = new();

    public double Mean(Node left, Node right)
    {
        var rows = table.Rows;
        if (rows == 0)
            return double.NaN;
        var a = ArrayPool<double>.Shared.Rent(rows);
        var b = ArrayPool<double>.Shared.Rent(rows);
        Fill(left, a.AsSpan(0, rows));
        Fill(right, b.AsSpan(0, rows));
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
            sum += a[i] * b[i];
        ArrayPool<double>.Shared.Return(a);
        ArrayPool<double>.Shared.Return(b);
        return sum / rows;
    }

    public bool TryCorrelate(Node left, Node right, out double result)
    {
        result = 0;
        var rows = table.Rows;
        if (rows < 2)
            return false;
        var a = ArrayPool<double>.Shared.Rent(rows); // NDIS0005
        if (!Fill(left, a.AsSpan(0, rows)))
        {
            ArrayPool<double>.Shared.Return(a);
            return false;
        }

        var b = ArrayPool<double>.Shared.Rent(rows);
        if (!Fill(right, b.AsSpan(0, rows)))
        {
            Console.Error.WriteLine($"cannot evaluate {right.Accept(printer)}");
            ArrayPool<double>.Shared.Return(b);
            return false;
        }

        double meanA = Mean(a, rows), meanB = Mean(b, rows), above = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < rows; i++)
        {
            above += (a[i] - meanA) * (b[i] - meanB);
            squareA += Math.Pow(a[i] - meanA, 2);
            squareB += Math.Pow(b[i] - meanB, 2);
        }

        ArrayPool<double>.Shared.Return(a);
        ArrayPool<double>.Shared.Return(b);
        result = above / Math.Sqrt(squareA * squareB);
        return !double.IsNaN(result);
    }

    static double Mean(double[] values, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += values[i];
        return sum / count;
    }

    bool Fill(Node node, Span<double> destination)
    {
        switch (node)
        {
            case Constant constant:
                destination.Fill(constant.Value);
                return true;
            case Column column when table.Find(column.Name) is { } values:
                values.CopyTo(destination);
                return true;
            case Scale scale:
                if (!Fill(scale.Inner, destination))
                    return false;
                foreach (ref var value in destination)
                    value *= scale.Factor;
                return true;
            case Sum sum:
                return FillSum(sum, destination);
            default:
                return false;
        }
    }

    bool FillSum(Sum sum, Span<double> destination)
    {
        if (!Fill(sum.Left, destination))
            return false;
        var other = ArrayPool<double>.Shared.Rent(destination.Length);
        var isFilled = Fill(sum.Right, other.AsSpan(0, destination.Length));
        for (var i = 0; isFilled && i < destination.Length; i++)
            destination[i] += other[i];
        ArrayPool<double>.Shared.Return(other);
        return isFilled;
    }
}
