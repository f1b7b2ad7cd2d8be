using System.Runtime.InteropServices;

namespace TerritoryTwin.Files.Formats;

/// <summary>Two folders take each other's names at once: at no moment is one of the names absent.</summary>
internal static class FolderExchange
{
    private const int CurrentFolder = -100;      // AT_FDCWD
    private const uint Exchange = 2;             // RENAME_EXCHANGE

    /// <summary>Exchanges the names of two folders of one file system; false, and nothing done, where the system cannot: it is not Linux, or the file system lacks it.</summary>
    public static bool TrySwap(string one, string other)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            return renameat2(CurrentFolder, one, CurrentFolder, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc")]
    private static extern int renameat2(int from, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int to, [MarshalAs(UnmanagedType.LPUTF8Str)] string newPath, uint flags);
}
