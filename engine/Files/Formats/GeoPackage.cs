using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads and writes GeoPackage 1.3 files (OGC 12-128r18), which QGIS and GDAL open.</summary>
public static class GeoPackage
{
    static GeoPackage() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Writes layers to a new file, aside first, then renamed, each with its R-tree. The same rows give the same bytes.</summary>
    /// <param name="path">Replaced when it exists.</param>
    /// <param name="layers">At least one. Geometries are written flat (x, y).</param>
    /// <exception cref="ArgumentException">A name is not made of letters, digits and underscores, or stands twice; a row has another number of values than the layer has columns.</exception>
    public static void Write(string path, params IReadOnlyList<GeoPackageLayer> layers)
    {
        string aside = AtomicFile.Aside(path);
        try
        {
            using (SqliteConnection db = new(new SqliteConnectionStringBuilder { DataSource = aside, Pooling = false }.ToString()))
            {
                db.Open();
                new GeoPackageWriter(db).Write(layers);
            }
            AtomicFile.Rename(aside, path);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Reads one layer. A primary key called <c>fid</c> or <c>ogc_fid</c> is no column.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">Its table; null where the file has one alone.</param>
    /// <param name="window">As for <see cref="VectorReader.Read"/>; a table without a geometry column is read whole.</param>
    /// <exception cref="InputException">The file is missing or damaged, or the layer is not there.</exception>
    public static VectorLayer Read(string path, string? layer = null, Func<Crs?, Envelope?>? window = null) => Opened(path, reader => reader.Read(layer, window));

    /// <summary>The names of its layers, in the order of the file.</summary>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    internal static IReadOnlyList<string> Layers(string path) => Opened(path, reader => reader.Layers());

    private static T Opened<T>(string path, Func<GeoPackageReader, T> read) => Opened(path, "GeoPackage", "write it anew with `ogr2ogr`", db => read(new GeoPackageReader(path, db)));

    /// <summary>Reads an SQLite file.</summary>
    /// <param name="path">The file.</param> <param name="format">What it should be.</param> <param name="remedy">How a damaged one is made anew.</param> <param name="read">Reads.</param>
    internal static T Opened<T>(string path, string format, string remedy, Func<SqliteConnection, T> read) =>
        InputFile.Guard(path, format, () =>
        {
            InputFile.Require(path, format);
            if (File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0)
                throw InputFile.Fault(path, "changes that another program has not finished (a file -wal beside it)", "a closed file", "Close it in QGIS and try again.");
            string uri = $"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";      // no side files
            try
            {
                using SqliteConnection db = new(new SqliteConnectionStringBuilder { DataSource = uri, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
                db.Open();
                return read(db);
            }
            catch (SqliteException e)
            {
                throw InputFile.Fault(path, $"cannot be read ({e.Message.TrimEnd('.')})", $"a {format}, which is an SQLite file", $"Fetch the file again, or {remedy}.");
            }
        });

    /// <summary>A name in double quotes for SQL.</summary>
    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
