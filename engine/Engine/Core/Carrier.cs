namespace TerritoryTwin.Core;

/// <summary>What energy is bought as.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum Carrier { Electricity, Gas, Oil, Wood, DistrictHeat }
#pragma warning restore CS1591
