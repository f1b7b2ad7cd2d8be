namespace TerritoryTwin.Core;

/// <summary>A plane part of a roof.</summary>
/// <param name="Building">Index of its building.</param>
/// <param name="Area">Of the inclined plane [m²]; Area × cos(Tilt), summed over a building, is its footprint.</param>
/// <param name="Tilt">From the horizontal [°].</param>
/// <param name="Azimuth">Where it faces, from north, clockwise [°]; the main azimuth when flat.</param>
/// <param name="UsableArea">What panels may cover, after edges and obstacles [m²].</param>
/// <param name="X">Of its centre [m].</param>
/// <param name="Y">Of its centre [m].</param>
/// <param name="Z">Of its centre [m above sea level].</param>
public readonly record struct RoofSegment(
    int Building, double Area, double Tilt, double Azimuth, double UsableArea, double X, double Y, double Z);
