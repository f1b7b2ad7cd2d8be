namespace TerritoryTwin.Heat;

/// <summary>The standard effective temperature [°C]: of still air at 50 % humidity in which a person who dresses for the activity would lose as much heat by the skin, with a skin as warm and as wet.</summary>
/// <remarks>
/// Gagge, Fobelets and Berglund (1986), ASHRAE Transactions 92; the code of ASHRAE 55 (2020), for a person who stands: an hour of a core and a skin in steps of a minute.
/// docs/physics/comfort.md, eq. 10 to 13.
/// </remarks>
public static class StandardTemperature
{
    private const double Met = 58.2, StefanBoltzmann = 5.6697e-8, Weight = 70, Surface = 1.8258, SkinNeutral = 33.7, CoreNeutral = 36.8, FlowNeutral = 6.3, Lewis = 2.2;

    /// <summary>At sea level.</summary>
    public static double Of(Indoors room)
    {
        double wind = Math.Max(room.Wind, 0.1), metabolism = room.Activity * Met, vapour = room.Humidity * Torr(room.Air);
        double insulation = 0.155 * room.Clothing, area = 1 + 0.15 * room.Clothing, permeation = room.Clothing > 0 ? 0.45 : 1;
        double wettest = room.Clothing > 0 ? 0.59 * Math.Pow(wind, -0.08) : 0.38 * Math.Pow(wind, -0.29);
        double still = Math.Max(3, room.Activity > 0.85 ? 5.66 * Math.Pow(room.Activity - 0.85, 0.39) : 0), convection = Math.Max(8.600001 * Math.Pow(wind, 0.53), still);
        double breathed = 0.0023 * metabolism * (44 - vapour) + 0.0014 * metabolism * (34 - room.Air);

        double skin = SkinNeutral, core = CoreNeutral, flow = FlowNeutral, share = 0.1, made = metabolism, evaporated = 0.1 * room.Activity;
        double radiation = 4.7, dry = 0, wet = 0;
        for (int minute = 1; minute < 60; minute++)
        {
            double clothes = Clothes(radiation, out double layer, out double operative), before;
            do
            {
                before = clothes;
                radiation = 4 * 0.95 * StefanBoltzmann * Math.Pow((clothes + room.Radiant) / 2 + 273.15, 3) * 0.73;
                clothes = Clothes(radiation, out layer, out operative);
            }
            while (Math.Abs(clothes - before) > 0.01);
            dry = (skin - operative) / (layer + insulation);
            double toSkin = (core - skin) * (5.28 + 1.163 * flow);
            double skinRise = (toSkin - dry - evaporated) * Surface / (0.97 * share * Weight * 60), coreRise = (made - toSkin - breathed) * Surface / (0.97 * (1 - share) * Weight * 60);
            (skin, core) = (skin + skinRise, core + coreRise);
            double warmSkin = Math.Max(skin - SkinNeutral, 0), coldSkin = Math.Max(SkinNeutral - skin, 0), warmCore = Math.Max(core - CoreNeutral, 0), coldCore = Math.Max(CoreNeutral - core, 0);
            double warmBody = Math.Max(share * skin + (1 - share) * core - (0.1 * SkinNeutral + 0.9 * CoreNeutral), 0);
            flow = Math.Clamp((FlowNeutral + 120 * warmCore) / (1 + 0.5 * coldSkin), 0.5, 90);
            (evaporated, wet) = Evaporated(0.68 * Math.Min(170 * warmBody * Math.Exp(warmSkin / 10.7), 500));
            made = metabolism + 19.4 * coldSkin * coldCore;
            share = 0.0417737 + 0.7451833 / (flow + 0.585417);
        }

        double total = still + radiation, dressed = 1.52 / (room.Activity + 0.6944) - 0.1835, standardArea = 1 + 0.25 * dressed;              // clo
        double covered = 1 / (1 + 0.155 * standardArea * total * dressed), ratio = still / total;
        double throughClothes = 0.45 * ratio * (1 - covered) / (ratio - covered * 0.45);
        double ofDry = 1 / (1 / (standardArea * total) + 0.155 * dressed), ofWet = 1 / (1 / (Lewis * standardArea * still) + 0.155 * dressed / (Lewis * throughClothes));
        return Root.Of(t => dry + evaporated - ofDry * (skin - t) - wet * ofWet * (Torr(skin) - 0.5 * Torr(t)), -150, 150);

        double Clothes(double radiative, out double layer, out double operative)
        {
            layer = 1 / (area * (radiative + convection));
            operative = (radiative * room.Radiant + convection * room.Air) / (radiative + convection);
            return (layer * skin + insulation * operative) / (layer + insulation);
        }

        (double Heat, double Wettedness) Evaporated(double sweated)
        {
            double most = (Torr(skin) - vapour) / (1 / (Lewis * area * convection) + insulation / (Lewis * permeation));
            if (most < 0) return (0, wettest);
            double part = sweated / (most == 0 ? 0.001 : most), wettedness = 0.06 + 0.94 * part;
            if (wettedness <= wettest) return (wettedness * most, wettedness);
            part = wettest / 0.94;
            return (part * most + 0.06 * (1 - part) * most, wettest);
        }
    }

    private static double Torr(double celsius) => Math.Exp(18.6686 - 4030.183 / (celsius + 235));
}
