using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>A kilowatt of panels in the open, with its inverter.</summary>
/// <param name="Plane">Of the panels.</param>
/// <param name="Losses">Share of the panels' power lost before the inverter, 0 to 1.</param>
/// <param name="PerKelvin">Change of power with cell temperature [1/K].</param>
/// <param name="InverterEfficiency">At its rated power.</param>
public readonly record struct PhotovoltaicYear(TiltedPlane Plane, double Losses = 0.1408, double PerKelvin = -0.0035, double InverterEfficiency = 0.96)
{
    private const double Rated = 1000;      // W

    /// <summary>Power of each hour after the inverter [W per kW of panels].</summary>
    public double[] Power(WeatherYear year)
    {
        PlaneIrradiance[] plane = Plane.Year(year);
        double[] power = new double[plane.Length];
        for (int hour = 0; hour < power.Length; hour++)
        {
            WeatherHour weather = year.Hours[hour];
            double irradiance = plane[hour].Total;
            double cell = Photovoltaics.Faiman(irradiance, weather.DryBulb, weather.WindSpeed);
            double dc = Photovoltaics.Dc(irradiance, cell, Rated, PerKelvin) * (1 - Losses);
            power[hour] = Photovoltaics.Ac(dc, Rated / InverterEfficiency, InverterEfficiency);
        }
        return power;
    }

    /// <summary>Yield of a year [kWh per kW of panels].</summary>
    public double Yield(WeatherYear year) => Power(year).Sum() / 1000;
}
