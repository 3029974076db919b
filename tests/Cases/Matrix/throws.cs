// A throw is a way out, and a handler is a way on.

// flow: A throw between acquire and release
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire; // NDIS0005 where exceptions
        $ask(x) return;
        if (n < 0)
            throw new ArgumentOutOfRangeException(nameof(n));
        $release(x);
    }

    public void Good(int n)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            if (n < 0)
                throw new ArgumentOutOfRangeException(nameof(n));
            $use(x);
        }
        finally
        {
            $release(x);
        }
    }
}

// flow: A throw that the same method catches
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        try
        {
            if (n < 0)
                throw new ArgumentOutOfRangeException(nameof(n));
            $release(x);
        }
        catch (ArgumentException)
        {
            Console.WriteLine(n);
        }
    }

    public void Good(int n)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            if (n < 0)
                throw new ArgumentOutOfRangeException(nameof(n));
        }
        catch (ArgumentException)
        {
            Console.WriteLine(n);
        }

        $release(x);
    }
}

// flow: A helper that only throws
class Flow($Source source)
{
    static void Fail(int n) => throw new InvalidOperationException(n.ToString());

    public void Bad(int n)
    {
        var x = $acquire; // NDIS0005 where exceptions
        $ask(x) return;
        if (n < 0)
            Fail(n);
        $release(x);
    }

    public void Good(int n)
    {
        if (n < 0)
            Fail(n);
        var x = $acquire;
        $ask(x) return;
        $release(x);
    }
}

// flow: A throw expression
class Flow($Source source)
{
    public int Bad(string? text)
    {
        var x = $acquire; // NDIS0005 where exceptions
        $ask(x) return 0;
        var length = (text ?? throw new ArgumentNullException(nameof(text))).Length;
        $release(x);
        return length;
    }

    public int Good(string? text)
    {
        var length = (text ?? throw new ArgumentNullException(nameof(text))).Length;
        var x = $acquire;
        $ask(x) return 0;
        $release(x);
        return length;
    }
}

// flow: A handler that logs and throws on
class Flow($Source source)
{
    public void Bad(Stream stream)
    {
        var x = $acquire; // NDIS0005 where exceptions
        $ask(x) return;
        try
        {
            stream.Flush();
        }
        catch (IOException e)
        {
            Console.WriteLine(e.Message);
            throw;
        }

        $release(x);
    }

    public void Good(Stream stream)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            stream.Flush();
        }
        catch (IOException e)
        {
            Console.WriteLine(e.Message);
            $release(x);
            throw;
        }

        $release(x);
    }
}

// flow: Released in the handler and behind it
class Flow($Source source)
{
    public void Bad(Stream stream)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            stream.Flush();
        }
        catch (IOException)
        {
            $release(x);
        }

        $release(x); // NDIS0003
    }

    public void Good(Stream stream)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            stream.Flush();
        }
        catch (IOException)
        {
            $use(x);
        }

        $release(x);
    }
}

// flow: Released in the try and in the finally
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            if (n > 3)
                $release(x);
        }
        finally
        {
            $release(x); // NDIS0003
        }
    }

    public void Good(int n)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            if (n > 3)
                return;
            $use(x);
        }
        finally
        {
            $release(x);
        }
    }
}

// flow: Used in the handler behind the release
class Flow($Source source)
{
    public void Bad(Stream stream)
    {
        var x = $acquire;
        $ask(x) return;
        $release(x);
        try
        {
            stream.Flush();
        }
        catch (IOException)
        {
            $use(x); // NDIS0004
        }
    }

    public void Good(Stream stream)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            stream.Flush();
        }
        catch (IOException)
        {
            $use(x);
        }
        finally
        {
            $release(x);
        }
    }
}

// flow: A finally that asks a flag
class Flow($Source source)
{
    public void Bad(int n)
    {
        var done = false;
        var x = $acquire; // NDIS0005
        $ask(x) return;
        try
        {
            if (n > 3)
                done = true;
        }
        finally
        {
            if (done)
                $release(x);
        }
    }

    public void Good(int n)
    {
        var kept = true;
        var x = $acquire;
        $ask(x) return;
        try
        {
            if (n > 3)
            {
                $release(x);
                kept = false;
            }
        }
        finally
        {
            if (kept)
                $release(x);
        }
    }
}

// flow: Two objects, the second is not to be had
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire; // NDIS0005 where exceptions
        $ask(x) return;
        var y = $acquire; // NDIS0005 where exceptions
        $ask(y) goto one;
        if (n < 0)
            throw new ArgumentException("n");
        $release(y);
    one:
        $release(x);
    }

    public void Good(int n)
    {
        var x = $acquire;
        $ask(x) return;
        try
        {
            var y = $acquire;
            $ask(y) return;
            try
            {
                if (n < 0)
                    throw new ArgumentException("n");
            }
            finally
            {
                $release(y);
            }
        }
        finally
        {
            $release(x);
        }
    }
}
