using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>Adds to the objects of a layer what tables say of them, by a common key or by place.</summary>
/// <param name="layer">Name of the layer.</param>
/// <param name="files">Where tables are sought.</param>
/// <param name="window">What is wanted of a file of points; null: everything.</param>
/// <param name="report">Says what matched.</param>
internal sealed class TableJoins(string layer, SourceFiles files, Func<Crs, Envelope>? window, ImportReport report)
{
    /// <summary>The layer with the columns that its mapping names of the tables.</summary>
    /// <exception cref="InputException">A table is absent, or lacks a column.</exception>
    public VectorLayer Join(VectorLayer source, LayerMapping mapping)
    {
        HashSet<string> named = [.. mapping.Columns, .. mapping.Joins.Select(static j => j.Ours)], counted = [.. mapping.Counted], numbers = [.. mapping.NumbersOf(layer)];
        foreach (JoinMapping join in mapping.Joins)
        {
            string[] columns = [.. named.Where(c => c.StartsWith(join.Name + ".", StringComparison.Ordinal)).Select(c => c[(join.Name.Length + 1)..])];
            IReadOnlyList<string> paths = files.Find(join.Files);
            if (paths.Count == 0 && !join.Optional)
                throw new InputException($"{layer}: no file fits {string.Join(", ", join.Files.Select(static f => $"`{f}`"))}, to be joined as `{join.Name}`. Add it, correct `layers.{layer}.joins.{join.Name}.file`, or state `optional: true`.");
            if (paths.Count == 0) report.Note("absent-table", layer, "no file fits; nothing is joined", string.Join(", ", join.Files));
            Matches found = new([.. source.Features.Select(static f => f.Geometry?.Area ?? 0)], columns.Length);
            foreach (string path in paths)
            {
                if (join.Theirs.Length == 0) ByPlace(path, join, columns, source, found);
                else ByKey(path, join, columns, source, found);
            }
            source = With(source, join, columns, found, counted, numbers);
            if (paths.Count == 0) continue;
            report.Read(paths[0], $"{found.Rows} rows, {found.RowsMatched} of them of {found.ObjectsMatched} of {source.Features.Count} objects → {layer}, as `{join.Name}`{(paths.Count > 1 ? $", and {paths.Count - 1} files more" : "")}");
            if (found.RowsMatched == 0) report.Note("nothing-joined", layer, "no row of a table belongs to any object; look at the columns that join them", join.Name, found.Rows);
        }
        return source;
    }

    private void ByKey(string path, JoinMapping join, string[] columns, VectorLayer source, Matches found)
    {
        string ours = source.Columns.FirstOrDefault(c => string.Equals(c, join.Ours, StringComparison.OrdinalIgnoreCase)) ?? throw Lacks(source.Path, join.Ours, "key", source.Columns, join);
        Dictionary<string, List<int>> objects = new(StringComparer.Ordinal);
        for (int n = 0; n < source.Features.Count; n++)
            foreach (string key in KeysOf(AttributeReader.Text(source.Features[n].Attributes.GetValueOrDefault(ours))))
            {
                if (!objects.TryGetValue(key, out List<int>? same)) objects.Add(key, same = []);
                same.Add(n);
            }
        TableReader table = TableReader.Open(path);
        string theirs = Of(table.Columns, join.Theirs, "to");
        string[] wanted = [.. columns.Select(c => Of(table.Columns, c, "columns"))];
        foreach (Feature row in table.Rows())
        {
            TellLost(row, [theirs, .. wanted]);
            string key = AttributeReader.Text(row.Attributes.GetValueOrDefault(theirs));
            if (join.Until.Length > 0 && key.IndexOf(join.Until, StringComparison.Ordinal) is >= 0 and var end) key = key[..end];
            found.Add(objects.GetValueOrDefault(key) ?? [], [.. wanted.Select(c => row.Attributes.GetValueOrDefault(c))]);
        }
        Tell(path, table.Notes);

        string Of(IReadOnlyList<string> there, string column, string what) => there.FirstOrDefault(c => c == column) ?? there.FirstOrDefault(c => string.Equals(c, column, StringComparison.OrdinalIgnoreCase)) ?? throw Lacks(path, column, what, there, join);
    }

    // Itself, and what stands between slashes or commas, as several identifiers of the RNB do; not the number of way/123.
    private static IEnumerable<string> KeysOf(string names) =>
        names.Length == 0 ? [] : names.Split(['/', ';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is var parts && parts.All(static p => p.Any(char.IsAsciiDigit)) ? parts.Append(names).Distinct(StringComparer.Ordinal) : [names];

    private void ByPlace(string path, JoinMapping join, string[] columns, VectorLayer source, Matches found)
    {
        Crs into = source.Crs ?? throw new InputException($"{source.Path}: says nothing of its coordinate system, so that no point of {path} can be found in its objects; expected a .prj file beside it.");
        VectorLayer points = VectorReader.Read(path, null, window == null ? null : stated => (join.Epsg is { } code ? Crs.FromEpsg(code) : stated) is { } crs ? window(crs) : null);
        Crs from = join.Epsg is { } epsg ? Crs.FromEpsg(epsg) : points.Crs ?? throw new InputException($"{path}: says nothing of its coordinate system. State it as `crs:` of the join `{join.Name}`.");
        string[] wanted = [.. columns.Select(c => points.Columns.FirstOrDefault(p => string.Equals(p, c, StringComparison.OrdinalIgnoreCase)) ?? throw Lacks(path, c, "columns", points.Columns, join))];
        STRtree<int> tree = new();
        for (int n = 0; n < source.Features.Count; n++)
            if (source.Features[n].Geometry is { IsEmpty: false } shape) tree.Insert(shape.EnvelopeInternal, n);
        tree.Build();
        Reprojection reprojection = new(into);
        foreach (Feature point in points.Features)
        {
            TellLost(point, wanted);
            if (point.Geometry is not Point at)
            {
                found.Rows++;
                continue;
            }
            (double x, double y) = reprojection.Point(from, at.X, at.Y);
            Point moved = at.Factory.CreatePoint(new Coordinate(x, y));
            int[] holders = [.. tree.Query(new Envelope(x, x, y, y)).Where(n => source.Features[n].Geometry!.Covers(moved)).OrderBy(n => source.Features[n].Geometry!.Area).ThenBy(static n => n).Take(1)];
            found.Add(holders, [.. wanted.Select(c => point.Attributes.GetValueOrDefault(c))]);
        }
        found.Rows += points.Total - points.Features.Count;
        Tell(path, points.Notes);
    }

    private void TellLost(Feature row, string[] columns)
    {
        foreach (string column in columns)
            if (AttributeReader.IsLost(row.Attributes.GetValueOrDefault(column))) AttributeReader.TellLost(report, layer, column, row);
    }

    private void Tell(string path, IReadOnlyList<string> notes)
    {
        foreach (string note in notes) report.Note("file-note", Path.GetFileName(path), note, "");
    }

    private static VectorLayer With(VectorLayer source, JoinMapping join, string[] columns, Matches found, HashSet<string> counted, HashSet<string> numbers)
    {
        AttributeColumns all = new();
        foreach (string column in source.Columns) all.AddUnique(column);
        foreach (string column in columns) all.FindOrAdd($"{join.Name}.{column}");
        bool[] isCount = [.. columns.Select(c => counted.Contains($"{join.Name}.{c}"))];
        bool[] isNumber = [.. columns.Select(c => numbers.Contains($"{join.Name}.{c}"))];
        object?[][] values = found.Values(isCount, isNumber);
        return source with { Columns = all.Names, Features = [.. source.Features.Select((f, n) => f with { Attributes = new AttributeRow(all, null, [.. f.Attributes.Values, .. values[n]]) })] };
    }

    private static InputException Lacks(string path, string column, string key, IReadOnlyList<string> there, JoinMapping join) =>
        new($"{path}: the column `{column}`, named by `{key}` of the join `{join.Name}`, is not there. {Spelling.Suggest(column, there)} Correct it.");

    /// <summary>The rows of each object, and what of their counts falls to it.</summary>
    /// <param name="areas">Of the objects, by which a row of several is divided [in the unit of the layer].</param> <param name="columns">How many are joined.</param>
    private sealed class Matches(double[] areas, int columns)
    {
        private readonly List<(object?[] Row, Part Part)>?[] _rows = new List<(object?[], Part)>?[areas.Length];

        public int Rows { get; set; }
        public int RowsMatched { get; private set; }
        public int ObjectsMatched => _rows.Count(static r => r != null);

        public void Add(IReadOnlyList<int> holders, object?[] row)
        {
            Rows++;
            if (holders.Count == 0) return;
            RowsMatched++;
            double[] sizes = [.. holders.Select(n => areas[n])];
            Part[] parts = new Part("", 0, 1).Split(sizes.Sum() > 0 ? sizes : [.. sizes.Select(static _ => 1.0)]);
            for (int k = 0; k < parts.Length; k++) (_rows[holders[k]] ??= []).Add((row, parts[k]));
        }

        /// <summary>One value a column: of several numbers the median, of several words the commonest; what is counted is added up, and divided by area where a row has several objects.</summary>
        public object?[][] Values(bool[] isCount, bool[] isNumber) =>
            [.. _rows.Select(r => r == null ? new object?[columns] : [.. Enumerable.Range(0, columns).Select(c => isCount[c] ? Sum(r, c) : Middle([.. r.Select(x => x.Row[c]).Where(static v => AttributeReader.Text(v).Length > 0)], isNumber[c]))])];

        private static object? Sum(List<(object?[] Row, Part Part)> rows, int column)
        {
            double sum = 0;
            bool any = false, whole = true;
            foreach ((object?[] row, Part part) in rows)
            {
                if (!double.TryParse(AttributeReader.Text(row[column]), NumberStyles.Float, CultureInfo.InvariantCulture, out double count)) continue;
                bool isWhole = count == Math.Round(count) && Math.Abs(count) <= int.MaxValue;
                any = true;
                whole &= isWhole;
                sum += isWhole ? part.WholeOf((int)count) : part.Of(count);
            }
            return !any ? null : whole ? (long)sum : sum;
        }

        private static object? Middle(object?[] values, bool isNumber)
        {
            if (values.Length < 2) return values.FirstOrDefault();
            double[] numbers = [.. values.Select(static v => double.TryParse(AttributeReader.Text(v), NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN).Where(static n => !double.IsNaN(n)).Order()];
            if (isNumber && numbers.Length == values.Length) return numbers[(numbers.Length - 1) / 2];
            return values.GroupBy(AttributeReader.Text, StringComparer.Ordinal).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).First().Key;
        }
    }
}
