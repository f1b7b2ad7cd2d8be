namespace TerritoryTwin.Buildings;

/// <summary>How the nodes of a room of two masses are joined [W/K]: outer walls with a mass of their own, what stands inside with another, windows without.</summary>
/// <remarks>The network of VDI 6007-1 with windows as a third surface. docs/physics/buildings.md, eq. 25 to 27.</remarks>
public readonly record struct RoomCouplings
{
    /// <summary>From outdoors to the outer mass.</summary>
    public required double OutdoorToOuter { get; init; }
    /// <summary>From the outer mass to its inner surface, &gt; 0.</summary>
    public required double OuterToSurface { get; init; }
    /// <summary>From outdoors to the inner mass, such as through a well insulated floor.</summary>
    public double OutdoorToInner { get; init; }
    /// <summary>From the inner mass to its surface, &gt; 0.</summary>
    public required double InnerToSurface { get; init; }
    /// <summary>From outdoors to the inner face of windows; 0 without windows.</summary>
    public double OutdoorToWindow { get; init; }
    /// <summary>Convection from the outer walls' surface to the air, &gt; 0.</summary>
    public required double OuterAir { get; init; }
    /// <summary>The same of what stands inside, &gt; 0.</summary>
    public required double InnerAir { get; init; }
    /// <summary>The same of windows.</summary>
    public double WindowAir { get; init; }
    /// <summary>Radiation between outer and inner surfaces.</summary>
    public double OuterInner { get; init; }
    /// <summary>Between outer walls and windows.</summary>
    public double OuterWindow { get; init; }
    /// <summary>Between what stands inside and windows.</summary>
    public double InnerWindow { get; init; }
    /// <summary>Convection from the wall to the room beside.</summary>
    public double PartitionAir { get; init; }
    /// <summary>Radiation between outer walls and that wall.</summary>
    public double OuterPartition { get; init; }
    /// <summary>Between what stands inside and that wall.</summary>
    public double InnerPartition { get; init; }
    /// <summary>Between windows and that wall.</summary>
    public double WindowPartition { get; init; }
    /// <summary>Air that comes in.</summary>
    public double Ventilation { get; init; }
}

/// <summary>An unheated room beside another, and the wall between them: masses in a row from here to there, heat conducted before, between and behind them.</summary>
/// <param name="OuterCapacity">Of the room beside [J/K], &gt; 0.</param> <param name="InnerCapacity">Of the same [J/K], &gt; 0.</param> <param name="AirCapacity">Of the same [J/K], ≥ 0.</param>
/// <param name="Wall">Of the masses of the wall [J/K], &gt; 0; one or more.</param> <param name="Conductances">From face to face [W/K], one more than masses.</param>
public sealed record RoomBeside(double OuterCapacity, double InnerCapacity, double AirCapacity, IReadOnlyList<double> Wall, IReadOnlyList<double> Conductances);

/// <summary>What drives a room of two masses for an hour: temperatures outside as each part feels them [°C], heat on the nodes [W], set-points [°C] and powers [W].</summary>
public readonly record struct RoomDrive
{
    /// <summary>Outdoors as the outer walls feel it, sun and sky included.</summary>
    public required double AtOuter { get; init; }
    /// <summary>As what joins the inner mass to outdoors feels it.</summary>
    public double AtInner { get; init; }
    /// <summary>As windows feel it.</summary>
    public double AtWindow { get; init; }
    /// <summary>Of the air that comes in.</summary>
    public double Supply { get; init; }
    /// <summary>On the air.</summary>
    public double OnAir { get; init; }
    /// <summary>On the inner surface of outer walls.</summary>
    public double OnOuter { get; init; }
    /// <summary>On what stands inside.</summary>
    public double OnInner { get; init; }
    /// <summary>On the inner face of windows.</summary>
    public double OnWindow { get; init; }
    /// <summary>On this side of the wall to the room beside.</summary>
    public double OnPartition { get; init; }
    /// <summary>−∞ for none.</summary>
    public required double HeatBelow { get; init; }
    /// <summary>+∞ for none.</summary>
    public required double CoolAbove { get; init; }
    /// <summary>≥ 0; infinite without limit.</summary>
    public required double MaxHeating { get; init; }
    /// <summary>≥ 0.</summary>
    public required double MaxCooling { get; init; }
}

/// <summary>An hour of a room of two masses: means over the hour, but for the masses at its end.</summary>
/// <param name="Power">Heating positive, cooling negative [W].</param> <param name="Air">[°C].</param>
/// <param name="OuterSurface">[°C].</param> <param name="InnerSurface">[°C].</param> <param name="WindowSurface">[°C].</param>
/// <param name="Outer">Mean of the outer mass [°C].</param> <param name="Inner">Of the inner mass [°C].</param>
/// <param name="OuterEnd">Outer mass at the end [°C].</param> <param name="InnerEnd">Inner mass at the end [°C].</param>
/// <param name="Imbalance">What the heat balance of the hour leaves over, of two rooms that of both [W]; 0 but for rounding.</param> <param name="PartitionSurface">This side of the wall to the room beside; 0 where there is none [°C].</param>
public readonly record struct RoomHour(
    double Power, double Air, double OuterSurface, double InnerSurface, double WindowSurface, double Outer, double Inner, double OuterEnd, double InnerEnd, double Imbalance, double PartitionSurface);

/// <summary>A room of two masses, hour by hour, exact in time while what drives it keeps for the hour.</summary>
/// <remarks>
/// Heating and cooling hold the air at its set-point all through the hour where that lies within their power; else they give all they can all through it. Where cooling would first have to warm air that begins colder, or
/// heating to cool it, the power is constant and holds the mean of the hour.
/// </remarks>
/// <param name="outerCapacity">[J/K], &gt; 0.</param> <param name="innerCapacity">[J/K], &gt; 0.</param> <param name="airCapacity">[J/K], ≥ 0; the guideline has 0.</param>
/// <param name="start">Of all [°C].</param> <param name="beside">An unheated room beside; null for none.</param>
public sealed class TwoMassRoom(double outerCapacity, double innerCapacity, double airCapacity, double start, RoomBeside? beside = null)
{
    // The air comes last, so that it can be left out where it is held; of the room beside all nodes follow those of this one, then the faces and masses of the wall.
    private const int Outer = 0, Inner = 1, OuterSurface = 2, InnerSurface = 3, Window = 4, Beside = 5, AirBeside = 10, Face = 11, FaceBeside = 12, Wall = 13;
    private const double Hour = 3600;
    private readonly int _air = beside is null ? 5 : Wall + beside.Wall.Count;
    private double[] _before = [.. Enumerable.Repeat(start, beside is null ? 6 : Wall + beside.Wall.Count + 1)];
    private (RoomCouplings Here, RoomCouplings There) _joined;
    private HeatStep? _free, _held;

    /// <summary>Advances by an hour.</summary>
    /// <exception cref="ArgumentException">There is a room beside.</exception>
    public RoomHour Step(in RoomCouplings joined, in RoomDrive drive) =>
        beside is null ? Advance(joined, drive, default, default).Here : throw new ArgumentException("the room beside needs couplings and a drive of its own");

    /// <summary>Advances both rooms by an hour.</summary>
    /// <param name="joined">Of this one.</param> <param name="drive">Of this one.</param> <param name="there">Of the room beside.</param> <param name="driveThere">Of the room beside, which has no set-points.</param>
    /// <exception cref="ArgumentException">There is no room beside, or it has a set-point.</exception>
    public (RoomHour Here, RoomHour There) Step(in RoomCouplings joined, in RoomDrive drive, in RoomCouplings there, in RoomDrive driveThere)
    {
        if (beside is null) throw new ArgumentException("there is no room beside");
        if (double.IsFinite(driveThere.HeatBelow) || double.IsFinite(driveThere.CoolAbove)) throw new ArgumentException("the room beside is neither heated nor cooled; expected no set-points", nameof(driveThere));
        return Advance(joined, drive, there, driveThere);
    }

    private (RoomHour Here, RoomHour There) Advance(in RoomCouplings joined, in RoomDrive drive, in RoomCouplings there, in RoomDrive driveThere)
    {
        if ((joined, there) != _joined) (_joined, _free, _held) = ((joined, there), null, null);
        double[] heat = new double[_air + 1];
        Put(heat, 0, _air, Face, joined, drive);
        if (beside is not null) Put(heat, Beside, AirBeside, FaceBeside, there, driveThere);
        HeatStep free = _free ??= Network(held: false).Over(Hour);
        (double[] end, double[] mean) = free.Take(_before, heat);
        double power = 0, set = Math.Clamp(mean[_air], drive.HeatBelow, drive.CoolAbove);
        if (set != mean[_air])
        {
            double asked = set - mean[_air];
            (end, mean, power) = Held(heat, set);
            double within = Math.Clamp(power * asked >= 0 ? power : asked / Slope(free), -drive.MaxCooling, drive.MaxHeating);
            if (within != power)
            {
                power = within;
                heat[_air] += power;
                (end, mean) = free.Take(_before, heat);
                heat[_air] -= power;
            }
        }
        double[] capacities = Capacities(held: false);
        double left = heat.Sum() + power - Lost(0, _air, joined, mean) - (beside is null ? 0 : Lost(Beside, AirBeside, there, mean));
        for (int n = 0; n < capacities.Length; n++) left -= capacities[n] * (end[n] - _before[n]) / Hour;
        _before = end;
        return (Of(0, _air, Face, power), beside is null ? default : Of(Beside, AirBeside, FaceBeside, 0));

        RoomHour Of(int first, int air, int face, double power) => new(power, mean[air], mean[first + OuterSurface], mean[first + InnerSurface], mean[first + Window], mean[first + Outer], mean[first + Inner],
            end[first + Outer], end[first + Inner], left, beside is null ? 0 : mean[face]);
    }

    private void Put(double[] heat, int first, int air, int face, in RoomCouplings joined, in RoomDrive drive)
    {
        heat[first + Outer] = joined.OutdoorToOuter * drive.AtOuter;
        heat[first + Inner] = joined.OutdoorToInner * drive.AtInner;
        heat[first + OuterSurface] = drive.OnOuter;
        heat[first + InnerSurface] = drive.OnInner;
        heat[first + Window] = joined.OutdoorToWindow * drive.AtWindow + drive.OnWindow;
        heat[air] = joined.Ventilation * drive.Supply + drive.OnAir;
        if (beside is not null) heat[face] = drive.OnPartition;
    }

    // To outdoors, at 0 °C there.
    private static double Lost(int first, int air, in RoomCouplings joined, double[] mean) =>
        joined.OutdoorToOuter * mean[first + Outer] + joined.OutdoorToInner * mean[first + Inner] + joined.OutdoorToWindow * mean[first + Window] + joined.Ventilation * mean[air];

    // Of the mean of the air with constant power [K/W].
    private double Slope(HeatStep free)
    {
        double[] one = new double[_air + 1];
        one[_air] = 1;
        return free.Take(new double[_air + 1], one).Mean[_air];
    }

    // The mean power is what the air takes up and gives to surfaces and to the air that comes in, less what is put on it.
    private (double[] End, double[] Mean, double Power) Held(double[] heat, double set)
    {
        (int Node, double Conductance)[] surfaces = [.. ToAir(_joined.Here, 0, Face)];
        double[] onSurfaces = heat[.._air];
        foreach ((int node, double conductance) in surfaces) onSurfaces[node] += conductance * set;
        (double[] end, double[] mean) = (_held ??= Network(held: true).Over(Hour)).Take(_before, onSurfaces);
        double power = airCapacity * (set - _before[_air]) / Hour;
        foreach ((int node, double conductance) in surfaces) power += conductance * (set - mean[node]);
        return ([.. end, set], [.. mean, set], power + _joined.Here.Ventilation * set - heat[_air]);
    }

    private IEnumerable<(int Node, double Conductance)> ToAir(RoomCouplings joined, int first, int face)
    {
        yield return (first + OuterSurface, joined.OuterAir);
        yield return (first + InnerSurface, joined.InnerAir);
        yield return (first + Window, joined.WindowAir);
        if (beside is not null) yield return (face, joined.PartitionAir);
    }

    private double[] Capacities(bool held)
    {
        double[] here = [outerCapacity, innerCapacity, 0, 0, 0];
        double[] all = beside is null ? here : [.. here, beside.OuterCapacity, beside.InnerCapacity, 0, 0, 0, beside.AirCapacity, 0, 0, .. beside.Wall];
        return held ? all : [.. all, airCapacity];
    }

    private HeatNetwork Network(bool held)
    {
        HeatNetwork network = new(Capacities(held));
        Room(network, _joined.Here, 0, held ? null : _air, Face);
        if (beside is null) return network;
        Room(network, _joined.There, Beside, AirBeside, FaceBeside);
        int masses = beside.Wall.Count;
        network.Join(Face, Wall, beside.Conductances[0]);
        for (int n = 1; n < masses; n++) network.Join(Wall + n - 1, Wall + n, beside.Conductances[n]);
        network.Join(Wall + masses - 1, FaceBeside, beside.Conductances[masses]);
        return network;
    }

    private void Room(HeatNetwork network, in RoomCouplings joined, int first, int? air, int face)
    {
        network.JoinOutside(first + Outer, joined.OutdoorToOuter);
        network.JoinOutside(first + Inner, joined.OutdoorToInner);
        network.JoinOutside(first + Window, joined.OutdoorToWindow > 0 ? joined.OutdoorToWindow : 1);                 // stands alone where there are no windows
        network.Join(first + Outer, first + OuterSurface, joined.OuterToSurface);
        network.Join(first + Inner, first + InnerSurface, joined.InnerToSurface);
        network.Join(first + OuterSurface, first + InnerSurface, joined.OuterInner);
        network.Join(first + OuterSurface, first + Window, joined.OuterWindow);
        network.Join(first + InnerSurface, first + Window, joined.InnerWindow);
        if (beside is not null)
        {
            network.Join(first + OuterSurface, face, joined.OuterPartition);
            network.Join(first + InnerSurface, face, joined.InnerPartition);
            network.Join(first + Window, face, joined.WindowPartition);
        }
        if (air is { } free) network.JoinOutside(free, joined.Ventilation);
        foreach ((int surface, double conductance) in ToAir(joined, first, face))
        {
            if (air is { } node) network.Join(surface, node, conductance);
            else network.JoinOutside(surface, conductance);
        }
    }
}
