using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Solar;

public sealed class PhotovoltaicsTests
{
    private const double Tolerance = 1e-4;

    [Fact]
    public void Panels_and_inverters_give_the_reference_power()
    {
        foreach (ReferenceRow row in ReferenceTable.Read("solar/pv_power.csv").Rows)
        {
            double poa = row["poa_Wm2"], air = row["temp_air_C"], wind = row["wind_ms"], aoi = row["aoi_deg"];
            double sandia = Photovoltaics.SandiaCell(poa, air, wind), faiman = Photovoltaics.Faiman(poa, air, wind);
            double hot = Photovoltaics.Dc(poa, sandia, 4000, -0.0047), mild = Photovoltaics.Dc(poa, faiman, 4000, -0.0035);

            Assert.Equal(row["tcell_sapm_openrack_glasspolymer"], sandia, Tolerance);
            Assert.Equal(row["tcell_sapm_closemount_glassglass"], Photovoltaics.SandiaCell(poa, air, wind, -2.98, -0.0471, 1), Tolerance);
            Assert.Equal(row["tcell_faiman"], faiman, Tolerance);
            Assert.Equal(row["tcell_pvsyst_uc29_uv0"], Photovoltaics.PvsystCell(poa, air, wind), Tolerance);
            Assert.Equal(row["tcell_ross_noct45"], Photovoltaics.RossCell(poa, air), Tolerance);
            Assert.Equal(row["pdc_pvwatts_4kW_g-0.0047_sapmT"], hot, Tolerance);
            Assert.Equal(row["pdc_pvwatts_4kW_g-0.0035_faimanT"], mild, Tolerance);
            Assert.Equal(row["pac_pvwatts_pdc0_3333.33_eta0.96"], Photovoltaics.Ac(hot, 3333.3333), Tolerance);
            Assert.Equal(row["iam_physical"], Photovoltaics.PhysicalIncidence(aoi), Tolerance);
            Assert.Equal(row["iam_ashrae_b0.05"], Photovoltaics.AshraeIncidence(aoi), Tolerance);
            Assert.Equal(row["iam_martin_ruiz_ar0.16"], Photovoltaics.MartinRuizIncidence(aoi), Tolerance);
        }
    }

    [Fact]
    public void Usual_losses_are_14_percent() => Assert.Equal(0.140757, Photovoltaics.UsualLosses, 1e-6);

    [Fact]
    public void An_idle_inverter_gives_nothing_and_a_full_one_its_rating()
    {
        Assert.Equal(0, Photovoltaics.Ac(0, 1000));
        Assert.Equal(960, Photovoltaics.Ac(5000, 1000), 1e-4);
    }

    [Fact]
    public void Light_along_the_glass_does_not_enter()
    {
        foreach (double angle in (double[])[90, 120, 180])
        {
            Assert.Equal(0, Photovoltaics.PhysicalIncidence(angle));
            Assert.Equal(0, Photovoltaics.AshraeIncidence(angle));
            Assert.Equal(0, Photovoltaics.MartinRuizIncidence(angle));
        }
        Assert.Equal(1, Photovoltaics.PhysicalIncidence(0));
    }
}
