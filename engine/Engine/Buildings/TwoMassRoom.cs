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
    /// <summary>Air that comes in.</summary>
    public double Ventilation { get; init; }
}

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
/// <param name="Imbalance">What the heat balance of the hour leaves over [W]; 0 but for rounding.</param>
public readonly record struct RoomHour(
    double Power, double Air, double OuterSurface, double InnerSurface, double WindowSurface, double Outer, double Inner, double OuterEnd, double InnerEnd, double Imbalance);

/// <summary>A room of two masses, hour by hour, exact in time while what drives it keeps for the hour.</summary>
/// <remarks>
/// Heating and cooling hold the air at its set-point all through the hour where that lies within their power; else they give all they can all through it. Where cooling would first have to warm air that begins colder, or
/// heating to cool it, the power is constant and holds the mean of the hour.
/// </remarks>
/// <param name="outerCapacity">[J/K], &gt; 0.</param> <param name="innerCapacity">[J/K], &gt; 0.</param> <param name="airCapacity">[J/K], ≥ 0; the guideline has 0.</param>
/// <param name="start">Of all [°C].</param>
public sealed class TwoMassRoom(double outerCapacity, double innerCapacity, double airCapacity, double start)
{
    private const int Outer = 0, Inner = 1, OuterSurface = 2, InnerSurface = 3, Window = 4, AirNode = 5;
    private const double Hour = 3600;
    private double[] _before = [start, start, start, start, start, start];
    private RoomCouplings _joined;
    private HeatStep? _free, _held;

    /// <summary>Advances by an hour.</summary>
    public RoomHour Step(in RoomCouplings joined, in RoomDrive drive)
    {
        if (joined != _joined) (_joined, _free, _held) = (joined, null, null);
        double[] heat =
        [
            joined.OutdoorToOuter * drive.AtOuter, joined.OutdoorToInner * drive.AtInner, drive.OnOuter, drive.OnInner,
            joined.OutdoorToWindow * drive.AtWindow + drive.OnWindow, joined.Ventilation * drive.Supply + drive.OnAir,
        ];
        HeatStep free = _free ??= Network(held: false).Over(Hour);
        (double[] end, double[] mean) = free.Take(_before, heat);
        double power = 0, set = Math.Clamp(mean[AirNode], drive.HeatBelow, drive.CoolAbove);
        if (set != mean[AirNode])
        {
            double asked = set - mean[AirNode];
            (end, mean, power) = Held(heat, set);
            double within = Math.Clamp(power * asked >= 0 ? power : asked / Slope(free), -drive.MaxCooling, drive.MaxHeating);
            if (within != power)
            {
                power = within;
                heat[AirNode] += power;
                (end, mean) = free.Take(_before, heat);
                heat[AirNode] -= power;
            }
        }
        double left = heat.Sum() + power - joined.OutdoorToOuter * mean[Outer] - joined.OutdoorToInner * mean[Inner] - joined.OutdoorToWindow * mean[Window]
            - joined.Ventilation * mean[AirNode] - (outerCapacity * (end[Outer] - _before[Outer]) + innerCapacity * (end[Inner] - _before[Inner]) + airCapacity * (end[AirNode] - _before[AirNode])) / Hour;
        _before = end;
        return new(power, mean[AirNode], mean[OuterSurface], mean[InnerSurface], mean[Window], mean[Outer], mean[Inner], end[Outer], end[Inner], left);
    }

    // Of the mean of the air with constant power [K/W].
    private static double Slope(HeatStep free) => free.Take([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]).Mean[AirNode];

    // The mean power is what the air takes up and gives to surfaces and to the air that comes in, less what is put on it.
    private (double[] End, double[] Mean, double Power) Held(double[] heat, double set)
    {
        (double toOuter, double toInner, double toWindow) = (_joined.OuterAir, _joined.InnerAir, _joined.WindowAir);
        double[] onSurfaces = [heat[Outer], heat[Inner], heat[OuterSurface] + toOuter * set, heat[InnerSurface] + toInner * set, heat[Window] + toWindow * set];
        (double[] end, double[] mean) = (_held ??= Network(held: true).Over(Hour)).Take(_before, onSurfaces);
        double power = airCapacity * (set - _before[AirNode]) / Hour + toOuter * (set - mean[OuterSurface]) + toInner * (set - mean[InnerSurface]) + toWindow * (set - mean[Window]) + _joined.Ventilation * set - heat[AirNode];
        return ([.. end, set], [.. mean, set], power);
    }

    private HeatNetwork Network(bool held)
    {
        HeatNetwork network = held ? new(outerCapacity, innerCapacity, 0, 0, 0) : new(outerCapacity, innerCapacity, 0, 0, 0, airCapacity);
        network.JoinOutside(Outer, _joined.OutdoorToOuter);
        network.JoinOutside(Inner, _joined.OutdoorToInner);
        network.JoinOutside(Window, _joined.OutdoorToWindow > 0 ? _joined.OutdoorToWindow : 1);                 // stands alone where there are no windows
        network.Join(Outer, OuterSurface, _joined.OuterToSurface);
        network.Join(Inner, InnerSurface, _joined.InnerToSurface);
        network.Join(OuterSurface, InnerSurface, _joined.OuterInner);
        network.Join(OuterSurface, Window, _joined.OuterWindow);
        network.Join(InnerSurface, Window, _joined.InnerWindow);
        if (!held) network.JoinOutside(AirNode, _joined.Ventilation);
        ToAir(OuterSurface, _joined.OuterAir);
        ToAir(InnerSurface, _joined.InnerAir);
        ToAir(Window, _joined.WindowAir);
        return network;

        void ToAir(int surface, double conductance)
        {
            if (held) network.JoinOutside(surface, conductance);
            else network.Join(surface, AirNode, conductance);
        }
    }
}
