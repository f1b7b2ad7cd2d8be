using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Tests.Buildings;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>Tables of measured consumption by IRIS, by the names of columns that Enedis, Agence ORE and SDES give them.</summary>
public sealed class MeasuredConsumptionTests : IDisposable
{
    private const string Enedis = "annee;code_iris;nom_iris;code_grand_secteur;nb_sites;conso_totale_mwh\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-iris-").FullName;

    private static readonly Territory Place = new()
    {
        Name = "two districts", Epsg = 2154, Latitude = 45.2, Longitude = 0.7, Terrain = new Raster(Grid.Square(2, 1000), [0, 0, 0, 0]),
        Buildings = [Hamlet.House(0, dwellings: 10) with { District = "243220101" }, Hamlet.House(1, dwellings: 5) with { District = "243220102" }, Hamlet.House(2, use: BuildingUse.Office) with { District = "243220103" }],
    };

    private MeasuredConsumption Read(string text, Carrier carrier = Carrier.Electricity, string years = "2022-2023", Encoding? encoding = null)
    {
        string path = Path.Combine(_folder, "measured.csv");
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        int[] span = [.. years.Split('-').Select(int.Parse)];
        return MeasuredConsumption.Read(new([(carrier, path)], new(span[0], span[^1]), "base.yaml"), Place);
    }

    [Fact]
    public void Rows_of_homes_of_the_territory_in_the_years_that_count_are_taken()
    {
        MeasuredConsumption read = Read(Enedis + "2021;243220101;A;RESIDENTIEL;9;11\n2022;243220101;A;RESIDENTIEL;9;40,5\n2022;243220101;A;TERTIAIRE;9;900\n2023;243220101;A;RESIDENTIEL;9;42.5\n2022;243220102;B;RESIDENTIEL;;s\n2023;243220102;B;RESIDENTIEL;5;\n2023;243229999;C;RESIDENTIEL;5;20\n2023;330630101;D;RESIDENTIEL;5;20\n");
        Assert.Equal([new("243220101", Carrier.Electricity, 2022, 40.5, 9), new("243220101", Carrier.Electricity, 2023, 42.5, 9), new("243220102", Carrier.Electricity, 2022, null, double.NaN), new("243220102", Carrier.Electricity, 2023, null, 5)], read.Rows);
        Assert.Equal(["calibration: measured.csv has 1 codes of the same communes that no home of the territory has, which are left out: 243229999"], read.Notes);
    }

    [Theory]
    [InlineData("OPERATEUR;ANNEE;FILIERE;CODE_IRIS;LIBELLE_IRIS;CODE_GRAND_SECTEUR;CONSO;PDL\nGRDF;2023;Gaz;243220101;A;R;30;4\nRégie;2023;Gaz;243220101;A;R;10;1\nEnedis;2023;Electricité;243220101;A;R;99;4\n")]
    [InlineData("operateur,annee,filiere,code_iris,libelle_iris,consoa,consor,pdlr\nGRDF,2023,Gaz,243220101,A,7,30,4\nRégie,2023,Gaz,243220101,A,7,10,1\nEnedis,2023,Electricité,243220101,A,1,99,4\n")]
    [InlineData("Opérateur;Année;Filière;Code IRIS;CODE GRAND SECTEUR;Nb sites;Conso totale (MWh)\nGRDF;2023;Gaz;243220101;Résidentiel;4;30\nRégie;2023;Gaz;243220101;Résidentiel;1;10\nEnedis;2023;Electricité;243220101;Résidentiel;4;99\n")]
    [InlineData("OPERATEUR,ANNEE,IRIS_CODE,IRIS_LIBELLE,FILIERE,CODE_GRAND_SECTEUR,CONSO,PDL\nGRDF,2023,243220101,A,G,R,30,4\nRégie,2023,243220101,A,G,R,10,1\nEnedis,2023,243220101,A,E,R,99,4\n")]
    public void Every_producer_is_read_by_its_own_names_and_operators_add_up(string text)
    {
        Assert.Equal([new MeasuredRow("243220101", Carrier.Gas, 2023, 40, 5)], Read(text, Carrier.Gas, "2023").Rows);
        Assert.Equal([new MeasuredRow("243220101", Carrier.Electricity, 2023, 99, 4)], Read(text, Carrier.Electricity, "2023").Rows);
        MeasuredConsumption old = Read(text, Carrier.Gas, "2023", Encoding.Latin1);
        Assert.Equal([new MeasuredRow("243220101", Carrier.Gas, 2023, 40, 5)], old.Rows);
        Assert.Contains("read as Windows-1252", Assert.Single(old.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_for_two_carriers_says_which_row_is_which()
    {
        string path = Path.Combine(_folder, "both.csv");
        File.WriteAllText(path, Enedis + "2023;243220101;A;RESIDENTIEL;9;40\n");
        IReadOnlyList<string> faults = Assert.Throws<InputException>(() => MeasuredConsumption.Read(new([(Carrier.Electricity, path), (Carrier.Gas, path)], new(2023, 2023), "base.yaml"), Place)).Faults;
        Assert.All(faults, f => Assert.Contains("both.csv: the same file under several carriers, and no column of the carrier; expected `filiere`, `energie`.", f, StringComparison.Ordinal));
        Assert.NotEmpty(faults);
        string copy = Path.Combine(_folder, "copy.csv");
        File.Copy(path, copy);
        Assert.Contains("copy.csv: the very figures of another carrier as those of gas; expected its own.", Assert.Single(Assert.Throws<InputException>(() => MeasuredConsumption.Read(new([(Carrier.Electricity, path), (Carrier.Gas, copy)], new(2023, 2023), "base.yaml"), Place)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_secret_for_one_operator_is_secret_for_the_sum() =>
        Assert.Equal([new MeasuredRow("243220101", Carrier.Gas, 2023, null, 5)], Read("OPERATEUR;ANNEE;CODE_IRIS;CODE_GRAND_SECTEUR;CONSO;PDL\nGRDF;2023;243220101;R;30;4\nRégie;2023;243220101;R;s;1\n", Carrier.Gas, "2023").Rows);

    [Theory]
    [InlineData("an;iris;energie\n2023;243220101;5\n", "no column of the energy in MWh; expected `conso_totale_mwh`, `conso_mwh`, `conso`. There are: `an`, `iris`, `energie`. Rename the one that holds it.", 3)]
    [InlineData("annee;code_iris;nb_sites;conso_totale_mwh\n2023;243220101;9;40\n", "no column of the sector; expected `code_grand_secteur`, `grand_secteur`, `libelle_grand_secteur`. There are: ", 1)]
    [InlineData(Enedis + "2023;010040101;A;RESIDENTIEL;9;40\n", "no code of an IRIS that is a district of the territory (the first is `010040101`); expected some of its 2 districts: 243220101, 243220102. Take the file", 1)]
    [InlineData(Enedis + "2023;243220101;A;TERTIAIRE;9;40\n", "no row of homes among the sectors TERTIAIRE; expected `RESIDENTIEL` or `R`.", 1)]
    [InlineData(Enedis + "2019;243220101;A;RESIDENTIEL;9;40\n2022;243220101;A;RESIDENTIEL;9;40\n", "no row of 2023 for the districts of the territory; there are 2019, 2022; expected every year of `calibration.years: 2022-2023`.", 1)]
    [InlineData(Enedis + "2022;243220101;A;RESIDENTIEL;9;40000\n2023;243220101;A;RESIDENTIEL;9;40\n", "measured.csv(2): 40000 MWh for the 10 homes of 243220101, 4000 each; expected less than 100 MWh a home. If the file is in kWh, divide it by 1000", 1)]
    [InlineData(Enedis + "2022;243220101;A;RESIDENTIEL;9;0.04\n2023;243220101;A;RESIDENTIEL;9;40\n", "measured.csv(2): 0.04 MWh for the 9 meters of 243220101; expected more than 0.05 MWh a meter. If the file is in GWh, multiply it by 1000.", 1)]
    [InlineData(Enedis + "2022;243220101;A;RESIDENTIEL;9;-4\n2023;243220102;A;RESIDENTIEL;9;forty\n202x;243220102;A;RESIDENTIEL;9;4\n", "measured.csv(2): an energy of -4 MWh of 243220101; expected 0 or more.", 3)]
    [InlineData(Enedis + "2022;243220101;A;RESIDENTIEL;9;40\n2022;243220101;A;RESIDENTIEL;9;40\n2023;243220101;A;RESIDENTIEL;9;40\n", "measured.csv(3): a second row of 243220101 in 2022; expected one row a district, year and operator.", 1)]
    [InlineData("annee;filiere;code_iris;code_grand_secteur;conso\n2023;Gaz;243220101;R;40\n", "no row of electricity (`FILIERE` is Gaz); expected some. Name the file under the carrier that it holds.", 1)]
    [InlineData(Enedis + "2022;243220101;A;RESIDENTIEL;9\n", "measured.csv(2): 5 cells; expected 6, as in the first line.", 1)]
    public void A_table_that_cannot_be_right_is_refused_with_all_its_faults(string text, string expected, int faults)
    {
        InputException thrown = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(thrown.Faults, f => f.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(faults, thrown.Faults.Count);
    }

    [Fact]
    public void Letters_of_two_encodings_in_one_table_are_refused()
    {
        string path = Path.Combine(_folder, "mixed.csv");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Enedis + "2022;243220101;Égalité;RESIDENTIEL;9;40\n"), .. Encoding.Latin1.GetBytes("2023;243220101;Égalité;RESIDENTIEL;9;40\n")]);
        Assert.Contains("expected one encoding in the whole table", Assert.Throws<InputException>(() => MeasuredConsumption.Read(new([(Carrier.Electricity, path)], new(2022, 2023), "base.yaml"), Place)).Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_territory_without_districts_is_refused() =>
        Assert.Contains("no building of dwellings has a district", Assert.Throws<InputException>(() => MeasuredConsumption.Read(new([], new(2022, 2023), "base.yaml"), Place with { Buildings = [Hamlet.House(0)] })).Faults[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("calibration: { years: 2023 }\n", "scenario.yaml(5,14): `calibration` names no file; give one or more of `electricity`, `gas` and `district_heat`.")]
    [InlineData("calibration: { gas: no.csv, years: 2023 }\n", "scenario.yaml(5,21): the file no.csv does not exist.")]
    [InlineData("calibration: { gas: scenario.yaml }\n", "scenario.yaml(5,14): `calibration` lacks `years`")]
    [InlineData("calibration: { gas: scenario.yaml, years: 2023, beside: no.yaml }\n", "scenario.yaml(5,57): the scenario no.yaml does not exist.")]
    public void A_scenario_says_which_files_and_years(string added, string expected) =>
        Assert.Contains(ScenarioFolder.FaultsOf(ScenarioFolder.Baseline + added), f => f.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void A_scenario_is_calibrated_beside_the_file_that_says_so_also_where_it_is_saved_elsewhere()
    {
        using ScenarioFolder folder = new();
        folder.Write("gas.csv", "").Write("base.yaml", ScenarioFolder.Baseline + "calibration: { gas: gas.csv, years: 2022-2023 }\n").Write("scenario.yaml", "name: Cooler\nextends: base.yaml\nbehaviour: { heating_set_point: 18 °C }\n");
        Scenario scenario = folder.Read();
        Assert.Equal((folder.PathOf("base.yaml"), folder.PathOf("gas.csv"), Carrier.Gas), (scenario.Calibration!.Beside, scenario.Calibration.Files[0].Path, scenario.Calibration.Files[0].Carrier));
        Assert.Equal([folder.PathOf("gas.csv")], scenario.Areas);
        Assert.DoesNotContain(scenario.Settings, static s => s.StartsWith("calibration", StringComparison.Ordinal));          // what it came to is compared, and where files lie is not
        Directory.CreateDirectory(folder.PathOf("saved"));
        folder.Write("saved/own.yaml", ScenarioVariant.Of(folder.PathOf("scenario.yaml")).ToYaml(folder.PathOf("saved"), "Saved"));
        Scenario saved = folder.Read("saved/own.yaml");
        Assert.Equal((Path.GetFullPath(folder.PathOf("base.yaml")), Path.GetFullPath(folder.PathOf("gas.csv"))), (Path.GetFullPath(saved.Calibration!.Beside), Path.GetFullPath(saved.Calibration.Files[0].Path)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
