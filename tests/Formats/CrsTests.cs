using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

/// <summary>Coordinate reference systems against PROJ 9.1 (<c>gdaltransform -s_srs EPSG:4326 -t_srs EPSG:… -output_xy</c>).</summary>
public sealed class CrsTests
{
    /// <summary>Code, longitude, latitude [°], x, y [m].</summary>
    public static TheoryData<int, double, double, double, double> FromProj => new()
    {
        { 2154, 2.55, 44.34, 664122.681907873, 6360210.0678226 },
        { 2154, 4.8357, 45.764, 842666.659187172, 6519924.36680566 },
        { 2154, -4.5, 48.4, 145709.788949823, 6837422.08261436 },
        { 2154, 7.75, 48.58, 1050163.94355659, 6841622.71548826 },
        { 2154, 9.2, 41.4, 1219451.84005615, 6053535.87751233 },
        { 2154, 2.35, 48.85, 652301.564830528, 6861302.72589958 },
        { 3944, 2.55, 44.34, 1664116.57968843, 3237874.17376336 },
        { 3944, 4.8357, 45.764, 1842846.7705359, 3397636.39607812 },
        { 3944, -4.5, 48.4, 1143786.70956553, 3714836.45534644 },
        { 3944, 7.75, 48.58, 2051403.7626348, 3719728.83316542 },
        { 3944, 9.2, 41.4, 2218464.30758372, 2930596.80644402 },
        { 3944, 2.35, 48.85, 1652124.5002822, 3739922.87096486 },
        { 3946, 2.55, 44.34, 1664102.3199409, 5015607.28288251 },
        { 3946, 4.8357, 45.764, 1842779.10919176, 5175416.42830831 },
        { 3946, -4.5, 48.4, 1145025.91449263, 5493023.72374485 },
        { 3946, 7.75, 48.58, 2050600.90456046, 5497366.01878451 },
        { 3946, 9.2, 41.4, 2219529.23245916, 4708647.44312592 },
        { 3946, 2.35, 48.85, 1652240.40316795, 5517160.12993844 },
        { 32631, 2.55, 44.34, 464128.308006355, 4909735.47566633 },
        { 32631, 4.8357, 45.764, 642744.984926433, 5069465.45594199 },
        { 32631, -4.5, 48.4, -54937.798762259, 5387994.10480815 },
        { 32631, 7.75, 48.58, 850288.863394517, 5391668.12492597 },
        { 32631, 9.2, 41.4, 1018391.7405991, 4601749.49739771 },
        { 32631, 2.35, 48.85, 452314.891233666, 5410984.88760444 },
        { 25831, 2.55, 44.34, 464128.308006067, 4909735.47554726 },
        { 25831, 4.8357, 45.764, 642744.984927638, 5069465.45582162 },
        { 25831, -4.5, 48.4, -54937.7987673711, 5387994.10468611 },
        { 25831, 7.75, 48.58, 850288.863397758, 5391668.12480368 },
        { 25831, 9.2, 41.4, 1018391.74060284, 4601749.4972821 },
        { 25831, 2.35, 48.85, 452314.891233221, 5410984.88748189 },
        { 3857, 2.55, 44.34, 283864.701522848, 5518209.61353122 },
        { 3857, 4.8357, 45.764, 538307.661629033, 5742610.37536717 },
        { 3857, -4.5, 48.4, -500937.708569731, 6173660.45196293 },
        { 3857, 7.75, 48.58, 862726.05364787, 6203894.34827269 },
        { 3857, 9.2, 41.4, 1024139.31529812, 5071521.81142561 },
        { 3857, 2.35, 48.85, 261600.803364193, 6249447.75279128 },
        { 3035, 2.55, 44.34, 3726762.3535882, 2388439.3782228 },
        { 3035, 4.8357, 45.764, 3919078.92014388, 2530754.33755451 },
        { 3035, -4.5, 48.4, 3254797.8531058, 2914907.75530856 },
        { 3035, 7.75, 48.58, 4154950.01622143, 2832154.7747162 },
        { 3035, 9.2, 41.4, 4253828.23898111, 2033568.19724887 },
        { 3035, 2.35, 48.85, 3760536.82290232, 2888771.02095019 },
        { 3942, 3.8, 42.3, 1765962.67863012, 1233628.31460836 },
        { 3943, 3.8, 43.3, 1764908.86869342, 2233635.06069975 },
        { 3945, 3.8, 45.3, 1762741.90752597, 4233647.45454232 },
        { 3947, 3.8, 47.3, 1760497.98892319, 6233658.33394756 },
        { 3948, 3.8, 48.3, 1759348.00548662, 7233663.18869859 },
        { 3949, 3.8, 49.3, 1758179.79676364, 8233667.64532954 },
        { 3950, 3.8, 50.3, 1756993.71332152, 9233671.69832406 },
        { 32622, -52.3, 4.9, 355855.438441007, 541750.163581883 },
        { 2972, -52.3, 4.9, 355855.43844099, 541750.163564085 },
        { 5490, -61.5, 16.2, 660342.312388862, 1791644.13149472 },
        { 2975, 55.45, -20.88, 338767.167364217, 7690355.57235725 },
        { 32740, 55.45, -20.88, 338767.167364554, 7690355.572286 },
        { 4471, 45.2, -12.8, 521705.54803132, 8584972.96246799 },
        { 32733, 15.3, -4.3, 533289.299478078, 9524705.31676269 },
        { 32601, -177.5, 60.1, 472195.545721722, 6662653.22026036 },
        { 32760, 178.2, -16.5, 628073.645174035, 8175375.1577775 },
        { 32630, -1.55, 47.21, 609803.526346066, 5229520.80286114 },
        { 25830, -1.55, 47.21, 609803.526347038, 5229520.80273964 },
        { 25832, 7.75, 48.58, 407806.480267274, 5381522.27592801 },
        { 32632, 7.75, 48.58, 407806.480268127, 5381522.2760504 },
        { 3006, 12.0, 57.7, 321226.792336459, 6399268.50267822 },
        { 3007, 12.0, 57.7, 150000, 6397870.17190457 },
        { 9794, 2.55, 44.34, 664122.681907873, 6360210.0678226 },
        { 9846, 4.8357, 45.764, 1842779.10919176, 5175416.42830831 },
    };

    [Theory, MemberData(nameof(FromProj))]
    public void A_place_has_the_coordinates_that_PROJ_gives(int epsg, double longitude, double latitude, double x, double y)
    {
        Crs crs = Crs.FromEpsg(epsg);
        (double ownX, double ownY) = crs.Forward(longitude, latitude);
        (double backLongitude, double backLatitude) = crs.Inverse(ownX, ownY);

        Assert.Equal(x, ownX, 1e-6);
        Assert.Equal(y, ownY, 1e-6);
        Assert.Equal(longitude, backLongitude, 1e-9);
        Assert.Equal(latitude, backLatitude, 1e-9);
    }

    [Theory]
    [InlineData("UNIT[\"metre\",1", "UNIT[\"US survey foot\",0.3048006096012192", "in the unit `US survey foot`")]
    [InlineData("\"false_easting\",500000", "\"false_easting\",1640416.67", "other parameters than WGS 84 / UTM zone 31N")]
    [InlineData("\"central_meridian\",3", "\"central_meridian\",9", "other parameters than WGS 84 / UTM zone 31N")]
    public void A_code_whose_unit_or_parameters_say_something_else_is_refused(string right, string wrong, string reason)
    {
        string wkt = Crs.FromEpsg(32631).Wkt;
        Assert.Contains(right, wkt, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<InputException>(() => Crs.FromWkt(wkt.Replace(right, wrong, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => CrsRecognition.RequireSame(wkt.Replace(right, wrong, StringComparison.Ordinal), Crs.FromEpsg(32631)));
        CrsRecognition.RequireSame(wkt, Crs.FromEpsg(32631));
    }

    [Fact]
    public void Heights_in_feet_under_metres_are_refused()
    {
        string vertical = $"COMPD_CS[\"both\",{Crs.FromEpsg(2154).Wkt},VERT_CS[\"heights\",VERT_DATUM[\"d\",2005],UNIT[\"US survey foot\",0.3048006096012192]]]";
        Assert.Contains("heights `heights` in the unit `US survey foot`", Assert.Throws<InputException>(() => Crs.FromWkt(vertical)).Message, StringComparison.Ordinal);
        Assert.Equal(2154, Crs.FromWkt(vertical.Replace("0.3048006096012192", "1", StringComparison.Ordinal)).Epsg);
    }

    [Fact]
    public void Every_known_system_is_recognised_in_the_text_it_writes_itself()
    {
        foreach (Crs crs in Crs.Known)
        {
            Assert.Equal(crs, Crs.FromWkt(crs.Wkt));
            Assert.Equal(crs, Crs.FromWkt(crs.Wkt2));
        }
    }

    [Fact]
    public void Every_known_system_comes_back_to_where_it_started()
    {
        foreach (Crs crs in Crs.Known)
        {
            double longitude = crs.Definition.Longitude0 + 1.3, latitude = crs.Definition.Y0 == 10_000_000 ? -20.9 : 44.7;
            (double x, double y) = crs.Forward(longitude, latitude);
            (double backLongitude, double backLatitude) = crs.Inverse(x, y);
            Assert.Equal(longitude, backLongitude, 1e-9);
            Assert.Equal(latitude, backLatitude, 1e-9);
        }
    }

    [Theory]
    [InlineData(2154, "PROJCS[\"RGF_1993_Lambert_93\",GEOGCS[\"GCS_RGF_1993\",DATUM[\"D_RGF_1993\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Lambert_Conformal_Conic\"],PARAMETER[\"False_Easting\",700000.0],PARAMETER[\"False_Northing\",6600000.0],PARAMETER[\"Central_Meridian\",3.0],PARAMETER[\"Standard_Parallel_1\",49.0],PARAMETER[\"Standard_Parallel_2\",44.0],PARAMETER[\"Latitude_Of_Origin\",46.5],UNIT[\"Meter\",1.0]]")]
    [InlineData(2154, "PROJCS[\"RGF93_Lambert_93\",GEOGCS[\"GCS_RGF_1993\",DATUM[\"D_RGF_1993\",SPHEROID[\"GRS_1980\",6378137,298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.017453292519943295]],PROJECTION[\"Lambert_Conformal_Conic\"],PARAMETER[\"standard_parallel_1\",44],PARAMETER[\"standard_parallel_2\",49],PARAMETER[\"latitude_of_origin\",46.5],PARAMETER[\"central_meridian\",3],PARAMETER[\"false_easting\",700000],PARAMETER[\"false_northing\",6600000],UNIT[\"Meter\",1]]")]
    [InlineData(3946, "PROJCS[\"RGF_1993_CC46\",GEOGCS[\"GCS_RGF_1993\",DATUM[\"D_RGF_1993\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Lambert_Conformal_Conic\"],PARAMETER[\"False_Easting\",1700000.0],PARAMETER[\"False_Northing\",5200000.0],PARAMETER[\"Central_Meridian\",3.0],PARAMETER[\"Standard_Parallel_1\",45.25],PARAMETER[\"Standard_Parallel_2\",46.75],PARAMETER[\"Latitude_Of_Origin\",46.0],UNIT[\"Meter\",1.0]]")]
    [InlineData(32631, "PROJCS[\"WGS_1984_UTM_Zone_31N\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",3.0],PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]")]
    [InlineData(25831, "PROJCS[\"ETRS_1989_UTM_Zone_31N\",GEOGCS[\"GCS_ETRS_1989\",DATUM[\"D_ETRS_1989\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",3.0],PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]")]
    [InlineData(32733, "PROJCS[\"WGS_1984_UTM_Zone_33S\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",10000000.0],PARAMETER[\"Central_Meridian\",15.0],PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]")]
    [InlineData(3857, "PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],PARAMETER[\"Standard_Parallel_1\",0.0],PARAMETER[\"Auxiliary_Sphere_Type\",0.0],UNIT[\"Meter\",1.0]]")]
    [InlineData(3035, "PROJCS[\"ETRS_1989_LAEA\",GEOGCS[\"GCS_ETRS_1989\",DATUM[\"D_ETRS_1989\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Lambert_Azimuthal_Equal_Area\"],PARAMETER[\"False_Easting\",4321000.0],PARAMETER[\"False_Northing\",3210000.0],PARAMETER[\"Central_Meridian\",10.0],PARAMETER[\"Latitude_Of_Origin\",52.0],UNIT[\"Meter\",1.0]]")]
    [InlineData(4326, "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]\n\0")]
    [InlineData(4171, "GEOGCS[\"GCS_RGF_1993\",DATUM[\"D_RGF_1993\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]")]
    public void A_prj_file_of_other_programs_is_recognised_by_its_parameters(int epsg, string wkt) => Assert.Equal(epsg, Crs.FromWkt(wkt).Epsg);

    [Theory]
    [InlineData("PROJCS[\"NTF (Paris) / Lambert zone II\",GEOGCS[\"NTF (Paris)\",DATUM[\"Nouvelle_Triangulation_Francaise_Paris\",SPHEROID[\"Clarke 1880 (IGN)\",6378249.2,293.466021293627]],PRIMEM[\"Paris\",2.33722917],UNIT[\"grad\",0.0157079632679489]],PROJECTION[\"Lambert_Conformal_Conic_1SP\"],UNIT[\"metre\",1],AUTHORITY[\"EPSG\",\"27572\"]]", "NTF datum")]
    [InlineData("PROJCS[\"ED50 / UTM zone 31N\",GEOGCS[\"ED50\",DATUM[\"European_Datum_1950\",SPHEROID[\"International 1924\",6378388,297]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],UNIT[\"metre\",1]]", "ellipsoid")]
    [InlineData("GEOGCS[\"NAD83\",DATUM[\"North_American_Datum_1983\",SPHEROID[\"GRS 1980\",6378137,298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]", "not known")]
    [InlineData("PROJCS[\"x\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"scale_factor\",0.9996],UNIT[\"US survey foot\",0.304800609601219]]", "in the unit")]
    [InlineData("LOCAL_CS[\"nowhere\"]", "not known")]
    [InlineData("PROJCS[\"cut", "well-known text")]
    [InlineData("", "well-known text")]
    public void A_system_that_is_not_known_is_refused_with_the_reason(string wkt, string reason)
    {
        string message = Assert.Throws<InputException>(() => Crs.FromWkt(wkt)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("EPSG:2154", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_code_is_refused_and_the_known_ones_are_named() =>
        Assert.Contains("known are EPSG:2154", Assert.Throws<InputException>(() => Crs.FromEpsg(27572)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_nested_without_end_is_refused()
    {
        StringBuilder wkt = new();
        for (int i = 0; i < 100_000; i++) wkt.Append("PROJCS[");
        Assert.Throws<InputException>(() => Crs.FromWkt(wkt.ToString()));
    }

    [Fact]
    public void Two_systems_agree_on_where_Lyon_is()
    {
        (double x, double y) = Crs.FromEpsg(32631).From(Crs.FromEpsg(2154), 842666.659187172, 6519924.36680566);
        Assert.Equal(642744.984926433, x, 1e-4);
        Assert.Equal(5069465.45594199, y, 1e-3);
    }
}
