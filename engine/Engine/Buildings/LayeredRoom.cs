using TerritoryTwin.Core;
using TerritoryTwin.Solar;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Buildings;

/// <summary>What a part of a room belongs to: outer walls and roof, what holds heat inside (a floor), what holds none (windows, thin panels), or the wall to the room beside.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum RoomPartKind { Outer, Inner, Thin, Partition }
#pragma warning restore CS1591

/// <summary>A wall, roof, floor or window of a room.</summary>
/// <param name="Kind">What it belongs to.</param> <param name="Area">[m²].</param>
/// <param name="Tilt">Of its outer side: 0 a roof, 90 a wall, 180 a floor [°].</param> <param name="Azimuth">From north, clockwise [°].</param>
public sealed record RoomPart(RoomPartKind Kind, double Area, double Tilt, double Azimuth)
{
    /// <summary>From inside to outside; of parts that hold heat.</summary>
    public IReadOnlyList<WallLayer> Layers { get; init; } = [];
    /// <summary>From face to face, of thin parts [m² K/W].</summary>
    public double Resistance { get; init; }
    /// <summary>Of the sun at normal incidence, what passes through; 0 for opaque parts.</summary>
    public double Transmittance { get; init; }
    /// <summary>Of the sun at normal incidence, what the inner face takes.</summary>
    public double InsideTaken { get; init; }
    /// <summary>Of the sun, what the outer face takes: absorptance of a wall, of the outer pane of glass.</summary>
    public double OutsideTaken { get; init; }
    /// <summary>Of the outer face; 0 where it meets neither sky nor ground.</summary>
    public double OutsideEmittance { get; init; }
    /// <summary>Of the inner face.</summary>
    public double InsideEmittance { get; init; }
    /// <summary>Factor of the wind's film over that of glass.</summary>
    public double Roughness { get; init; } = 1;
    /// <summary>Of its middle above the ground [m].</summary>
    public double Height { get; init; }
    /// <summary>Film to the outdoor air alone, wind, sky and ground included [W/(m² K)]; null where they decide it.</summary>
    public double? OutsideFilm { get; init; }
    /// <summary>Film to the air of the room alone, radiation included [W/(m² K)]; null where warmth and direction decide it.</summary>
    public double? InsideFilm { get; init; }
    /// <summary>Before a window.</summary>
    public WindowShade? Shade { get; init; }

    /// <summary>Resistance without films [m² K/W].</summary>
    public double Core => Layers.Count > 0 ? Layers.Sum(static l => l.Thickness / l.Conductivity) : Resistance;
}

/// <summary>A room that is known by its layers and surfaces, as one of two masses: films by wind, warmth, emittance and direction, sun that is thrown back through the glass.</summary>
/// <remarks>docs/physics/buildings.md, eq. 25 to 33.</remarks>
public sealed class LayeredRoom
{
    private const double DiffuseTransmission = 0.87, WindExponent = 0.14, WindHeight = 10, Windward = 100;    // of glass; of open country; m; °
    private readonly RoomPart[] _parts;
    private readonly OneMassWall _outer, _inner;
    private readonly double[] _rest, _view;
    private readonly double _airCapacity, _radiantShare, _sunOnOuter, _sunOnInner, _sunOnThin, _sunOnPartition;

    /// <summary>Of its parts.</summary>
    /// <param name="parts">At least one of each of outer and inner; at most one to the room beside, with the layers from this room to that.</param> <param name="airCapacity">[J/K].</param>
    /// <param name="insideAbsorptance">Of opaque surfaces inside, for the sun.</param> <param name="radiantShare">Of the heat of people and appliances.</param>
    public LayeredRoom(IReadOnlyList<RoomPart> parts, double airCapacity, double insideAbsorptance, double radiantShare)
    {
        (_parts, _airCapacity, _radiantShare) = ([.. parts], airCapacity, radiantShare);
        _outer = OneMassWall.Of([.. _parts.Where(p => p.Kind == RoomPartKind.Outer).Select(p => (p.Area, p.Layers))]);
        _inner = OneMassWall.Of([.. _parts.Where(p => p.Kind == RoomPartKind.Inner).Select(p => (p.Area, p.Layers))]);
        _rest = [.. _parts.Select(RestOf)];
        _view = ViewFactors();
        (_sunOnOuter, _sunOnInner, _sunOnThin, _sunOnPartition, SunLost) = SharesOfSun(insideAbsorptance);
    }

    /// <summary>Share of the sun that comes in and is thrown out again.</summary>
    public double SunLost { get; }

    /// <summary>Runs it through a weather year, twice; the second run is returned.</summary>
    /// <param name="year">Its weather.</param> <param name="operation">In each hour; presence is the share of <paramref name="ventilation"/> that runs.</param>
    /// <param name="infiltration">At all hours [W/K].</param> <param name="ventilation">In addition [W/K].</param>
    public ZoneYearResult Run(WeatherYear year, Func<int, ZoneOperation> operation, double infiltration, double ventilation) => Run(year, operation, infiltration, ventilation, null, 0).Here;

    /// <summary>Runs it with an unheated room beside it, which has no people and neither heating nor cooling; their common wall is of both rooms' parts.</summary>
    /// <param name="year">Its weather.</param> <param name="operation">Of this room, in each hour; presence is the share of <paramref name="ventilation"/> that runs.</param>
    /// <param name="infiltration">At all hours [W/K].</param> <param name="ventilation">In addition [W/K].</param>
    /// <param name="beside">The other room; null for none.</param> <param name="infiltrationBeside">Of the other at all hours [W/K].</param>
    public (ZoneYearResult Here, ZoneYearResult There) Run(WeatherYear year, Func<int, ZoneOperation> operation, double infiltration, double ventilation, LayeredRoom? beside, double infiltrationBeside)
    {
        Sky[] skies = SkyModel.Of(year);
        TwoMassRoom room = new(_outer.Capacity, _inner.Capacity, _airCapacity, start: 20, beside is null ? null : Beside(beside));
        Turn here = new(this, year, skies);
        Turn? there = beside is null ? null : new(beside, year, skies);
        double imbalance = 0;
        for (int turn = 0; turn < 2 * skies.Length; turn++)
        {
            int h = turn % skies.Length;
            ZoneOperation now = operation(h);
            Hour inside = here.Gather(h, infiltration + ventilation * now.Presence, now), outside = there?.Gather(h, infiltrationBeside, Left) ?? default;
            (RoomHour found, RoomHour foundThere) = there is null ? (room.Step(inside.Joined, inside.Drive), default) : room.Step(inside.Joined, inside.Drive, outside.Joined, outside.Drive);
            here.Take(h, inside, found);
            there?.Take(h, outside, foundThere);
            if (turn >= skies.Length) imbalance = Math.Max(imbalance, Math.Abs(found.Imbalance) / Math.Max(1, Math.Max(Math.Abs(found.Power), inside.Sun + outside.Sun + now.Inside)));
        }
        return (here.Result(imbalance), there?.Result(imbalance) ?? default!);
    }

    // Nobody is there, and nothing is held.
    private static ZoneOperation Left => new(0, double.NegativeInfinity, double.PositiveInfinity, Presence: 0);

    private RoomBeside Beside(LayeredRoom other)
    {
        RoomPart wall = _parts.Single(static p => p.Kind == RoomPartKind.Partition), face = other._parts.Single(static p => p.Kind == RoomPartKind.Partition);
        if (wall.Area != face.Area) throw new ArgumentException($"the wall between the rooms has {wall.Area} m² here and {face.Area} m² there; expected the same", nameof(other));
        (double[] masses, double[] conductances) = SlicedWall.Of(wall.Area, wall.Layers);
        return new(other._outer.Capacity, other._inner.Capacity, other._airCapacity, masses, conductances);
    }

    // What drives a room for an hour, and of its parts the film outside and the temperature that this meets.
    private readonly record struct Hour(RoomCouplings Joined, RoomDrive Drive, double[] Film, double[] Felt, double Sun);

    // A room on its way through the year. Films follow the temperatures of the hour before.
    private sealed class Turn(LayeredRoom of, WeatherYear year, Sky[] skies)
    {
        private readonly PlaneIrradiance[][] _light = [.. of._parts.Select(p => new TiltedPlane(p.Tilt, p.Azimuth).Under(skies))];
        private readonly double[] _skin = [.. of._parts.Select(_ => year.Hours[0].DryBulb)];
        private readonly double[] _power = new double[skies.Length], _air = new double[skies.Length], _mass = new double[skies.Length];
        private RoomHour _before = new(0, 20, 20, 20, 20, 20, 20, 20, 20, 0, 20);

        public Hour Gather(int h, double ventilation, ZoneOperation now) => of.Gather(new(year.Hours[h], skies[h], [.. _light.Select(l => l[h])], ventilation), now, _skin, _before);

        public void Take(int h, in Hour drove, in RoomHour found)
        {
            for (int p = 0; p < _skin.Length; p++)
            {
                if (of._parts[p].Kind == RoomPartKind.Partition) continue;
                double behind = of._parts[p].Kind switch { RoomPartKind.Outer => found.Outer, RoomPartKind.Inner => found.Inner, _ => found.WindowSurface };
                _skin[p] = drove.Felt[p] + (behind - drove.Felt[p]) / (1 + of._rest[p] * drove.Film[p] * of._parts[p].Area);
            }
            (_power[h], _air[h], _mass[h], _before) = (found.Power, found.Air, found.OuterEnd, found);
        }

        public ZoneYearResult Result(double imbalance) =>
            new(_power.Sum(p => Math.Max(p, 0)) / 1000, _power.Sum(p => Math.Max(-p, 0)) / 1000, Math.Max(0, _power.Max()) / 1000, Math.Max(0, -_power.Min()) / 1000, _power, _air, _mass, imbalance);
    }

    private readonly record struct Surroundings(WeatherHour Weather, Sky Sky, PlaneIrradiance[] Light, double Ventilation);

    private Hour Gather(in Surroundings around, ZoneOperation now, double[] skin, in RoomHour before)
    {
        Sums outer = new(), inner = new(), thin = new(), partition = new();
        double[] film = new double[_parts.Length], felt = new double[_parts.Length];
        double sun = 0, inGlass = 0, black = SurfaceFilms.Radiation((before.OuterSurface + before.InnerSurface) / 2);
        for (int p = 0; p < _parts.Length; p++)
        {
            RoomPart part = _parts[p];
            (double surface, Sums sums) = part.Kind switch
            {
                RoomPartKind.Outer => (before.OuterSurface, outer), RoomPartKind.Inner => (before.InnerSurface, inner), RoomPartKind.Thin => (before.WindowSurface, thin), _ => (before.PartitionSurface, partition),
            };
            if (part.Kind != RoomPartKind.Partition)
            {
                double light = Light(part, around, p);
                sun += part.Area * part.Transmittance * light;
                inGlass += part.Area * part.InsideTaken * light;
                (film[p], felt[p]) = Outside(part, around, skin[p], part.OutsideTaken * light);
                sums.Outdoors(1 / (_rest[p] + 1 / (film[p] * part.Area)), felt[p]);
            }
            double up = part.Kind == RoomPartKind.Inner ? 1 : -Math.Cos(part.Tilt * (Math.PI / 180));
            sums.Convection += part.Area * (part.InsideFilm ?? SurfaceFilms.Still(surface - before.Air, up));
            if (part.InsideFilm is null) sums.Radiation += part.Area * black / (1 / _view[p] + (1 - part.InsideEmittance) / part.InsideEmittance);
            sums.Area += part.Area;
        }
        double star = outer.Radiation + inner.Radiation + thin.Radiation + partition.Radiation, per = star > 0 ? 1 / star : 0, area = outer.Area + inner.Area + thin.Area + partition.Area;
        double OnSurface(Sums of) => _radiantShare * now.Inside * (star > 0 ? of.Radiation * per : of.Area / area);
        return new(
            new()
            {
                OutdoorToOuter = outer.Conductance, OuterToSurface = 1 / _outer.Inside, OutdoorToInner = inner.Conductance, InnerToSurface = 1 / _inner.Inside, OutdoorToWindow = thin.Conductance,
                OuterAir = outer.Convection, InnerAir = inner.Convection, WindowAir = thin.Convection, PartitionAir = partition.Convection,
                OuterInner = outer.Radiation * inner.Radiation * per, OuterWindow = outer.Radiation * thin.Radiation * per, InnerWindow = inner.Radiation * thin.Radiation * per,
                OuterPartition = outer.Radiation * partition.Radiation * per, InnerPartition = inner.Radiation * partition.Radiation * per, WindowPartition = thin.Radiation * partition.Radiation * per,
                Ventilation = around.Ventilation,
            },
            new()
            {
                AtOuter = outer.Felt, AtInner = inner.Felt, AtWindow = thin.Felt, Supply = around.Weather.DryBulb, OnAir = (1 - _radiantShare) * now.Inside,
                OnOuter = OnSurface(outer) + _sunOnOuter * sun, OnInner = OnSurface(inner) + _sunOnInner * sun, OnWindow = OnSurface(thin) + _sunOnThin * sun + inGlass,
                OnPartition = OnSurface(partition) + _sunOnPartition * sun,
                HeatBelow = now.HeatBelow, CoolAbove = now.CoolAbove, MaxHeating = double.PositiveInfinity, MaxCooling = double.PositiveInfinity,
            },
            film, felt, sun);
    }

    // What one node of the network gathers of its parts.
    private sealed class Sums
    {
        private double _drive;
        public double Conductance { get; private set; }
        public double Convection { get; set; }
        public double Radiation { get; set; }
        public double Area { get; set; }
        public double Felt => Conductance > 0 ? _drive / Conductance : 0;

        public void Outdoors(double conductance, double felt)
        {
            Conductance += conductance;
            _drive += conductance * felt;
        }
    }

    // Of glass less the flatter it comes; of walls all.
    private static double Light(RoomPart part, in Surroundings around, int p)
    {
        PlaneIrradiance light = around.Light[p];
        if (part.Transmittance == 0) return light.Total;
        Sky sky = around.Sky;
        double cosine = Math.Max(0, Transposition.IncidenceCosine(sky.East, sky.North, sky.Up, part.Tilt, part.Azimuth));
        double lit = part.Shade?.Sunlit(sky.East, sky.North, sky.Up, part.Azimuth) ?? 1;
        return lit * Glazing.Transmission<Double>(new(cosine)).V * light.Beam + DiffuseTransmission * ((part.Shade?.SkySeen ?? 1) * light.Sky + light.Ground);
    }

    // The film, and the temperature that all beyond it amounts to. Ground, and the sky near the horizon, radiate as the air does.
    private static (double Film, double Felt) Outside(RoomPart part, in Surroundings around, double skin, double taken)
    {
        WeatherHour weather = around.Weather;
        double air = weather.DryBulb;
        if (part.OutsideFilm is { } told) return (told, air + taken / told);
        double up = Math.Cos(part.Tilt * (Math.PI / 180)), half = (1 + up) / 2, seen = half * Math.Sqrt(half), sky = SkyTemperature.Of(weather.SkyLongwave);
        double wind = weather.WindSpeed * Math.Pow(part.Height / WindHeight, WindExponent), apart = Math.Abs((weather.WindDirection - part.Azimuth + 540) % 360 - 180);
        double still = SurfaceFilms.Outside(skin - air, up, wind, up == 1 || apart <= Windward, part.Roughness);
        double toSky = part.OutsideEmittance * seen * SurfaceFilms.Radiation((skin + sky) / 2), toAir = still + part.OutsideEmittance * (1 - seen) * SurfaceFilms.Radiation((skin + air) / 2);
        return (toAir + toSky, (toAir * air + toSky * sky + taken) / (toAir + toSky));
    }

    // Of the common rest behind the mass, each part has what its share of the conductance makes it [K/W].
    private double RestOf(RoomPart part)
    {
        if (part.Kind is RoomPartKind.Thin or RoomPartKind.Partition) return part.Core / part.Area;
        double all = _parts.Where(p => p.Kind == part.Kind).Sum(p => p.Area / p.Core);
        return (part.Kind == RoomPartKind.Outer ? _outer : _inner).Outside * all * part.Core / part.Area;
    }

    // The sun meets what stands inside first. What that throws back goes to the other surfaces by their area, and what these throw back to all: opaque ones take α, glass lets τ out.
    private (double Outer, double Inner, double Thin, double Partition, double Lost) SharesOfSun(double absorptance)
    {
        double Area(Func<RoomPart, bool> of) => _parts.Where(of).Sum(p => p.Area);
        double inner = Area(p => p.Kind == RoomPartKind.Inner), outer = Area(p => p.Kind == RoomPartKind.Outer), panels = Area(p => p.Kind == RoomPartKind.Thin && p.Transmittance == 0), partition = Area(p => p.Kind == RoomPartKind.Partition);
        double glass = DiffuseTransmission * _parts.Sum(p => p.Area * p.Transmittance), others = Area(p => p.Kind != RoomPartKind.Inner);
        double beyond = absorptance * (outer + panels + partition) + glass, first = (1 - absorptance) / others, again = (1 - absorptance - first * beyond) / (beyond + absorptance * inner);
        return ((first + again) * absorptance * outer, absorptance * (1 + again * inner), (first + again) * absorptance * panels, (first + again) * absorptance * partition, (first + again) * glass);
    }

    // Carroll (1980): each surface exchanges with one radiant temperature; F = 1/(1 − A F/Σ A F).
    private double[] ViewFactors()
    {
        double[] f = [.. _parts.Select(_ => 1.0)];
        for (int n = 0; n < 200; n++)
        {
            double all = _parts.Select((p, i) => p.Area * f[i]).Sum();
            f = [.. _parts.Select((p, i) => 1 / (1 - p.Area * f[i] / all))];
        }
        return f;
    }
}
