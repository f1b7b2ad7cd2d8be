using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>A step in time is longer than the scheme bears; the message names the longest that it bears.</summary>
public sealed class UnstableStepException(string message) : TerritoryException(message);

/// <summary>What the air of a cell meets besides the wind.</summary>
/// <param name="Source">What is given off into it [unit of the quantity per s].</param>
/// <param name="Exchange">Rate at which it is exchanged with surroundings of the cell's own, such as the air above [1/s], ≥ 0.</param>
/// <param name="Outside">Quantity of these surroundings.</param>
public sealed record AirSources(Field Source, Field Exchange, Field Outside);

/// <summary>
/// Carries quantities of the air with the wind, mixes them, and takes in what is given off: in flux form, second order where the field is smooth, without new extremes. Amounts are conserved; at the
/// edge the field's boundary says what flows in, and a wind of 0 through the edge closes it.
/// </summary>
/// <remarks>
/// docs/physics/heat-formulas.md, eq. 23 to 28. A sub-step goes along rows, along columns, then mixes; every other one goes the other way round (Strang 1968). The wind stands at the eastern and northern
/// faces of the cells; a field of it whose boundary is <c>Open(0)</c> closes the western and southern edges, zeros in the last column and row the other two.
/// </remarks>
public sealed class AirTransport
{
    private readonly Device _device;
    private readonly Grid _grid;

    /// <summary>For fields of a grid.</summary>
    /// <param name="grid">Of the fields.</param>
    /// <param name="device">Of the fields.</param>
    /// <param name="keepsAmounts">
    /// True: amounts are conserved whatever the wind. False: where more air blows into a cell than out of it, the rest leaves upwards with the cell's own quantity, and the other way round, so that air
    /// of one temperature stays so in any wind. For a wind without divergence both are the same.
    /// </param>
    public AirTransport(Grid grid, Device device, bool keepsAmounts = true) => (_grid, _device, KeepsAmounts) = (grid, device, keepsAmounts);

    /// <summary>Whether amounts are conserved in a wind that piles air up.</summary>
    public bool KeepsAmounts { get; }

    /// <summary>The longest sub-step [s] that is stable and makes no new extremes: Δx/u, and Δx²/(4 K).</summary>
    /// <param name="cellSize">[m].</param>
    /// <param name="fastest">Strongest wind out of a cell along a row or a column, see <see cref="Fastest"/> [m/s].</param>
    /// <param name="mixing">Eddy diffusivity, K [m²/s].</param>
    public static double LongestStep(double cellSize, double fastest, double mixing) => Math.Min(cellSize / fastest, cellSize * cellSize / (4 * mixing));

    /// <summary>
    /// The strongest wind out of any cell along its row or its column [m/s]: through the eastern and western face together, or the northern and southern. Where the wind thins the air of a cell, more
    /// counts, so that each direction leaves half of it at least.
    /// </summary>
    /// <param name="grid">Of the winds.</param>
    /// <param name="east">Through the eastern faces [m/s]; row-major. What blows through the western edge is taken as through the first eastern face.</param>
    /// <param name="north">Through the northern faces [m/s].</param>
    public static double Fastest(Grid grid, ReadOnlySpan<float> east, ReadOnlySpan<float> north)
    {
        double fastest = 0;
        for (int k = 0; k < grid.Count; k++)
        {
            double eastern = east[k], western = east[k % grid.Columns == 0 ? k : k - 1], northern = north[k], southern = north[k < grid.Columns ? k : k - grid.Columns];
            double alongRow = Math.Max(eastern, 0) + Math.Max(-western, 0), alongColumn = Math.Max(northern, 0) + Math.Max(-southern, 0);
            double thinsRow = Math.Max(eastern - western, 0), thinsColumn = Math.Max(northern - southern, 0), thins = Math.Max(eastern - western + northern - southern, 0);
            fastest = Math.Max(fastest, Math.Max(Math.Max(alongRow + thinsColumn, alongColumn + thinsRow), 2 * Math.Max(thins, Math.Max(thinsRow, thinsColumn))));
        }
        return fastest;
    }

    /// <summary>How many sub-steps a step needs; 1 at least, and an even number beyond.</summary>
    /// <param name="seconds">Of the step.</param>
    /// <param name="fastest">See <see cref="LongestStep"/> [m/s].</param>
    /// <param name="mixing">[m²/s].</param>
    /// <exception cref="TerritoryException">A number is missing, or the wind asks for more than a million sub-steps.</exception>
    public int SubSteps(double seconds, double fastest, double mixing)
    {
        double needed = Math.Ceiling(seconds / LongestStep(_grid.CellSize, fastest, mixing) * (1 - 1e-6));
        if (!(needed <= 1e6) || seconds < 0 || fastest < 0 || mixing < 0)
            throw new TerritoryException(
                $"air: {seconds:g4} s in a wind of {fastest:g4} m/s with a mixing of {mixing:g4} m²/s over cells of {_grid.CellSize:g4} m need {needed:g4} sub-steps; expected numbers from 0, " +
                "and at most a million sub-steps. Look at the wind of the weather and at the cell size.");
        return needed <= 1 ? 1 : 2 * (int)Math.Ceiling(needed / 2);
    }

    /// <summary>Carries and mixes a quantity; afterwards its <c>Now</c> is that of the end of the step.</summary>
    /// <param name="quantity">Of the air: temperature, humidity, a pollutant.</param>
    /// <param name="east">Wind through the eastern faces [m/s].</param>
    /// <param name="north">Wind through the northern faces [m/s].</param>
    /// <param name="seconds">Of the step.</param>
    /// <param name="fastest">Strongest wind out of a cell along a row or a column, see <see cref="Fastest"/> [m/s].</param>
    /// <param name="mixing">Eddy diffusivity, K [m²/s].</param>
    /// <param name="sources">What is given off and exchanged; null for nothing.</param>
    /// <param name="subSteps">How many; null for as many as wind and mixing ask for.</param>
    /// <exception cref="UnstableStepException">The given sub-steps are too few.</exception>
    public void Step(Field quantity, Field east, Field north, double seconds, double fastest, double mixing, AirSources? sources = null, int? subSteps = null)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        ArgumentNullException.ThrowIfNull(east);
        ArgumentNullException.ThrowIfNull(north);
        int needed = SubSteps(seconds, fastest, mixing), count = subSteps ?? needed;
        double dt = seconds / count, longest = LongestStep(_grid.CellSize, fastest, mixing);
        if (!(dt <= longest * (1 + 1e-6)))
            throw new UnstableStepException(
                $"air: a sub-step of {dt:g4} s is too long for cells of {_grid.CellSize:g4} m, a wind of {fastest:g4} m/s and a mixing of {mixing:g4} m²/s; transport is stable up to {longest:g4} s. " +
                $"Take {needed} sub-steps or more, or leave the number to the engine.");
        Uniform rate = (float)(dt / _grid.CellSize), kept = KeepsAmounts ? 1f : 0f;
        float mixed = (float)(mixing * dt / (_grid.CellSize * _grid.CellSize));
        for (int n = 0; n < count; n++)
        {
            if (n % 2 == 0)
            {
                _device.Run(_grid, new CarryEast(quantity.Now, east.Now, quantity.Next, rate));
                quantity.Advance();
                _device.Run(_grid, new FinishNorth(quantity.Now, east.Now, north.Now, quantity.Next, rate, kept));
                quantity.Advance();
                Mix(quantity, mixed, (float)dt, sources);
            }
            else
            {
                Mix(quantity, mixed, (float)dt, sources);
                _device.Run(_grid, new CarryNorth(quantity.Now, north.Now, quantity.Next, rate));
                quantity.Advance();
                _device.Run(_grid, new FinishEast(quantity.Now, north.Now, east.Now, quantity.Next, rate, kept));
                quantity.Advance();
            }
        }
    }

    /// <summary>Mixes a quantity with the four neighbours, and takes in what is given off and exchanged, in one step; afterwards its <c>Now</c> is that of the end of the step.</summary>
    /// <param name="quantity">Of the air.</param>
    /// <param name="mixing">K Δt/Δx², 0 to 1/4.</param>
    /// <param name="dt">[s].</param>
    /// <param name="sources">What is given off and exchanged; null for nothing.</param>
    /// <exception cref="UnstableStepException">The mixing is beyond 1/4.</exception>
    public static void Mix(Field quantity, float mixing, float dt, AirSources? sources = null)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        if (!(mixing is >= 0 and <= 0.2500003f)) throw new UnstableStepException($"air: K Δt/Δx² is {mixing:g4}; mixing with four neighbours is stable from 0 to 0.25. Shorten the step {mixing / 0.25:g3} times.");
        if (sources is null && mixing == 0) return;
        if (sources is null) quantity.Device.Run(quantity.Support, new MixAir(quantity.Now, quantity.Next, mixing));
        else quantity.Device.Run(quantity.Support, new FeedAir(quantity.Now, quantity.Next, sources.Source.Now, sources.Exchange.Now, sources.Outside.Now, mixing, dt));
        quantity.Advance();
    }

    /// <summary>Carries a quantity along rows alone, by one of the schemes: for comparison with closed forms.</summary>
    /// <param name="quantity">Of the air; afterwards its <c>Now</c> is that of the end of the step.</param>
    /// <param name="east">Wind through the eastern faces [m/s].</param>
    /// <param name="rate">Δt/Δx [s/m].</param>
    /// <param name="scheme">Which one.</param>
    public static void CarryRows(Field quantity, Field east, double rate, Scheme scheme)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        ArgumentNullException.ThrowIfNull(east);
        if (scheme == Scheme.Upwind) quantity.Device.Run(quantity.Support, new CarryEastUpwind(quantity.Now, east.Now, quantity.Next, (float)rate));
        else if (scheme == Scheme.LaxWendroff) quantity.Device.Run(quantity.Support, new CarryEastLaxWendroff(quantity.Now, east.Now, quantity.Next, (float)rate));
        else quantity.Device.Run(quantity.Support, new CarryEast(quantity.Now, east.Now, quantity.Next, (float)rate));
        quantity.Advance();
    }
}
