namespace TerritoryTwin.Core;

/// <summary>A column of a table; writers, viewer and docs take its name, unit and meaning from its quantity.</summary>
/// <param name="Quantity">What it holds.</param>
public abstract record Column(Quantity Quantity)
{
    /// <summary>In result files.</summary>
    public string Name => Quantity.Name;
    /// <summary>As in CF conventions; empty for text.</summary>
    public string Unit => Quantity.Unit;
    /// <summary>One line for people.</summary>
    public string Meaning => Quantity.Meaning;
    /// <summary>What more of it means.</summary>
    public QuantityKind Kind => Quantity.Kind;
    /// <summary>How many rows it has.</summary>
    public abstract int Rows { get; }
}

/// <summary>A column of numbers; NaN is missing.</summary>
/// <param name="Quantity">What it holds.</param>
/// <param name="Values">One a row.</param>
public sealed record NumberColumn(Quantity Quantity, double[] Values) : Column(Quantity)
{
    /// <summary>Whether all its numbers are whole, below 2⁵³ in size: years, counts, numbers of order.</summary>
    public bool IsWhole { get; init; }
    /// <inheritdoc/>
    public override int Rows => Values.Length;
}

/// <summary>A column of texts.</summary>
/// <param name="Quantity">What it holds; without unit.</param>
/// <param name="Values">One a row.</param>
public sealed record TextColumn(Quantity Quantity, string[] Values) : Column(Quantity)
{
    /// <summary>All texts it can hold besides the empty one, which means that nothing is known; empty where any text can stand.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
    /// <summary>Whether <see cref="Classes"/> rise from the first to the last, so that a change can be counted in steps.</summary>
    public bool IsOrdered { get; init; }
    /// <inheritdoc/>
    public override int Rows => Values.Length;
}

/// <summary>Columns of equal length.</summary>
/// <param name="Name">Lower case with underscores; the file name without extension.</param>
/// <param name="Columns">In the order of the file.</param>
public sealed record Table(string Name, IReadOnlyList<Column> Columns)
{
    /// <summary>How many rows it has.</summary>
    /// <exception cref="ArgumentException">The columns have different lengths.</exception>
    public int Rows
    {
        get
        {
            int rows = Columns.Count == 0 ? 0 : Columns[0].Rows;
            return Columns.All(c => c.Rows == rows) ? rows : throw new ArgumentException($"table {Name}: its columns have different lengths");
        }
    }

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="ArgumentException">There is no such column of numbers.</exception>
    public double[] Numbers(string column) => Columns.OfType<NumberColumn>().FirstOrDefault(c => c.Name == column)?.Values
        ?? throw new ArgumentException($"the table {Name} has no column of numbers `{column}`", nameof(column));

    /// <summary>The texts of a column.</summary>
    /// <exception cref="ArgumentException">There is no such column of texts.</exception>
    public string[] Texts(string column) => Columns.OfType<TextColumn>().FirstOrDefault(c => c.Name == column)?.Values
        ?? throw new ArgumentException($"the table {Name} has no column of texts `{column}`", nameof(column));
}
