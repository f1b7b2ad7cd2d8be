using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace TerritoryTwin.Files.Formats;

/// <summary>Fills a new GeoPackage: streams rows through prepared commands in one transaction.</summary>
internal sealed class GeoPackageWriter(SqliteConnection db)
{
    private const string LastChange = "2000-01-01T00:00:00.000Z";      // the same results, the same bytes
    private const int HeaderLength = 40;

    public void Write(IReadOnlyList<GeoPackageLayer> layers)
    {
        foreach (GeoPackageLayer layer in layers) RequireNames(layer);
        if (layers.Count == 0 || layers.Select(l => l.Name.ToUpperInvariant()).Distinct().Count() != layers.Count)
            throw new ArgumentException("a GeoPackage wants at least one layer, each with its own name", nameof(layers));
        Execute("pragma application_id=0x47504B47; pragma user_version=10300; pragma journal_mode=off; pragma synchronous=off");
        using SqliteTransaction transaction = db.BeginTransaction();
        Execute(Schema);
        foreach (Crs crs in layers.Select(l => l.Crs).OfType<Crs>().Where(c => c.Epsg != 4326).DistinctBy(c => c.Epsg)) AddSystem(crs);
        foreach (GeoPackageLayer layer in layers) AddLayer(layer);
        transaction.Commit();
    }

    private static string Schema =>
        $"""
        create table gpkg_spatial_ref_sys(srs_name text not null, srs_id integer primary key, organization text not null,
            organization_coordsys_id integer not null, definition text not null, description text);
        create table gpkg_contents(table_name text not null primary key, data_type text not null, identifier text unique, description text default '',
            last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x double, min_y double, max_x double, max_y double, srs_id integer,
            constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys(srs_id));
        create table gpkg_geometry_columns(table_name text not null, column_name text not null, geometry_type_name text not null, srs_id integer not null,
            z tinyint not null, m tinyint not null, constraint pk_geom_cols primary key (table_name, column_name), constraint uk_gc_table_name unique (table_name),
            constraint fk_gc_tn foreign key (table_name) references gpkg_contents(table_name), constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys(srs_id));
        create table gpkg_extensions(table_name text, column_name text, extension_name text not null, definition text not null, scope text not null,
            constraint ge_tce unique (table_name, column_name, extension_name));
        insert into gpkg_spatial_ref_sys values ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', null), ('Undefined geographic', 0, 'NONE', 0, 'undefined', null),
            ('WGS 84', 4326, 'EPSG', 4326, '{Crs.FromEpsg(4326).Wkt}', null);
        """;

    private void AddSystem(Crs crs) => Execute("insert into gpkg_spatial_ref_sys values ($p0, $p1, 'EPSG', $p1, $p2, null)", crs.Name, crs.Epsg, crs.Wkt);

    private void AddLayer(GeoPackageLayer layer)
    {
        if (layer.GeometryType.Length == 0)
        {
            AddTable(layer);
            return;
        }
        int srs = layer.Crs?.Epsg ?? -1;
        string rtree = $"rtree_{layer.Name}_geom";
        Execute($"create table {GeoPackage.Quoted(layer.Name)}(fid integer primary key autoincrement not null, geom {layer.GeometryType}{string.Concat(layer.Columns.Select(c => $", {GeoPackage.Quoted(c.Name)} {SqlType(c.Type)}"))})");
        Execute($"create virtual table {rtree} using rtree(id, minx, maxx, miny, maxy)");
        Envelope all = AddRows(layer, rtree, srs);
        Execute("insert into gpkg_contents values ($p0, 'features', $p0, $p1, $p2, $p3, $p4, $p5, $p6, $p7)", layer.Name, layer.Description, LastChange,
            Bound(all.MinX), Bound(all.MinY), Bound(all.MaxX), Bound(all.MaxY), srs);
        Execute("insert into gpkg_geometry_columns values ($p0, 'geom', $p1, $p2, 0, 0)", layer.Name, layer.GeometryType, srs);
        Execute("insert into gpkg_extensions values ($p0, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", layer.Name);
        AddTriggers(GeoPackage.Quoted(layer.Name), rtree);

        object Bound(double value) => all.IsNull ? DBNull.Value : value;
    }

    /// <summary>A table without geometry, which the standard calls attributes.</summary>
    private void AddTable(GeoPackageLayer layer)
    {
        Execute($"create table {GeoPackage.Quoted(layer.Name)}(fid integer primary key autoincrement not null{string.Concat(layer.Columns.Select(c => $", {GeoPackage.Quoted(c.Name)} {SqlType(c.Type)}"))})");
        using SqliteCommand insert = db.CreateCommand();
        SqliteParameter[] values = [.. layer.Columns.Select((_, i) => new SqliteParameter($"$v{i}", null))];
        insert.Parameters.AddRange(values);
        insert.CommandText = $"insert into {GeoPackage.Quoted(layer.Name)} values ({string.Join(", ", values.Select(p => p.ParameterName).Prepend("null"))})";
        foreach (GeoPackageRow row in layer.Rows)
        {
            if (row.Values.Count != values.Length) throw new ArgumentException($"table {layer.Name}: a row of {row.Values.Count} values for {values.Length} columns");
            for (int i = 0; i < values.Length; i++) values[i].Value = Stored(row.Values[i]);
            insert.ExecuteNonQuery();
        }
        Execute("insert into gpkg_contents values ($p0, 'attributes', $p0, $p1, $p2, null, null, null, null, null)", layer.Name, layer.Description, LastChange);
    }

    private Envelope AddRows(GeoPackageLayer layer, string rtree, int srs)
    {
        using SqliteCommand insert = db.CreateCommand(), index = db.CreateCommand();
        SqliteParameter geometry = insert.Parameters.Add("$g", SqliteType.Blob);
        SqliteParameter[] values = [.. layer.Columns.Select((_, i) => new SqliteParameter($"$v{i}", null))];
        insert.Parameters.AddRange(values);
        insert.CommandText = $"insert into {GeoPackage.Quoted(layer.Name)} values ({string.Join(", ", insert.Parameters.Cast<SqliteParameter>().Select(p => p.ParameterName).Prepend("null"))})";
        SqliteParameter[] box = [.. "01234".Select(i => new SqliteParameter($"$b{i}", null))];
        index.Parameters.AddRange(box);
        index.CommandText = $"insert into {rtree} values ($b0, $b1, $b2, $b3, $b4)";

        WKBWriter wkb = new(ByteOrder.LittleEndian);
        Envelope all = new();
        long fid = 0;
        foreach (GeoPackageRow row in layer.Rows)
        {
            fid++;
            if (row.Values.Count != values.Length) throw new ArgumentException($"layer {layer.Name}, row {fid}: {row.Values.Count} values for {values.Length} columns");
            Envelope extent = row.Geometry?.EnvelopeInternal ?? new Envelope();
            geometry.Value = extent.IsNull || row.Geometry == null ? DBNull.Value : Blob(wkb.Write(row.Geometry), extent, srs);
            for (int i = 0; i < values.Length; i++) values[i].Value = Stored(row.Values[i]);
            insert.ExecuteNonQuery();
            if (extent.IsNull) continue;
            (box[0].Value, box[1].Value, box[2].Value, box[3].Value, box[4].Value) = (fid, extent.MinX, extent.MaxX, extent.MinY, extent.MaxY);
            index.ExecuteNonQuery();
            all.ExpandToInclude(extent);
        }
        return all;
    }

    /// <summary>The letters GP, version 0, flags (little-endian, an xy envelope follows), system, envelope, then WKB.</summary>
    private static byte[] Blob(byte[] wkb, Envelope extent, int srs)
    {
        byte[] blob = new byte[HeaderLength + wkb.Length];
        (blob[0], blob[1], blob[3]) = ((byte)'G', (byte)'P', 0b011);
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(4), srs);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(8), extent.MinX);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(16), extent.MaxX);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(24), extent.MinY);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(32), extent.MaxY);
        wkb.CopyTo(blob, HeaderLength);
        return blob;
    }

    /// <summary>Keeps the R-tree true when somebody edits the layer, as the extension wants (OGC 12-128r18, annex F.3).</summary>
    private void AddTriggers(string table, string rtree)
    {
        const string box = "NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)";
        const string filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))", bare = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))";
        Trigger("insert", $"AFTER INSERT ON {table} WHEN {filled}", $"INSERT OR REPLACE INTO {rtree} VALUES ({box});");
        Trigger("update1", $"AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND {filled}", $"INSERT OR REPLACE INTO {rtree} VALUES ({box});");
        Trigger("update2", $"AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND {bare}", $"DELETE FROM {rtree} WHERE id = OLD.fid;");
        Trigger("update3", $"AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {filled}", $"DELETE FROM {rtree} WHERE id = OLD.fid; INSERT OR REPLACE INTO {rtree} VALUES ({box});");
        Trigger("update4", $"AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {bare}", $"DELETE FROM {rtree} WHERE id IN (OLD.fid, NEW.fid);");
        Trigger("delete", $"AFTER DELETE ON {table} WHEN OLD.geom NOT NULL", $"DELETE FROM {rtree} WHERE id = OLD.fid;");

        void Trigger(string name, string when, string action) => Execute($"CREATE TRIGGER {rtree}_{name} {when} BEGIN {action} END");
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        double number => double.IsNaN(number) ? DBNull.Value : number,
        float number => float.IsNaN(number) ? DBNull.Value : (double)number,
        bool yes => yes ? 1L : 0L,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string or long or int => value,
        _ => throw new ArgumentException($"a value of type {value.GetType().Name}; text, numbers, bool and DateOnly are stored"),
    };

    private static string SqlType(GeoPackageType type) => type switch
    {
        GeoPackageType.Text => "TEXT",
        GeoPackageType.Real => "REAL",
        GeoPackageType.Integer => "INTEGER",
        GeoPackageType.Boolean => "BOOLEAN",
        _ => "DATE",
    };

    private static void RequireNames(GeoPackageLayer layer)
    {
        string[] names = [layer.Name, layer.GeometryType.Length == 0 ? "TABLE" : layer.GeometryType, .. layer.Columns.Select(c => c.Name)];
        foreach (string name in names)
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                throw new ArgumentException($"the name `{name}` is not made of letters, digits and underscores");
        if (layer.Columns.Select(c => c.Name.ToUpperInvariant()).Concat(["FID", "GEOM"]).Distinct().Count() != layer.Columns.Count + 2)
            throw new ArgumentException($"layer {layer.Name}: each column wants its own name, other than `fid` and `geom`");
    }

    private void Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters.Length; i++) command.Parameters.AddWithValue($"$p{i}", parameters[i]);
        command.ExecuteNonQuery();
    }
}
