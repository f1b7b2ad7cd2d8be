namespace TerritoryTwin.Files.Verification;

/// <summary>The computations that a case can call. Reference: docs/verify.md, held to this list by a test.</summary>
public static class CaseKinds
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<CaseKind> All { get; } =
        [
            SunKinds.SunPosition, PlaneKinds.SunTimes, SunKinds.Transposition, PlaneKinds.PlaneYear, SkyKinds.Decomposition, SkyKinds.ClearSky, SkyKinds.Photovoltaic, CityKinds.SkyView, CityKinds.Horizon, CityKinds.Shadow,
            ZoneKinds.ZoneStep, ZoneKinds.ZoneYear, RoomKinds.HeatChain, RoomKinds.TwoMassRoom, LayeredKinds.RoomYear, StorageKinds.Battery, ChainKinds.AnnualChain, MapKinds.Projection,
            RadiantKinds.CrownView, RadiantKinds.CrownShadow, RadiantKinds.Site,
            ComfortKinds.Utci, ComfortKinds.RoomComfort, ComfortKinds.Physiological, ComfortKinds.WetBulbGlobe, UrbanKinds.CanyonShortwave, UrbanKinds.LongwaveDown, UrbanKinds.GrassDay, UrbanKinds.GrassHour, UrbanKinds.TownFluxes, UrbanKinds.HeatIsland,
            GroundKinds.GroundWave, GroundKinds.GroundStep, AirKinds.CarriedMode, AirKinds.MixedMode, AirKinds.Cloud, AirKinds.Rotation, AirKinds.SteadySquare, AirKinds.SteadyFin, AirKinds.SteadyLayer,
            TravelKinds.Demand, TravelKinds.Emissions, TravelKinds.Noise, FlowKinds.Traffic,
            AssignmentKinds.Assignment, PathKinds.ShortestPaths,
            TransitKinds.PublicTransport, TransitKinds.Crowding,
            EnsembleKinds.Sampling, EnsembleKinds.Sensitivity, FilterKinds.Filter,
        ];

    /// <summary>The kinds with their inputs and quantities, as docs/verify.md shows them.</summary>
    public static string Documentation
    {
        get
        {
            System.Text.StringBuilder text = new();
            foreach (CaseKind kind in All)
            {
                text.Append($"\n### `{kind.Name}`\n{kind.Meaning}\n\n| input | means |\n| --- | --- |\n");
                foreach ((string name, string meaning) in kind.Inputs) text.Append($"| `{name}` | {meaning} |\n");
                text.Append("\n| quantity | means |\n| --- | --- |\n");
                foreach ((string name, string meaning) in kind.Outputs) text.Append($"| `{name}` | {meaning} |\n");
            }
            return text.ToString();
        }
    }
}
