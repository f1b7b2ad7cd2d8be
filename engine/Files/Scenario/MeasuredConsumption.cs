using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>What the homes of a district were measured to use.</summary>
/// <param name="District">The code of its IRIS.</param> <param name="Carrier">Which.</param> <param name="Year">In which.</param>
/// <param name="Energy">[MWh]; null where it is kept secret.</param> <param name="Sites">Meters; NaN when unknown.</param>
internal sealed record MeasuredRow(string District, Carrier Carrier, int Year, double? Energy, double Sites);

/// <summary>Reads measured consumption by IRIS: tables of Enedis, Agence ORE and SDES, by the names that their columns have there.</summary>
internal sealed class MeasuredConsumption
{
    private const int MostFaults = 20, Told = 5, FirstYear = 1990, LastYear = 2100, LengthOfCommune = 5;
    private const double MostOfHome = 100, LeastOfMeter = 0.05;        // MWh in a year: a mean of a district beyond is in another unit
    private static readonly string[] Years = ["annee"], Codes = ["code_iris", "iris_code", "insee_iris", "iris"], Sectors = ["code_grand_secteur", "grand_secteur", "libelle_grand_secteur"], Carriers = ["filiere", "energie"];
    private static readonly string[] Energies = ["conso_totale_mwh", "conso_mwh", "conso"], EnergiesOfHomes = ["consor", "conso_totale_secteur_residentiel_enedis_mwh", "conso_totale_secteur_residentiel_mwh"];
    private static readonly string[] Sites = ["nb_sites", "nombre_de_sites", "pdl"], SitesOfHomes = ["pdlr", "nb_sites_secteur_residentiel_enedis", "nb_sites_secteur_residentiel"];
    private static readonly string[] Parts = ["operateur", "code_categorie_consommation", "code_secteur_naf2", "code_naf"];       // rows that differ in these add up
    private static readonly string[] Homes = ["residentiel", "r", "res"], Secrets = ["", "s", "secret", "ns", "nd"];

    /// <summary>The rows of the territory's districts in the years that count.</summary>
    public required IReadOnlyList<MeasuredRow> Rows { get; init; }
    /// <summary>What a reader of the results must know of them.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Reads all files of a calibration.</summary>
    /// <exception cref="InputException">They have faults, or do not fit the territory; all of them.</exception>
    public static MeasuredConsumption Read(CalibrationChoice choice, Territory territory)
    {
        Dictionary<string, int> homes = DistrictUse.Homes(territory).GroupBy(b => territory.Buildings[b].District, StringComparer.Ordinal).ToDictionary(static g => g.Key, g => g.Sum(b => territory.Buildings[b].Dwellings.Value), StringComparer.Ordinal);
        if (homes.Count == 0)
            throw InputFile.Fault(choice.Beside, "`calibration`, and no building of dwellings has a district", "the codes of IRIS as `district` of buildings", "Import the territory anew with a mapping that fills `district` from the code of the IRIS, or write a column `district` in corrections.csv.");
        List<string> faults = [], notes = [];
        List<MeasuredRow> rows = [];
        foreach ((Carrier carrier, string path) in choice.Files)
        {
            try
            {
                rows.AddRange(new Source(path, carrier, choice, homes, notes).Read());
            }
            catch (InputException e)
            {
                faults.AddRange(e.Faults);
            }
        }
        if (faults.Count == 0)
            foreach ((Carrier carrier, string path) in choice.Files.Skip(1))
                if (choice.Files.TakeWhile(f => f.Carrier != carrier).Any(f => Figures(f.Carrier) is { Length: > 0 } figures && figures.SequenceEqual(Figures(carrier))))
                    faults.AddRange(InputFile.Fault(path, $"the very figures of another carrier as those of {CodeWords<Carrier>.Of(carrier)}", "its own", "Name each file under the carrier that it holds.").Faults);
        return faults.Count > 0 ? throw new InputException(faults) : new() { Rows = rows, Notes = notes };

        (string, int, double)[] Figures(Carrier carrier) => [.. rows.Where(r => r.Carrier == carrier && r.Energy is not null).Select(static r => (r.District, r.Year, r.Energy!.Value))];
    }

    // Blanks and signs are _, so that labels and names of one column are one.
    private static string Plain(string name) =>
        string.Join('_', string.Concat(Spelling.Plain(name).Select(static c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static double? Number(string cell) =>
        double.TryParse(cell.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    private static string Few(IEnumerable<string> all)
    {
        string[] told = [.. all];
        return string.Join(", ", told.Take(Told)) + (told.Length > Told ? $" and {told.Length - Told} more" : "");
    }

    /// <summary>One file.</summary>
    private sealed class Source(string path, Carrier carrier, CalibrationChoice choice, Dictionary<string, int> homes, List<string> notes)
    {
        private readonly List<string> _faults = [];
        private readonly Dictionary<(string District, int Year), (double? Energy, double Sites, int Line)> _sums = [];
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal), _sectors = new(StringComparer.Ordinal), _carriers = new(StringComparer.Ordinal), _strangers = new(StringComparer.Ordinal);
        private readonly SortedSet<int> _years = [];
        private string[] _names = [];
        private string? _firstCode;

        public IEnumerable<MeasuredRow> Read()
        {
            CsvReader reader = new(path, () => InputFile.Unpacked(path, "table of measured consumption"));
            _names = [.. reader.Names.Select(Plain)];
            if (reader.Note is { } odd) notes.Add($"{Path.GetFileName(path)}: {odd}");
            int energyOfHomes = Find(EnergiesOfHomes), sector = Find(Sectors);
            bool wide = energyOfHomes >= 0 && sector < 0;
            int year = Require("the year", Years), code = Require("the code of the IRIS", Codes), energy = wide ? energyOfHomes : Require("the energy in MWh", Energies), sites = Find(wide ? SitesOfHomes : Sites), filiere = Find(Carriers);
            if (filiere < 0 && choice.Files.Count(f => f.Path == path) > 1) Fault(null, $"the same file under several carriers, and no column of the carrier", string.Join(", ", Carriers.Select(static c => $"`{c}`")), "Name each file under the carrier that it holds.");
            if (!wide) Require("the sector", Sectors);
            ThrowIfAny();
            int[] parts = [.. Parts.Select(p => Find([p])).Where(static c => c >= 0)];
            foreach ((int line, string[] cells) in reader.Rows())
            {
                if (_faults.Count >= MostFaults) break;
                if (!wide && !IsHomes(cells[sector])) continue;
                if (filiere >= 0 && !IsCarrier(cells[filiere])) continue;
                Take(line, cells[code].Trim(), cells, year, energy, sites, parts);
            }
            RequireMatch(wide);
            ThrowIfAny();
            return _sums.Select(s => new MeasuredRow(s.Key.District, carrier, s.Key.Year, s.Value.Energy, s.Value.Sites)).OrderBy(static r => r.District, StringComparer.Ordinal).ThenBy(static r => r.Year);
        }

        private void Take(int line, string code, string[] cells, int year, int energy, int sites, int[] parts)
        {
            _firstCode ??= code;
            if (!homes.TryGetValue(code, out int dwellings))
            {
                if (code.Length > LengthOfCommune && homes.Keys.Any(d => d.Length == code.Length && d.AsSpan(0, LengthOfCommune).SequenceEqual(code.AsSpan(0, LengthOfCommune)))) _strangers.Add(code);
                return;
            }
            if (Number(cells[year]) is not ({ } when and >= FirstYear and <= LastYear) || when != Math.Floor(when))
            {
                Fault(line, $"the year `{cells[year]}`", $"a whole number from {FirstYear} to {LastYear}", "Correct it, or fetch the file again.");
                return;
            }
            _years.Add((int)when);
            if (when < choice.Years.First || when > choice.Years.Last) return;
            if (!_seen.Add(string.Join('\u0001', [code, $"{when}", .. parts.Select(p => cells[p])])))
            {
                Fault(line, $"a second row of {code} in {when}", "one row a district, year and operator", "Remove one of both, if they are the same; else say by which column they differ.");
                return;
            }
            string cell = cells[energy].Trim();
            double? found = Number(cell);
            if (found is null && !Secrets.Contains(cell.ToLowerInvariant())) Fault(line, $"the energy `{cell}` of {code}", "a number in MWh, or an empty cell or `s` where it is secret", "Correct it.");
            else if (found < 0) Fault(line, $"an energy of {cell} MWh of {code}", "0 or more", "Correct it, or leave the cell empty.");
            double meters = sites >= 0 ? Number(cells[sites]) ?? double.NaN : double.NaN;
            (string, int) key = (code, (int)when);
            _sums[key] = _sums.TryGetValue(key, out var sum) ? (sum.Energy + found, sum.Sites + meters, sum.Line) : (found, meters, line);
            if (_sums[key] is not { Energy: { } mwh } all || _faults.Count > 0) return;
            if (dwellings > 0 && mwh / dwellings > MostOfHome)
                Fault(line, string.Create(CultureInfo.InvariantCulture, $"{mwh:0} MWh for the {dwellings} homes of {code}, {mwh / dwellings:0} each"), $"less than {MostOfHome:0} MWh a home", "If the file is in kWh, divide it by 1000; if the territory lacks homes of this district, correct `dwellings`.");
            else if (carrier != Carrier.DistrictHeat && mwh > 0 && mwh / all.Sites < LeastOfMeter)
                Fault(line, string.Create(CultureInfo.InvariantCulture, $"{mwh:g3} MWh for the {all.Sites:0} meters of {code}"), $"more than {LeastOfMeter} MWh a meter", "If the file is in GWh, multiply it by 1000.");
        }

        private void RequireMatch(bool wide)
        {
            if (_faults.Count > 0) return;
            string known = Few(homes.Keys.Order(StringComparer.Ordinal));
            if (_years.Count == 0)
            {
                if (!wide && !_sectors.Any(IsHomes)) Fault(null, $"no row of homes among the sectors {Few(_sectors.Order(StringComparer.Ordinal))}", "`RESIDENTIEL` or `R`", "Take a file that holds the sector of homes.");
                else if (_firstCode is null) Fault(null, $"no row of {CodeWords<Carrier>.Of(carrier)} (`FILIERE` is {Few(_carriers.Order(StringComparer.Ordinal))})", "some", "Name the file under the carrier that it holds.");
                else Fault(null, $"no code of an IRIS that is a district of the territory (the first is `{_firstCode}`)", $"some of its {homes.Count} districts: {known}", "Take the file of this commune, or fill `district` of buildings with the codes of IRIS.");
            }
            foreach (int lacking in Enumerable.Range(choice.Years.First, choice.Years.Count).Where(y => _years.Count > 0 && !_years.Contains(y)))
                Fault(null, $"no row of {lacking} for the districts of the territory; there are {string.Join(", ", _years)}", $"every year of `calibration.years: {YearsText.Show(choice.Years)}`", "Shorten `years`, or take a file that holds it.");
            if (_strangers.Count > 0) notes.Add($"calibration: {Path.GetFileName(path)} has {_strangers.Count} codes of the same communes that no home of the territory has, which are left out: {Few(_strangers.Order(StringComparer.Ordinal))}");
        }

        private bool IsHomes(string sector)
        {
            _sectors.Add(sector.Trim());
            return Homes.Contains(Plain(sector));
        }

        private bool IsCarrier(string filiere)
        {
            _carriers.Add(filiere.Trim());
            string word = Plain(filiere);
            return carrier switch
            {
                Carrier.Electricity => word is "e" or "electricite" or "elec",
                Carrier.Gas => word is "g" or "gaz" or "gaz_naturel",
                _ => word is "c" or "chaleur" or "r" or "reseau_de_chaleur" or "reseaux_de_chaleur",
            };
        }

        private int Find(string[] names) => names.Select(n => Array.IndexOf(_names, n)).Where(static at => at >= 0).DefaultIfEmpty(-1).First();

        private int Require(string what, string[] names)
        {
            int at = Find(names);
            if (at < 0) Fault(null, $"no column of {what}", string.Join(", ", names.Select(static n => $"`{n}`")), $"There are: {string.Join(", ", _names.Take(50).Select(static n => $"`{n}`"))}. Rename the one that holds it.");
            return at;
        }

        private void Fault(int? line, string found, string expected, string remedy) =>
            _faults.Add(InputFile.Fault(line is { } at ? string.Create(CultureInfo.InvariantCulture, $"{path}({at})") : path, found, expected, remedy).Faults[0]);

        private void ThrowIfAny()
        {
            if (_faults.Count > 0) throw new InputException(_faults);
        }
    }
}
