// case: A solver of linear equations over rented matrices leaves the pivots where the matrix is singular
using System.Numerics;

sealed class SingularException(int column) : ArithmeticException($"Column {column} has no pivot.")
{
    public int Column { get; } = column;
}

readonly ref struct MatrixView<T>(Span<T> values, int rows, int columns) where T : INumber<T>
{
    readonly Span<T> values = values;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public ref T this[int row, int column] => ref values[row * Columns + column];
    public Span<T> Row(int row) => values.Slice(row * Columns, Columns);
}

static class LinearSolver
{
    public static bool TrySolve<T>(ReadOnlySpan<T> matrix, ReadOnlySpan<T> right, Span<T> solution) where T : struct, INumber<T>
    {
        var size = right.Length;
        if (matrix.Length != size * size || solution.Length < size)
            throw new ArgumentException("The sizes do not fit.");
        if (size == 0)
            return true;

        var work = ArrayPool<T>.Shared.Rent(size * size);
        var pivots = ArrayPool<int>.Shared.Rent(size); // NDIS0005
        matrix.CopyTo(work);
        right.CopyTo(solution);
        var view = new MatrixView<T>(work, size, size);
        for (var column = 0; column < size; column++)
        {
            var best = FindPivot(view, column);
            if (best < 0)
            {
                ArrayPool<T>.Shared.Return(work);
                return false;
            }

            pivots[column] = best;
            if (best != column)
            {
                Swap(view, best, column);
                (solution[best], solution[column]) = (solution[column], solution[best]);
            }

            Eliminate(view, solution, column);
        }

        for (var row = size - 1; row >= 0; row--)
        {
            var sum = solution[row];
            for (var column = row + 1; column < size; column++)
                sum -= view[row, column] * solution[column];
            solution[row] = sum / view[row, row];
        }

        ArrayPool<int>.Shared.Return(pivots);
        ArrayPool<T>.Shared.Return(work);
        return true;
    }

    public static T Determinant<T>(ReadOnlySpan<T> matrix, int size) where T : struct, INumber<T>
    {
        var work = ArrayPool<T>.Shared.Rent(size * size);
        try
        {
            matrix.CopyTo(work);
            var view = new MatrixView<T>(work, size, size);
            var result = T.One;
            Span<T> none = new T[size];
            for (var column = 0; column < size; column++)
            {
                var best = FindPivot(view, column);
                if (best < 0)
                    return T.Zero;
                if (best != column)
                {
                    Swap(view, best, column);
                    result = -result;
                }

                result *= view[column, column];
                Eliminate(view, none, column);
            }

            return result;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(work);
        }
    }

    static int FindPivot<T>(MatrixView<T> view, int column) where T : INumber<T>
    {
        var best = -1;
        var largest = T.Zero;
        for (var row = column; row < view.Rows; row++)
        {
            var size = T.Abs(view[row, column]);
            if (size > largest)
            {
                largest = size;
                best = row;
            }
        }

        return best;
    }

    static void Swap<T>(MatrixView<T> view, int left, int right) where T : INumber<T>
    {
        var a = view.Row(left);
        var b = view.Row(right);
        for (var i = 0; i < a.Length; i++)
            (a[i], b[i]) = (b[i], a[i]);
    }

    static void Eliminate<T>(MatrixView<T> view, Span<T> solution, int column) where T : INumber<T>
    {
        for (var row = column + 1; row < view.Rows; row++)
        {
            var factor = view[row, column] / view[column, column];
            for (var i = column; i < view.Columns; i++)
                view[row, i] -= factor * view[column, i];
            solution[row] -= factor * solution[column];
        }
    }
}
