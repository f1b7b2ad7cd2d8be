using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Solar;

public sealed class SkyTemperatureTests
{
    [Fact]
    public void The_longwave_of_clear_and_cloudy_skies_agrees_with_the_reference()
    {
        foreach (ReferenceRow row in ReferenceTable.Read("urban_climate/longwave_down.csv").Rows)
        {
            double air = row["T_C"], vapour = MoistAir.SaturationPressure(air) * row["RH_pct"] / 100;
            double prata = SkyTemperature.Prata(air, vapour), brutsaert = SkyTemperature.Brutsaert(air, vapour);

            Assert.Equal(row["ea_hPa"] * 100, vapour, 1e-2);
            Assert.Equal(row["eps_prata1996"], prata, 1e-6);
            Assert.Equal(row["eps_brutsaert1975"], brutsaert, 1e-6);
            Assert.Equal(row["eps_swinbank1963"], SkyTemperature.Swinbank(air), 1e-6);
            Assert.Equal(row["Ld_prata_clear"], SkyTemperature.Longwave(prata, air), 1e-3);
            Assert.Equal(row["Ld_brutsaert_clear"], SkyTemperature.Longwave(brutsaert, air), 1e-3);
            Assert.Equal(row["Ld_prata_cloud_N2"], SkyTemperature.Longwave(air, vapour, row["cloud_fraction"]), 1e-3);
        }
    }

    [Fact]
    public void A_black_sky_has_the_temperature_of_its_longwave() =>
        Assert.Equal(-12.5, SkyTemperature.Of(SkyTemperature.Longwave(1, -12.5)), 1e-9);

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(1.2, 0.0)]
    [InlineData(0.25, 1.0)]
    [InlineData(0.0, 1.0)]
    public void Less_sun_means_more_clouds(double share, double clouds) => Assert.Equal(clouds, SkyTemperature.CloudFraction(share), 1e-12);
}
