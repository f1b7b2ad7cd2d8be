using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Tests.Heat;

public sealed class CanyonRadiationTests
{
    [Fact]
    public void Every_street_takes_in_or_sends_back_all_light_in_float32_too()
    {
        using HostDevice host = new(2);
        Stock streets = new(20_000);
        RandomStream random = new(1, "streets");
        using Field ratio = Drawn("ratio", 0, 6), elevation = Drawn("elevation", -0.2, 1.57), road = Drawn("road", 0, 0.9), wall = Drawn("wall", 0, 0.9), onRoad = Drawn("on road", 0, 0), onWall = Drawn("on wall", 0, 0), back = Drawn("back", 0, 0);
        host.Run(streets, new LightStreet(ratio.Now, elevation.Now, road.Now, wall.Now, onRoad.Now, onWall.Now, back.Now, beam: 800, sky: 200));
        float[] h = ratio.ToArray(), e = elevation.ToArray(), albedoRoad = road.ToArray(), albedoWall = wall.ToArray(), r = onRoad.ToArray(), w = onWall.ToArray(), b = back.ToArray();
        double worst = Enumerable.Range(0, streets.Size).Max(k =>
            Math.Abs(800 * Math.Max(0, Math.Sin(e[k])) + 200 - (1.0 - albedoRoad[k]) * r[k] - 2.0 * h[k] * (1.0 - albedoWall[k]) * w[k] - b[k]));
        Assert.InRange(worst, 0, 2e-6 * 1000);

        Field Drawn(string name, double low, double high)
        {
            Field field = new(streets, host, new(name, "1", "test"));
            field.Write([.. Enumerable.Range(0, streets.Size).Select(_ => (float)random.Between(low, high))]);
            return field;
        }
    }

    [Fact]
    public void Flat_ground_is_a_street_without_walls()
    {
        CanyonViews<Double> views = CanyonViews<Double>.Of(0f);
        Assert.Equal((1, 0.5), (views.RoadToSky.V, views.WallToSky.V));
        Assert.Equal(300, CanyonRadiation.Beam<Double>(600f, 0.5f, 0.8660254f, 0f).Road.V, tolerance: 1e-9);
    }

    [Theory]
    [InlineData(0), InlineData(-0.3)]
    public void A_sun_that_is_down_sends_nothing(double sine)
    {
        CanyonFluxes<Double> beam = CanyonRadiation.Beam<Double>(500f, new(sine), new(Math.Sqrt(1 - sine * sine)), 1f);
        Assert.Equal(0, beam.Road.V, tolerance: 1e-9);
        Assert.Equal(0, beam.Wall.V, tolerance: 1e-9);
    }

    [Fact]
    public void A_street_as_warm_as_its_sky_gains_and_loses_nothing()
    {
        const float black = 450, emissivity = 0.92f;
        CanyonViews<Double> views = CanyonViews<Double>.Of(1.3f);
        CanyonExchange<Double> all = CanyonRadiation.Exchange<Double>(views, CanyonRadiation.Sky<Double>(views, black), new((Double)emissivity * black, (Double)emissivity * black), new(1 - (Double)emissivity, 1 - (Double)emissivity));
        Assert.Equal(black, all.Incident.Road.V, tolerance: 1e-9);
        Assert.Equal(black, all.Incident.Wall.V, tolerance: 1e-9);
        Assert.Equal(black, all.ToSky(views).V, tolerance: 1e-9);
    }
}

/// <summary>What arrives on road and walls of a street and goes back to the sky.</summary>
internal readonly struct LightStreet(
    [Plausible(0.01f, 4)] View ratio, [Plausible(0.05f, 1.5f)] View elevation, [Plausible(0.05f, 0.6f)] View road, [Plausible(0.1f, 0.6f)] View wall, View onRoad, View onWall, View back,
    [Plausible(0, 900)] Uniform beam, [Plausible(0, 300)] Uniform sky) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R high = cell[ratio];
        CanyonViews<R> views = CanyonViews<R>.Of(high);
        CanyonFluxes<R> direct = CanyonRadiation.Beam(cell[beam], R.Sin(cell[elevation]), R.Cos(cell[elevation]), high), diffuse = CanyonRadiation.Sky(views, cell[sky]);
        CanyonExchange<R> all = CanyonRadiation.Exchange(views, new(direct.Road + diffuse.Road, direct.Wall + diffuse.Wall), new(0f, 0f), new(cell[road], cell[wall]));
        cell[onRoad] = all.Incident.Road;
        cell[onWall] = all.Incident.Wall;
        cell[back] = all.ToSky(views);
    }
}
