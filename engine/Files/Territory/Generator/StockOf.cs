using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Drafts made into buildings: systems, people, jobs, ground.</summary>
internal static class StockOf
{
    private const double JobsPerInhabitant = 0.4;

    public static IReadOnlyList<Building> Build(Site site, Raster terrain, double[] persons)
    {
        int[] jobs = ShareJobs(site);
        Building[] buildings = new Building[site.Drafts.Count];
        for (int i = 0; i < buildings.Length; i++)
        {
            Draft d = site.Drafts[i];
            Vec centre = Plane.Centroid(d.Ring);
            (HeatingSystem heating, HeatingSystem water) = Systems.Of(d, site.Scale, new Dice(site.Seed, "systems", i));
            buildings[i] = new()
            {
                Id = $"b{i + 1}", Footprint = Plane.ToPolygon(d.Ring), Ground = Known<double>.Derived(Math.Round(terrain.At(centre.X, centre.Y), 2)),
                Height = Known<double>.Typical(Math.Round(d.Height, 2)), Use = Known<BuildingUse>.Typical(d.Use), Built = Known<int>.Typical(d.Built),
                Floors = Known<int>.Typical(d.Floors), Dwellings = Known<int>.Typical(d.Dwellings), HeatedArea = Known<double>.Typical(d.HeatedArea),
                Roof = Known<RoofShape>.Guessed(d.Roof), RoofPitch = Known<double>.Guessed(Math.Round(d.Pitch, 1)),
                Heating = Known<HeatingSystem>.Typical(heating, 0.35f), HotWater = Known<HeatingSystem>.Typical(water, 0.3f),
                Inhabitants = Known<double>.Typical(persons[i], 0.4f), Jobs = Known<double>.Guessed(jobs[i]), District = d.District,
            };
        }
        return buildings;
    }

    /// <summary>Whole jobs in proportion to the weights, by largest remainder.</summary>
    private static int[] ShareJobs(Site site)
    {
        int total = (int)Math.Round(JobsPerInhabitant * site.Scale.Inhabitants);
        double sum = site.Drafts.Sum(d => d.JobWeight);
        double[] exact = [.. site.Drafts.Select(d => d.JobWeight / sum * total)];
        int[] jobs = [.. exact.Select(e => (int)e)];
        int left = total - jobs.Sum();
        foreach (int i in Enumerable.Range(0, jobs.Length).OrderByDescending(i => exact[i] - jobs[i]).ThenBy(i => i).Take(left)) jobs[i]++;
        return jobs;
    }
}
