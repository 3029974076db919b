namespace NdisRules.Tool.Reporting;

/// <summary>
/// A file that a report goes to. It is opened before the work begins, so that a folder that cannot be written costs no time, and takes its name
/// only when it is whole: whatever happens before, an older file of that name stays as it was.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    readonly string path;
    readonly string temporary;
    bool isWhole;

    OutputFile(string path)
    {
        this.path = path;
        temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
    }

    public static OutputFile Open(string path)
    {
        var file = new OutputFile(Path.GetFullPath(path));
        try
        {
            if (Directory.Exists(file.path))
                throw new IOException("it is a folder");
            File.WriteAllBytes(file.temporary, []);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ToolException($"'{path}' cannot be written: {e.Message}");
        }
    }

    public void Write(Action<Stream> write)
    {
        using (var stream = File.Create(temporary))
            write(stream);
        File.Move(temporary, path, overwrite: true);
        isWhole = true;
    }

    public void Dispose()
    {
        if (!isWhole)
            File.Delete(temporary);
    }
}
