using TerritoryTwin.Buildings;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Tests.Buildings;

public class ZoneStepTests
{
    [Fact]
    public void A_single_step_agrees_with_annex_C_to_every_intermediate_value()
    {
        List<Dictionary<string, double>> rows = Csv.Numbers(SharedData.Reference("iso13790_5r1c/annex_c_single_steps.csv"));
        Assert.Equal(30, rows.Count);
        foreach (Dictionary<string, double> row in rows)
        {
            ThermalZone zone = ThermalZone.Of(row["Af_m2"], MassClass.Medium) with
            {
                HeatCapacity = row["Cm_J_K"], MassArea = row["Am_m2"], SurfaceArea = row["At_m2"], SurfaceToAir = 3.45 * row["At_m2"],
                Windows = row["H_tr_w"], Opaque = row["H_tr_op"],
            };
            ZoneConductances<Double> conductances = Conductances(zone);
            ZoneGains<Double> gains = ZoneGains<Double>.Of(new(row["phi_int"]), new(row["phi_sol"]), new(zone.MassShare), new(zone.SurfaceShare));
            ZoneSurroundings<Double> around = new(new(row["theta_e"]), new(row["theta_sup"]), new(row["H_ve"]));
            ZoneControl<Double> control = new(new(row["set_heat"]), new(row["set_cool"]), new(row["phi_h_max"]), new(row["phi_c_max"]), 0);
            ZoneStep<Double> step = ZoneStep<Double>.Solve(conductances, gains, around, control, new(row["theta_m_prev"]));

            void Same(string column, double found) => Assert.True(Math.Abs(row[column] - found) <= 1e-5, $"{column}: {found}, expected {row[column]}");
            Same("H_tr_ms", zone.MassToSurface);
            Same("H_tr_em", zone.OutdoorToMass);
            Same("H_tr_is", zone.SurfaceToAir);
            double h1 = 1 / (1 / row["H_ve"] + 1 / zone.SurfaceToAir), h2 = h1 + zone.Windows;
            Same("H_tr_1", h1);
            Same("H_tr_2", h2);
            Same("H_tr_3", 1 / (1 / h2 + 1 / zone.MassToSurface));
            Same("phi_ia", gains.ToAir.V);
            Same("phi_st", gains.ToSurface.V);
            Same("phi_m", gains.ToMass.V);
            Same("theta_air_free", step.FreeAir.V);
            Same("phi_hc_unrestricted", step.Unrestricted.V);
            Same("phi_hc_actual", step.Power.V);
            Same("phi_m_tot", step.MassFlow.V);
            Same("theta_m_end", step.MassEnd.V);
            Same("theta_m_mean", step.Mass.V);
            Same("theta_s", step.Surface.V);
            Same("theta_air", step.Air.V);
            Same("theta_op", step.Operative.V);
            Assert.True(Math.Abs(step.Imbalance(conductances, gains, around, new(row["theta_m_prev"])).V) < 1e-9 * Math.Max(1, row["phi_m_tot"]));
        }
    }

    [Fact]
    public void A_zone_without_any_ventilation_still_has_a_temperature()
    {
        ThermalZone zone = ThermalZone.Of(50, MassClass.Light) with { Windows = 10, Opaque = 40 };
        ZoneStep<Double> step = ZoneStep<Double>.Solve(Conductances(zone), ZoneGains<Double>.Of(0, 0, new(zone.MassShare), new(zone.SurfaceShare)),
            new(5, 5, 0), new(-100, 100, 0, 0, 0), new(20));
        Assert.InRange(step.Air.V, 5, 20);
    }

    [Fact]
    public void Halving_the_step_quarters_the_error_of_a_single_mass_that_cools()
    {
        double exact = 0.005 * 2000 + (20 - 0.005 * 2000) * Math.Exp(-86400 / (0.005 * 2e7));
        Assert.Equal(14.2147281478, exact, 9);
        double order = Math.Log2(Error(steps: 24) / Error(steps: 48));
        Assert.InRange(order, 1.9, 2.1);

        double Error(int steps)
        {
            ZoneConductances<Double> mass = new(new(2e7 / (86400.0 / steps)), 1, 1, 0, new(1 / 0.005));
            Double temperature = 20;
            for (int i = 0; i < steps; i++)
                temperature = ZoneStep<Double>.Solve(mass, new(0, 0, 2000), new(0, 0, 0), new(-100, 100, 0, 0, 0), temperature).MassEnd;
            return Math.Abs(temperature.V - exact);
        }
    }

    [Fact]
    public void A_single_mass_follows_a_daily_wave_with_the_exact_amplitude_and_lag()
    {
        Dictionary<string, (string Parameters, double Value)> cases = new(StringComparer.Ordinal);
        foreach (string[] cells in File.ReadLines(SharedData.Reference("rc_analytic/rc_analytic.csv")).Skip(1).Select(line => line.Split(',')))
            cases.TryAdd(cells[0], (cells[1], double.Parse(cells[2])));
        Assert.Equal("R=0.005;C=20000000.0;period=86400", cases["1R1C_sine_lag_s"].Parameters);
        const int PerDay = 24 * 60;
        const double Omega = 2 * Math.PI / 86400;
        ZoneConductances<Double> mass = new(new(2e7 / 60), 1, 1, 0, new(1 / 0.005));
        Double temperature = 0;
        double inPhase = 0, quadrature = 0;
        for (int i = 0; i < 30 * PerDay; i++)
        {
            double outdoor = Math.Sin(Omega * (i + 0.5) * 60);
            ZoneStep<Double> step = ZoneStep<Double>.Solve(mass, new(0, 0, 0), new(new(outdoor), new(outdoor), 0), new(-100, 100, 0, 0, 0), temperature);
            temperature = step.MassEnd;
            if (i < 29 * PerDay) continue;
            inPhase += 2.0 / PerDay * step.Mass.V * Math.Sin(Omega * (i + 0.5) * 60);
            quadrature += 2.0 / PerDay * step.Mass.V * Math.Cos(Omega * (i + 0.5) * 60);
        }
        Assert.Equal(cases["1R1C_sine_amplitude_ratio"].Value, Math.Sqrt(inPhase * inPhase + quadrature * quadrature), 1e-5);
        Assert.Equal(cases["1R1C_sine_lag_s"].Value, Math.Atan2(-quadrature, inPhase) / Omega, 1.0);
    }

    internal static ZoneConductances<Double> Conductances(ThermalZone zone) =>
        new(new(zone.HeatCapacity / 3600), new(zone.MassToSurface), new(zone.SurfaceToAir), new(zone.Windows), new(zone.OutdoorToMass));
}
