using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

/// <summary>Layers of Olemps and Périgueux as their READMEs and <c>ogrinfo -so -al</c> count them.</summary>
public sealed class RealLayersTests
{
    [Theory]
    [InlineData("territory-olemps/bdtopo/BATIMENT.shp", 2154, 2273, 661962.4, 6357933.0, 666015.2, 6362520.1)]
    [InlineData("territory-olemps/bdtopo/TRONCON_DE_ROUTE.shp", 2154, 1094, 661854.697781, 6357657.752902, 666491.7, 6362560.7)]
    [InlineData("territory-olemps/bdtopo/TRONCON_DE_VOIE_FERREE.shp", 2154, 6, 664805.348039, 6358411.718682, 665282.9, 6361030.898060)]
    [InlineData("territory-olemps/bdtopo/ZONE_DE_VEGETATION.shp", 2154, 665, 661809.0, 6357551.4, 666491.7, 6362647.132195)]
    [InlineData("territory-olemps/bdtopo/SURFACE_HYDROGRAPHIQUE.shp", 2154, 28, 661799.2, 6358217.4, 665712.3, 6362249.2)]
    [InlineData("territory-olemps/bdtopo/ZONE_D_ACTIVITE_OU_D_INTERET.shp", 2154, 21, 662489.6, 6358571.6, 665853.1, 6361734.8)]
    [InlineData("territory-olemps/bdtopo/COMMUNE.shp", 2154, 1, 661799.2, 6357551.4, 666491.7, 6362662.7)]
    [InlineData("territory-olemps/bdtopo/CIMETIERE.shp", 2154, 3, 663041.7, 6360318.6, 665133.8, 6361054.2)]
    [InlineData("territory-olemps/bdtopo/CONSTRUCTION_SURFACIQUE.shp", 2154, 4, 664418.959276, 6358340.857546, 664821.9, 6359790.3)]
    [InlineData("territory-olemps/bdtopo/EQUIPEMENT_DE_TRANSPORT.shp", 2154, 10, 664382.0, 6358558.2, 665026.1, 6360945.4)]
    [InlineData("territory-olemps/bdtopo/RESERVOIR.shp", 2154, 2, 663167.7, 6360249.1, 664782.1, 6361480.2)]
    [InlineData("territory-olemps/bdtopo/TERRAIN_DE_SPORT.shp", 2154, 7, 664054.6, 6358877.6, 665663.6, 6360329.8)]
    [InlineData("territory-olemps/population/population.shp", 2154, 457, 660852.968759, 6356965.983069, 667222.287812, 6363518.200224)]
    [InlineData("territory-olemps/geojson/buildings.geojson", 4326, 2273, 2.522902, 44.319561, 2.573883, 44.360708)]
    [InlineData("territory-olemps/geojson/roads.geojson", 4326, 1094, 2.521549, 44.317078, 2.579860, 44.361074)]
    [InlineData("territory-olemps/geojson/railways.geojson", 4326, 6, 2.558688, 44.323847, 2.564633, 44.347427)]
    [InlineData("territory-olemps/geojson/vegetation.geojson", 4326, 665, 2.521009, 44.316139, 2.579860, 44.361872)]
    [InlineData("territory-olemps/geojson/water.geojson", 4326, 28, 2.520885, 44.322143, 2.570074, 44.358332)]
    [InlineData("territory-olemps/geojson/activity_zones.geojson", 4326, 21, 2.529513, 44.325321, 2.571758, 44.353663)]
    [InlineData("territory-olemps/geojson/commune.geojson", 4326, 1, 2.520885, 44.316139, 2.579860, 44.362004)]
    [InlineData("territory-olemps/geojson/population_200m.geojson", 4326, 457, 2.509080, 44.310803, 2.588768, 44.369625)]
    [InlineData("territory-perigueux/bdtopo/bdtopo_batiment_3d_perigueux.shp", 2154, 14886, 517484.8, 6455370.7, 523017.3, 6459610.6)]
    [InlineData("territory-perigueux/bdnb/bdnb_batiment_perigueux.shp", 4326, 10381, 0.675238, 45.174398, 0.746447, 45.212035)]
    [InlineData("territory-perigueux/osm/osm_buildings_perigueux.shp", 4326, 14774, 0.675200, 45.174393, 0.746447, 45.212035)]
    [InlineData("territory-perigueux/flood/n_tri_peri_inondable_01_01for_s_024.shp", 2154, 114, 503830.8, 6450099.1, 530777.6, 6458694.2)]
    [InlineData("territory-perigueux/commune/commune_perigueux.shp", 2154, 1, 517357.0, 6455314.5, 523088.5, 6459818.1)]
    [InlineData("transport-tntp/SiouxFalls/SiouxFallsCoordinates.geojson", 4326, 24, -96.793377, 43.490707, -96.693423, 43.612828)]
    public void A_layer_has_the_objects_and_the_extent_that_GDAL_finds(string path, int epsg, int count, double west, double south, double east, double north)
    {
        VectorLayer layer = VectorReader.Read(SharedData.Data(path));
        Envelope box = new();
        foreach (Feature feature in layer.Features) box.ExpandToInclude(feature.Geometry!.EnvelopeInternal);

        Assert.Equal(epsg, layer.Crs!.Epsg);
        Assert.Equal(count, layer.Features.Count);
        Assert.Equal(west, box.MinX, 1e-6);
        Assert.Equal(south, box.MinY, 1e-6);
        Assert.Equal(east, box.MaxX, 1e-6);
        Assert.Equal(north, box.MaxY, 1e-6);
    }

    [Fact]
    public void Buildings_of_Olemps_have_the_totals_of_their_README()
    {
        VectorLayer layer = VectorReader.Read(SharedData.Data("territory-olemps/bdtopo/BATIMENT.shp"));
        IEnumerable<IReadOnlyDictionary<string, object?>> rows = layer.Features.Select(f => f.Attributes);

        Assert.Equal(1392, rows.Where(r => r["USAGE1"] is "Résidentiel").Sum(r => r["NB_LOGTS"] as long? ?? 0));
        Assert.Equal(1429, rows.Sum(r => r["NB_LOGTS"] as long? ?? 0));
        Assert.Equal(1090, rows.Count(r => r["USAGE1"] is "Résidentiel"));
        Assert.Equal(1989, rows.Count(r => Convert.ToDouble(r["HAUTEUR"] ?? 0.0) > 0));
        Assert.Equal(353_434, layer.Features.Sum(f => f.Geometry!.Area), 1.0);
        Assert.All(layer.Features, f => Assert.IsType<CoordinateZ>(f.Geometry!.Coordinate));
    }

    [Fact]
    public void Roads_of_Olemps_cut_by_the_commune_edge_have_several_parts_and_unknown_heights_stay()
    {
        VectorLayer layer = VectorReader.Read(SharedData.Data("territory-olemps/bdtopo/TRONCON_DE_ROUTE.shp"));

        Assert.Equal(27, layer.Features.Count(f => f.Geometry is MultiLineString));
        Assert.Equal(306, layer.Features.Sum(f => f.Geometry!.Coordinates.Count(c => c.Z == -1000)));
        Assert.Equal(113.0e3, layer.Features.Sum(f => f.Geometry!.Length), 50.0);
    }

    [Fact]
    public void Population_squares_have_the_persons_of_their_README()
    {
        VectorLayer squares = VectorReader.Read(SharedData.Data("territory-olemps/population/population.shp"));
        VectorLayer same = VectorReader.Read(SharedData.Data("territory-olemps/geojson/population_200m.geojson"));

        Assert.Equal(29_736, squares.Features.Sum(f => Convert.ToDouble(f.Attributes["ind"])), 0.5);
        Assert.Equal(29_736, same.Features.Sum(f => Convert.ToDouble(f.Attributes["ind"])), 0.5);
        Assert.Equal(3073.5, squares.Features.Where(f => f.Attributes["depcom"] is "12174").Sum(f => Convert.ToDouble(f.Attributes["ind"])), 0.05);
    }

    [Fact]
    public void A_GeoPackage_written_by_GDAL_is_read_layer_by_layer()
    {
        string path = SharedData.Data("commuting-grand-est/grand_est_urban_areas.gpkg");

        Assert.Equal(159, VectorReader.Read(path, "urban_area").Features.Count);
        Assert.Single(VectorReader.Read(path, "region").Features);
        Assert.Contains("`region`", Assert.Throws<InputException>(() => VectorReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("territory-olemps/terrain/dtm_25m.tif", 2154, 192, 208, 25, 661750, 6357500, 472.48001098633, 571.36918738179, 648.10986328125)]
    [InlineData("territory-olemps/terrain/dtm_25m.asc", 2154, 192, 208, 25, 661750, 6357500, 472.5, 571.36147183944, 648.09997558594)]
    [InlineData("territory-perigueux/terrain/dtm_25m_from_building_ground_altitudes.tif", 2154, 230, 181, 25, 517350, 6455300, 78, 115.11787085972, 189.10000610352)]
    [InlineData("outdoor-heat/goteborg-gvc/DEM_GVC_1m.tif", 3006, 180, 180, 2, 318946, 6397920, 49.430000305176, 59.875473036118, 77.075004577637)]
    [InlineData("outdoor-heat/goteborg-kronenhuset/DSM_KR.tif", 3007, 234, 223, 1, 147720, 6398557, 0, 11.569280964474, 58.070358276367)]
    [InlineData("outdoor-heat/goteborg-kronenhuset/CDSM_KR.asc", null, 234, 223, 1, 147720, 6398557, 0, 0.642074581388, 24.368299484253)]
    public void A_raster_has_the_place_and_the_values_that_GDAL_finds(
        string path, int? epsg, int columns, int rows, double cellSize, double west, double south, double lowest, double mean, double highest)
    {
        (Raster raster, Crs? crs) = RasterReader.Read(SharedData.Data(path));
        float[] values = [.. raster.Values.Where(v => !float.IsNaN(v))];

        Assert.Equal(epsg, crs?.Epsg);
        Assert.Equal(new Grid(rows, columns, cellSize, west, south), raster.Grid);
        Assert.Equal(lowest, values.Min(), 1e-5);
        Assert.Equal(mean, values.Average(v => (double)v), 1e-5);
        Assert.Equal(highest, values.Max(), 1e-5);
    }

    [Fact]
    public void The_same_relief_as_text_and_as_GeoTIFF_agrees_cell_by_cell()
    {
        Raster text = RasterReader.Read(SharedData.Data("territory-olemps/terrain/dtm_25m.asc")).Raster;
        Raster tiff = RasterReader.Read(SharedData.Data("territory-olemps/terrain/dtm_25m.tif")).Raster;

        for (int i = 0; i < text.Values.Length; i++)
            Assert.True(float.IsNaN(text.Values[i]) ? float.IsNaN(tiff.Values[i]) : Math.Abs(text.Values[i] - tiff.Values[i]) < 0.051f, $"cell {i}");
    }
}
