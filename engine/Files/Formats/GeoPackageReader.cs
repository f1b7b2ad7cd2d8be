using System.Globalization;
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

    public VectorLayer Read(string? layer)
    {
        Run("pragma trusted_schema=off");
        (string table, string geometry, long srs) = Find(layer);
        Crs? crs = CrsOf(srs);
        (List<string> names, List<string> types, string? key) = Columns(table, geometry);
        AttributeColumns columns = new();
        foreach (string name in names) columns.AddUnique(name);
        List<Feature> features = Features(table, geometry, names, types, columns, new GeometryParts(_notes, crs?.Epsg ?? 0));
        if (key != null && !names.Contains(key)) _notes.Add($"the primary key `{key}` is not among the columns", table);
        return new VectorLayer(path, crs, columns.Names, features, _notes.Sentences());
    }

    private (string Table, string Geometry, long Srs) Find(string? layer)
    {
        if (Rows("select count(*) from sqlite_master where name in ('gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys')")[0][0] is not 3L)
            throw InputFile.Fault(path, "an SQLite file without the tables of a GeoPackage", "`gpkg_contents`, `gpkg_geometry_columns` and `gpkg_spatial_ref_sys`", WriteAnew);
        List<object?[]> all = Rows("select c.table_name, coalesce(g.column_name, ''), coalesce(g.srs_id, -1) from gpkg_contents c left join gpkg_geometry_columns g on g.table_name = c.table_name where c.table_name <> 'layer_styles' and c.data_type = 'attributes' or (c.data_type = 'features' and g.column_name is not null) order by c.rowid");
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

    private List<Feature> Features(string table, string geometry, List<string> names, List<string> types, AttributeColumns columns, GeometryParts parts)
    {
        string file = Path.GetFileName(path);
        GeoPackageGeometryReader shapes = new(parts);
        List<Feature> features = [];
        using SqliteCommand select = db.CreateCommand();
        select.CommandText = $"select {string.Join(", ", names.Select(GeoPackage.Quoted).Prepend(geometry.Length == 0 ? "null" : GeoPackage.Quoted(geometry)))} from {GeoPackage.Quoted(table)} order by rowid";
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{file} {table} record {features.Count + 1}");
            object?[] values = new object?[names.Count];
            for (int i = 0; i < values.Length; i++) values[i] = Value(reader.GetValue(i + 1), types[i]);
            Spend(4 + values.Length, place);
            parts.Place = place;
            features.Add(new Feature(Shape(reader.GetValue(0), place), new AttributeRow(columns, null, values), place));
        }
        return features;

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

        object? Value(object value, string type)
        {
            if (value is string { Length: > 64 } text) Spend(text.Length - 64, file);
            return value switch
            {
                long number when type == "BOOLEAN" => number != 0,
                string date when type == "DATE" && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) => day,
                long or double or string => value,
                _ => null,
            };
        }
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
