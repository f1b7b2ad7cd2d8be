using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>docs/catalogue.md against the tables that runs take. With TWIN_ACCEPT=1 it is written anew.</summary>
public class CatalogueDocumentTests
{
    private static readonly string Page = Path.Combine(SharedData.Repository, "docs", "catalogue.md");

    [Fact]
    public void The_catalogue_is_what_the_code_has()
    {
        string page = File.ReadAllText(Page), generated = page;
        foreach ((string name, string table) in new[] { ("packages", Packages()), ("parts", Parts()), ("heating", Heating()), ("panels", Panels()) })
            generated = Regex.Replace(generated, $"(?s)(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", _ => table);
        if (Environment.GetEnvironmentVariable("TWIN_ACCEPT") == "1") File.WriteAllText(Page, page = generated);
        Assert.Equal(generated, page);
    }

    private static string Packages()
    {
        StringBuilder text = new("| package | wall | roof | floor | window | solar factor | air change | source |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
        foreach (RenovationPackage p in RenovationCatalogue.All)
        {
            string glazing = p.WindowU < RenovationPackage.Untouched ? Figure(p.WindowG) : "–";
            text.Append(CultureInfo.InvariantCulture, $"| `{p.Name}` | {Figure(p.WallU)} | {Figure(p.RoofU)} | {Figure(p.FloorU)} | {Figure(p.WindowU)} | {glazing} | {Figure(p.AirChange)} | {p.Source} |\n");
        }
        return text.ToString();
    }

    private static string Parts()
    {
        StringBuilder text = new("| part | paid by | done above | €/m² | kgCO₂e/m² | years | limit | cost | years from |\n| --- | --- | ---: | ---: | ---: | ---: | --- | --- | --- |\n");
        foreach (PartWorks w in PartWorks.All)
        {
            string area = w.Part == EnvelopePart.Ventilation ? "heated floor" : "its area";
            text.Append(CultureInfo.InvariantCulture, $"| {CodeWords<EnvelopePart>.Of(w.Part)} | {area} | {Figure(w.UpToStandard)} | {w.Cost:0} | {w.EmbodiedCarbon:0} | {w.Lifetime:0} | {w.Standard} | {w.CostSource} | {w.LifetimeSource} |\n");
        }
        return text.ToString();
    }

    private static string Heating()
    {
        StringBuilder text = new("| system | € a plant | €/kW | years | source |\n| --- | ---: | ---: | ---: | --- |\n");
        foreach (HeatingWorks w in HeatingWorks.All) text.Append(CultureInfo.InvariantCulture, $"| `{w.Name}` | {w.Fixed:0} | {w.PerPower:0} | {w.Lifetime:0} | {w.Source} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| radiators and pipes where none are, €/m² heated | {HeatingWorks.WaterCircuit:0} | – | – | {HeatingWorks.WaterCircuitSource} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| electric tank, a dwelling | {HeatingWorks.ElectricTank:0} | – | – | {HeatingWorks.ElectricTankSource} |\n");
        return text.ToString();
    }

    private static string Panels()
    {
        StringBuilder text = new("| roof of up to | €/kWp |\n| --- | ---: |\n");
        foreach (double power in new[] { 3, 9, 36, 100, double.PositiveInfinity }) text.Append(CultureInfo.InvariantCulture, $"| {(double.IsFinite(power) ? $"{power:0} kWp" : "more")} | {PanelCosts.PerPower(power):0} |\n");
        return text.ToString();
    }

    private static string Figure(double value) => value >= RenovationPackage.Untouched ? "–" : value.ToString("0.00", CultureInfo.InvariantCulture);
}
