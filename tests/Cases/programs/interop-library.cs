// case: A wrapper of a native library marshals strings and arrays, with goto-free undo, old style
#nullable disable
using System.Security;
using System.Text;

namespace Interop
{
    [Flags]
    public enum OpenFlags
    {
        None = 0,
        ReadOnly = 1,
        Exclusive = 2
    }

    public class NativeException : Exception
    {
        private readonly int code;

        public NativeException(string operation, int code)
            : base(string.Format("{0} failed with {1}", operation, code))
        {
            this.code = code;
        }

        public int Code
        {
            get { return this.code; }
        }
    }

    [SuppressUnmanagedCodeSecurity]
    internal static class NativeMethods
    {
        [DllImport("kvstore")]
        internal static extern int kv_open(IntPtr path, int flags, out IntPtr database);

        [DllImport("kvstore")]
        internal static extern int kv_get(IntPtr database, IntPtr key, int keyLength, IntPtr value, ref int valueLength);

        [DllImport("kvstore")]
        internal static extern int kv_put(IntPtr database, IntPtr key, int keyLength, IntPtr value, int valueLength);

        [DllImport("kvstore")]
        internal static extern int kv_keys(IntPtr database, IntPtr names, int count);

        [DllImport("kvstore")]
        internal static extern void kv_close(IntPtr database);
    }

    public sealed class Database : IDisposable
    {
        private const int BufferTooSmall = 34;
        private IntPtr handle;
        private readonly Encoding encoding;
        private int reads;
        private int writes;

        public Database(string path, OpenFlags flags)
        {
            if (path == null)
            {
                throw new ArgumentNullException("path");
            }

            this.encoding = new UTF8Encoding(false);
            IntPtr native = Marshal.StringToHGlobalAnsi(path);
            int code;
            try
            {
                code = NativeMethods.kv_open(native, (int)flags, out this.handle);
            }
            finally
            {
                Marshal.FreeHGlobal(native);
            }

            if (code != 0)
            {
                throw new NativeException("open", code);
            }
        }

        public int Reads
        {
            get { return this.reads; }
        }

        public byte[] Get(string key)
        {
            this.Check();
            int keyLength;
            IntPtr nativeKey = this.ToNative(key, out keyLength);
            IntPtr value = IntPtr.Zero;
            try
            {
                int length = 256;
                value = Marshal.AllocHGlobal(length);
                int code = NativeMethods.kv_get(this.handle, nativeKey, keyLength, value, ref length);
                if (code == BufferTooSmall)
                {
                    value = Marshal.ReAllocHGlobal(value, (IntPtr)length);
                    code = NativeMethods.kv_get(this.handle, nativeKey, keyLength, value, ref length);
                }

                if (code != 0)
                {
                    return null;
                }

                byte[] result = new byte[length];
                Marshal.Copy(value, result, 0, length);
                this.reads++;
                return result;
            }
            finally
            {
                if (value != IntPtr.Zero)
                {
                    Marshal.FreeHGlobal(value);
                }

                Marshal.FreeHGlobal(nativeKey);
            }
        }

        public void Put(string key, byte[] value)
        {
            this.Check();
            int keyLength;
            IntPtr nativeKey = this.ToNative(key, out keyLength); // NDIS0005
            if (value == null)
            {
                throw new ArgumentNullException("value");
            }

            IntPtr nativeValue = Marshal.AllocHGlobal(value.Length);
            try
            {
                Marshal.Copy(value, 0, nativeValue, value.Length);
                int code = NativeMethods.kv_put(this.handle, nativeKey, keyLength, nativeValue, value.Length);
                if (code != 0)
                {
                    throw new NativeException("put", code);
                }

                this.writes++;
            }
            finally
            {
                Marshal.FreeHGlobal(nativeValue);
                Marshal.FreeHGlobal(nativeKey);
            }
        }

        public IList<string> Keys(int maximum)
        {
            this.Check();
            List<string> result = new List<string>();
            IntPtr table = Marshal.AllocHGlobal(maximum * IntPtr.Size);
            int count = NativeMethods.kv_keys(this.handle, table, maximum);
            if (count < 0)
            {
                Marshal.FreeHGlobal(table);
                throw new NativeException("keys", count);
            }

            for (int i = 0; i < count; i++)
            {
                IntPtr name = Marshal.ReadIntPtr(table, i * IntPtr.Size);
                if (name == IntPtr.Zero)
                {
                    continue;
                }

                result.Add(Marshal.PtrToStringAnsi(name));
            }

            Marshal.FreeHGlobal(table);
            return result;
        }

        private IntPtr ToNative(string text, out int length)
        {
            byte[] bytes = this.encoding.GetBytes(text);
            length = bytes.Length;
            IntPtr memory = Marshal.AllocHGlobal(Math.Max(1, bytes.Length));
            Marshal.Copy(bytes, 0, memory, bytes.Length);
            return memory;
        }

        private void Check()
        {
            if (this.handle == IntPtr.Zero)
            {
                throw new ObjectDisposedException("Database");
            }
        }

        public void Dispose()
        {
            if (this.handle != IntPtr.Zero)
            {
                NativeMethods.kv_close(this.handle);
                this.handle = IntPtr.Zero;
            }

            Console.WriteLine("{0} reads, {1} writes", this.reads, this.writes);
        }
    }
}
