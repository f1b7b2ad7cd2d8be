using System.Globalization;
using System.Text.Unicode;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads a layer of an open GeoPackage.</summary>
internal sealed class GeoPackageReader(string path, SqliteConnection db)
{
    private const int LargestGrowth = 8;                               // a damaged index can show the same page again and again
    private const string WriteAnew = "Write it anew with `ogr2ogr OUT.gpkg IN.gpkg`.";
    private readonly ReadingNotes _notes = new();
    private long _budget = LargestGrowth * (new FileInfo(path).Length + 4096);

    /// <summary>Names of the layers, in the order of the file.</summary>
    public IReadOnlyList<string> Layers()
    {
        Run("pragma trusted_schema=off");
        return [.. Contents().Select(r => r[0]).OfType<string>()];
    }

    public VectorLayer Read(string? layer, Func<Crs?, Envelope?>? window)
    {
        Run("pragma trusted_schema=off");
        (string table, string geometry, long srs) = Find(layer);
        Crs? crs = CrsOf(srs);
        (List<string> names, List<string> types, string? key) = Columns(table, geometry);
        AttributeColumns columns = new();
        foreach (string name in names) columns.AddUnique(name);
        Envelope? box = geometry.Length == 0 ? null : window?.Invoke(crs);
        (List<Feature> features, int total) = Features(table, geometry, names, types, columns, new GeometryParts(_notes, crs?.Epsg ?? 0), box);
        if (key != null && !names.Contains(key)) _notes.Add($"the primary key `{key}` is not among the columns", table);
        return new VectorLayer(path, crs, columns.Names, features, _notes.Sentences(), total);
    }

    /// <summary>Table, column of the geometry (empty: none) and system of each layer.</summary>
    private List<object?[]> Contents()
    {
        if (Rows("select count(*) from sqlite_master where name in ('gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys')")[0][0] is not 3L)
            throw InputFile.Fault(path, "an SQLite file without the tables of a GeoPackage", "`gpkg_contents`, `gpkg_geometry_columns` and `gpkg_spatial_ref_sys`", WriteAnew);
        return Rows("select c.table_name, coalesce(g.column_name, ''), coalesce(g.srs_id, -1) from gpkg_contents c left join gpkg_geometry_columns g on g.table_name = c.table_name where c.table_name <> 'layer_styles' and c.data_type = 'attributes' or (c.data_type = 'features' and g.column_name is not null) order by c.rowid");
    }

    private (string Table, string Geometry, long Srs) Find(string? layer)
    {
        List<object?[]> all = Contents();
        string there = all.Count == 0 ? "none" : string.Join(", ", all.Take(20).Select(r => $"`{r[0]}`"));
        object?[][] found = [.. all.Where(r => layer == null || string.Equals(r[0] as string, layer, StringComparison.OrdinalIgnoreCase))];
        if (found.Length != 1 || found[0] is not [string table, string geometry, long srs])
            throw InputFile.Fault(path, layer == null ? $"{all.Count} layers" : $"no layer `{layer}`", layer == null ? "one, or the name of the one that is meant" : "the name of a layer that is there", $"There are: {there}.");
        object? sql = Rows("select sql from sqlite_master where type = 'table' and lower(name) = lower($name)", table).FirstOrDefault()?[0];
        if (sql is not string text || !text.StartsWith("CREATE TABLE", StringComparison.OrdinalIgnoreCase))
            throw InputFile.Fault(path, $"layer `{table}` that is no plain table", "a table", WriteAnew);
        return (table, geometry, srs);
    }

    private Crs? CrsOf(long srs)
    {
        if (srs is -1 or 0) return null;
        if (Rows("select organization, organization_coordsys_id, definition from gpkg_spatial_ref_sys where srs_id = $name", srs).FirstOrDefault() is not { } row)
            throw InputFile.Fault(path, $"coordinate reference system {srs} without definition", "a row of `gpkg_spatial_ref_sys`", WriteAnew);
        Crs? known = row[0] is string organization && organization.Equals("EPSG", StringComparison.OrdinalIgnoreCase) && row[1] is long code and > 0 and < int.MaxValue ? Crs.Find((int)code) : null;
        string wkt = row[2] as string ?? "";
        try
        {
            if (known == null) return Crs.FromWkt(wkt);
            CrsRecognition.RequireSame(wkt, known);
            return known;
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {e.Message}");
        }
    }

    private (List<string> Names, List<string> Types, string? Key) Columns(string table, string geometry)
    {
        List<string> names = [], types = [];
        string? key = null;
        foreach (object?[] row in Rows($"pragma table_info({GeoPackage.Quoted(table)})"))
        {
            string name = row[1] as string ?? "", type = (row[2] as string ?? "").ToUpperInvariant();
            if (row[5] is 1L) key = name;
            if (name.Equals(geometry, StringComparison.OrdinalIgnoreCase) || row[5] is 1L && name.ToLowerInvariant() is "fid" or "ogc_fid") continue;
            if (type.StartsWith("BLOB", StringComparison.Ordinal)) _notes.Add($"column {name} of bytes was left out", table);
            else
            {
                names.Add(name);
                types.Add(type);
            }
        }
        return (names, types, key is "fid" or "ogc_fid" ? null : key);
    }

    /// <summary>The rows of a table in the order of their numbers, one at a time. Of a window, the R-tree says which; without one that is whole, the box at the head of each geometry does.</summary>
    private (List<Feature> Features, int Total) Features(string table, string geometry, List<string> names, List<string> types, AttributeColumns columns, GeometryParts parts, Envelope? window)
    {
        string file = Path.GetFileName(path), row = RowName(table);
        GeoPackageGeometryReader shapes = new(parts);
        GeoPackageTree? tree = window == null ? null : Tree(table, geometry, row, window);
        List<Feature> features = [];
        using SqliteCommand select = db.CreateCommand();
        string shape = geometry.Length == 0 ? "null" : GeoPackage.Quoted(geometry);
        select.CommandText = $"select {string.Join(", ", names.Select(GeoPackage.Quoted).Prepend(shape).Prepend(row))} from {GeoPackage.Quoted(table)}{tree?.Condition} order by {row}";
        if (window != null) Bind(select, window);
        using SqliteDataReader reader = select.ExecuteReader();
        int record = 0;
        while (reader.Read())
        {
            if (tree == null) record++;
            else if (!tree.Ranks.TryGetValue(reader.GetInt64(0), out record)) throw InputFile.Fault($"{path}, {table}", $"a row {reader.GetInt64(0)} that is there and is not", "every row once", "The file is damaged; fetch it again.");
            if (window != null && BoxOf(reader) is { } box && !window.Intersects(box)) continue;
            string place = string.Create(CultureInfo.InvariantCulture, $"{file} {table} record {record}");
            parts.Place = place;
            Geometry? found = Shape(reader.GetValue(1), place);
            if (window != null && !VectorReader.Meets(found, window)) continue;
            object?[] values = new object?[names.Count];
            for (int i = 0; i < values.Length; i++) values[i] = Value(reader, i + 2, types[i], place);
            Spend(4 + values.Length, place);
            features.Add(new Feature(found, new AttributeRow(columns, null, values), place));
        }
        return (features, tree?.Total ?? record);

        Envelope? BoxOf(SqliteDataReader at)
        {
            Spend(4, file);
            if (at.IsDBNull(1)) return null;
            return GeoPackageGeometryReader.BoxOf(SQLitePCL.raw.sqlite3_column_blob(at.Handle, 1));
        }

        Geometry? Shape(object value, string place)
        {
            if (value is DBNull) return null;
            if (value is not byte[] blob) throw InputFile.Fault($"{path}, {place}", "a geometry that is no blob", "GeoPackage bytes", WriteAnew);
            Spend(blob.Length, place);
            try
            {
                return shapes.ReadBlob(blob);
            }
            catch (InvalidDataException e)
            {
                throw InputFile.Fault($"{path}, {place}", e.Message, "a GeoPackage geometry", WriteAnew);
            }
        }

        object? Value(SqliteDataReader at, int column, string type, string place)
        {
            object value = at.GetValue(column);
            if (value is string { Length: > 64 } text) Spend(text.Length - 64, file);
            if (value is string lost && lost.Contains(AttributeRow.Lost, StringComparison.Ordinal) && !Utf8.IsValid(SQLitePCL.raw.sqlite3_column_blob(at.Handle, column)))
                throw InputFile.Fault($"{path}, {place}", $"a text of the column `{at.GetName(column)}` that is not UTF-8", "texts in UTF-8", WriteAnew);
            return value switch
            {
                long number when type == "BOOLEAN" => number != 0,
                string date when type == "DATE" && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) => day,
                long or double or string => value,
                _ => null,
            };
        }
    }

    /// <summary>The name of the number of a row that no column takes for itself.</summary>
    private string RowName(string table)
    {
        string[] taken = [.. Rows($"pragma table_info({GeoPackage.Quoted(table)})").Select(r => r[1]).OfType<string>()];
        return new[] { "rowid", "_rowid_", "oid" }.FirstOrDefault(n => !taken.Contains(n, StringComparer.OrdinalIgnoreCase))
            ?? throw InputFile.Fault(path, $"layer `{table}` whose columns take all names of the number of a row", "one of `rowid`, `_rowid_` and `oid` left", WriteAnew);
    }

    /// <summary>What the R-tree of a layer says of a window; null where there is none, or it has not every shape.</summary>
    private GeoPackageTree? Tree(string table, string geometry, string row, Envelope window)
    {
        string name = $"rtree_{table}_{geometry}";
        if (Rows("select 1 from sqlite_master where name = 'gpkg_extensions'").Count == 0
            || !Rows("select column_name from gpkg_extensions where extension_name = 'gpkg_rtree_index' and lower(table_name) = lower($name)", table).Any(r => geometry.Equals(r[0] as string, StringComparison.OrdinalIgnoreCase))
            || Rows("select sql from sqlite_master where type = 'table' and lower(name) = lower($name)", name).FirstOrDefault()?[0] is not string sql
            || !sql.StartsWith("CREATE VIRTUAL TABLE", StringComparison.OrdinalIgnoreCase) || !sql.Contains("USING rtree", StringComparison.OrdinalIgnoreCase)) return null;

        string met = $"select id from {GeoPackage.Quoted(name)} where maxx >= $west and minx <= $east and maxy >= $south and miny <= $north";
        HashSet<long> hits = [];
        Each(met, r => hits.Add(r.GetInt64(0)));
        Dictionary<long, int> ranks = new(hits.Count);
        int total = 0, shapes = 0, indexed = 0;
        Each($"select {row}, {GeoPackage.Quoted(geometry)} is not null from {GeoPackage.Quoted(table)} order by {row}", r =>
        {
            total++;
            bool hasShape = r.GetInt64(1) != 0;
            if (hasShape) shapes++;
            if (!hasShape || hits.Contains(r.GetInt64(0))) ranks[r.GetInt64(0)] = total;
        });
        Each($"select rowid from {GeoPackage.Quoted(name + "_rowid")}", _ => indexed++);
        if (indexed == shapes) return new GeoPackageTree($" where {row} in ({met}) or {GeoPackage.Quoted(geometry)} is null", ranks, total);
        _notes.Add($"the R-tree has {indexed} of the {shapes} shapes and was passed over", table);
        return null;

        void Each(string sql, Action<SqliteDataReader> use)
        {
            using SqliteCommand command = db.CreateCommand();
            command.CommandText = sql;
            Bind(command, window);
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                Spend(4, "its index");
                use(reader);
            }
        }
    }

    private static void Bind(SqliteCommand command, Envelope window)
    {
        foreach ((string side, double value) in new[] { ("$west", window.MinX), ("$east", window.MaxX), ("$south", window.MinY), ("$north", window.MaxY) }) command.Parameters.AddWithValue(side, value);
    }

    private void Spend(int bytes, string place)
    {
        _budget -= bytes;
        if (_budget < 0) throw InputFile.Fault($"{path}, {place}", "more rows than the file can hold", "every row once", "The file is damaged; fetch it again.");
    }

    private void Run(string sql)
    {
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<object?[]> Rows(string sql, object? parameter = null)
    {
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = sql;
        if (parameter != null) command.Parameters.AddWithValue("$name", parameter);
        using SqliteDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            Spend(row.Length, "its list of layers");
            rows.Add(row);
        }
        return rows;
    }
}

/// <summary>What an R-tree says of a window.</summary>
/// <param name="Condition">Of SQL, for the rows that may meet it, those without a shape among them.</param>
/// <param name="Ranks">By the number of such a row, its rank among all, from 1.</param>
/// <param name="Total">Rows of the table.</param>
internal sealed record GeoPackageTree(string Condition, IReadOnlyDictionary<long, int> Ranks, int Total);
