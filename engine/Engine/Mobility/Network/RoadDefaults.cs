using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What a road of a class is to traffic where its source does not say.</summary>
/// <param name="Speed">Of cars on the empty road [km/h].</param> <param name="Lanes">In each direction.</param> <param name="Capacity">Of a lane [car units/h].</param>
/// <param name="Cars">Whether cars may use it.</param> <param name="Cycles">Whether cycles may.</param> <param name="Feet">Whether people may walk on it.</param>
/// <remarks>
/// docs/physics/road-network.md. Speeds: limits of the Code de la route (R413-2 and R413-3: 130 or 110, 80, 50 km/h), lowered where junctions, bends and zones at 30 hold traffic below them; capacities: orders of magnitude of
/// the Highway Capacity Manual, of roads whose junctions bind. All are typical, not of any one road.
/// </remarks>
public readonly record struct RoadDefaults(double Speed, double Lanes, double Capacity, bool Cars, bool Cycles, bool Feet)
{
    /// <summary>Of a class.</summary>
    public static RoadDefaults Of(RoadClass road) => road switch
    {
        RoadClass.Motorway => new(110, 2, 1900, Cars: true, Cycles: false, Feet: false),
        RoadClass.Primary => new(70, 1, 1400, Cars: true, Cycles: true, Feet: true),
        RoadClass.Secondary => new(60, 1, 1100, Cars: true, Cycles: true, Feet: true),
        RoadClass.Tertiary => new(45, 1, 900, Cars: true, Cycles: true, Feet: true),
        RoadClass.Residential => new(30, 1, 600, Cars: true, Cycles: true, Feet: true),
        RoadClass.Service => new(20, 1, 300, Cars: true, Cycles: true, Feet: true),
        RoadClass.Track => new(15, 1, 100, Cars: true, Cycles: true, Feet: true),
        _ => new(0, 0, 0, Cars: false, Cycles: true, Feet: true),
    };
}
