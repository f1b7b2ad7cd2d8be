using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>docs/catalogue.md against the tables that runs take. With TWIN_ACCEPT=1 it is written anew.</summary>
public class CatalogueDocumentTests
{
    private static readonly string Page = Path.Combine(SharedData.Repository, "docs", "catalogue.md");

    [Fact]
    public void The_catalogue_is_what_the_code_has()
    {
        string page = File.ReadAllText(Page), generated = page;
        foreach ((string name, string table) in new[] { ("packages", Packages()), ("parts", Parts()), ("heating", Heating()), ("panels", Panels()), ("aid", Aid()), ("aid_keys", ScenarioDocumentation.Keys(typeof(AidRules))) })
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

    private static string Aid()
    {
        AidRules rules = AidFile.Read("maprimerenov-2025");
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"**{rules.Name}.** {rules.Source}.\n\nIncome: {rules.IncomeShare:0 %} of disposable income ({rules.IncomeSource}). Homes of at least {rules.LeastAge} years. Landlords: class `{CodeWords<IncomeClass>.Of(rules.Landlords!.Value)}`. Tax: {rules.Vat:0.0 %}.\n\n");
        text.Append("| incomes up to, €/year | very modest | modest | intermediate | source |\n| --- | ---: | ---: | ---: | --- |\n");
        foreach (IncomeTable table in rules.Incomes)
        {
            string region = CodeWords<AidRegion>.Of(table.Region);
            for (int n = 0; n < table.Persons.Count; n++) Row($"`{region}`, {n + 1} {(n == 0 ? "person" : "persons")}", table.Persons[n], table.Source);
            Row($"`{region}`, each further person", table.Further, table.Source);
        }
        text.Append("\n| single work | from | per | very modest, € | modest, € | intermediate, € | higher, € | most area, m² | most cost, € per | of such works | worse than | flats | source |\n| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |\n");
        foreach (SingleWorkAid w in rules.Works)
            text.Append(CultureInfo.InvariantCulture, $"| `{CodeWords<WorkKind>.Of(w.Work)}` | {w.From} | {(w.Per is { } per ? $"{per:0.##} m²" : "home")} | {w.VeryModest:0} | {w.Modest:0} | {w.Intermediate:0} | {w.Higher:0} | {Or(w.MostArea)} | {Or(w.MostCost)} | {w.Share:0 %} | {(w.WorseThan > 0 ? $"{w.WorseThan:0.#} W/(m² K)" : "–")} | {(w.Flats ? "yes" : "no")} | {w.Source} |\n");
        text.Append(CultureInfo.InvariantCulture, $"\nOf the cost that single works are aided for, aid pays at most {Shares(rules.MostOfSingleWorks)}; a home gets at most {rules.MostForAHome:0} € for those of a year.\n\n");
        text.Append("| deep renovation of a house | from | letters before | letters gained | parts | very modest | modest | intermediate | higher | of at most, € without tax | source |\n| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
        foreach (DeepRenovationAid d in rules.DeepRenovations)
            text.Append(CultureInfo.InvariantCulture, $"| | {d.From} | {string.Join(", ", d.Letters.ToCharArray())} | {d.Gain} | {d.Parts} | {d.Rate.VeryModest:0 %} | {d.Rate.Modest:0 %} | {d.Rate.Intermediate:0 %} | {d.Rate.Higher:0 %} | {d.MostCost:0} | {d.Source} |\n");
        text.Append(CultureInfo.InvariantCulture, $"\nOf the cost with tax, it pays at most {Shares(rules.MostOfDeepRenovations!)}.\n\n");
        text.Append("| block of homes | from | primary energy saved | lived in | share | more on leaving F and G | of at most, € a home without tax | a very modest owner more, € | a modest one, € | source |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
        foreach (BlockAid b in rules.Blocks)
            text.Append(CultureInfo.InvariantCulture, $"| | {b.From} | {b.Saving:0 %} | {b.Lived:0 %}; {b.LivedOfFew:0 %} up to {b.FewHomes} homes | {b.Rate:0 %} | {b.Leaving:0 %} | {b.MostCost:0} | {b.VeryModest:0} | {b.Modest:0} | {b.Source} |\n");
        return text.ToString();

        void Row(string of, IncomeCeilings c, string source) => text.Append(CultureInfo.InvariantCulture, $"| {of} | {c.VeryModest:0} | {c.Modest:0} | {c.Intermediate:0} | {source} |\n");
        string Or(double? value) => value?.ToString("0", CultureInfo.InvariantCulture) ?? "–";
        string Shares(ShareByClass s) => string.Create(CultureInfo.InvariantCulture, $"{s.VeryModest:0 %}, {s.Modest:0 %}, {s.Intermediate:0 %} and {s.Higher:0 %}");
    }

    private static string Figure(double value) => value >= RenovationPackage.Untouched ? "–" : value.ToString("0.00", CultureInfo.InvariantCulture);
}
