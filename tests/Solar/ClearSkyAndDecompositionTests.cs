using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Solar;

public sealed class ClearSkyAndDecompositionTests
{
    private const double Tolerance = 0.01;      // W/m²

    [Fact]
    public void Clear_skies_agree_with_the_reference()
    {
        ClearAir air = new(OpticalDepth380: 0.15, OpticalDepth500: 0.1, Water: 1.5);
        foreach (ReferenceRow row in ReferenceTable.Read("solar/clearsky.csv").Rows)
        {
            double zenith = row["apparent_zenith_deg"], above = row["dni_extra"];

            AssertParts("ineichen", ClearSky.IneichenPerez(zenith, row["abs_airmass"], row["linke_turbidity"], row["altitude_m"], above));
            AssertParts("bird", ClearSky.Bird(zenith, row["rel_airmass"], row["pressure_Pa"], above, air));
            AssertParts("solis", ClearSky.Solis(90 - zenith, row["pressure_Pa"], above));
            Assert.Equal(row["haurwitz_ghi"], ClearSky.Haurwitz(zenith), Tolerance);

            void AssertParts(string model, Irradiance found)
            {
                Assert.Equal(row[model + "_ghi"], found.Global, Tolerance);
                Assert.Equal(row[model + "_dni"], found.DirectNormal, Tolerance);
                Assert.Equal(row[model + "_dhi"], found.Diffuse, Tolerance);
            }
        }
    }

    [Fact]
    public void Global_radiation_is_split_as_the_reference_splits_it()
    {
        foreach (ReferenceRow row in ReferenceTable.Read("solar/decomposition.csv").Rows)
        {
            double global = row["ghi"], zenith = row["zenith_deg"], above = Extraterrestrial.Normal(row["doy"]);

            Assert.Equal(row["erbs_kt"], Decomposition.Clearness(global, zenith, above), 1e-5);
            AssertParts("erbs", Decomposition.Erbs(global, zenith, above));
            AssertParts("boland", Decomposition.Boland(global, zenith, above));
            Assert.Equal(row["disc_dni"], Decomposition.Disc(global, zenith, (int)row["doy"]), Tolerance);
            Assert.Equal(row["disc_airmass"], Decomposition.AirMassKasten(zenith), 1e-4);

            void AssertParts(string model, (double DirectNormal, double DiffuseHorizontal) found)
            {
                Assert.Equal(row[model + "_dni"], found.DirectNormal, Tolerance);
                Assert.Equal(row[model + "_dhi"], found.DiffuseHorizontal, Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(95)]
    [InlineData(120)]
    public void Nothing_shines_from_below_the_horizon(double zenith)
    {
        Assert.Equal(0, ClearSky.Haurwitz(zenith));
        Assert.Equal(default, ClearSky.IneichenPerez(zenith, 10, 3, 0, 1367));
        Assert.Equal((0, 0), Decomposition.Erbs(0, zenith, 1367));
        Assert.Equal((0, 5), Decomposition.Erbs(5, zenith, 1367));
    }
}
