namespace TerritoryTwin.Files.Territories;

/// <summary>Fictional names in the French manner.</summary>
internal sealed class Names(ulong seed)
{
    private static readonly string[] Heads = ["Val", "Mont", "Bel", "Roche", "Clair", "Haut", "Fon", "Vieux", "Beau", "Champ", "Ville", "Chante"];
    private static readonly string[] Tails = ["bourg", "mesnil", "vigne", "court", "fort", "lieu", "mont", "pré", "tour", "val", "lande", "sart"];
    private static readonly string[] Rivers = ["Lise", "Varenne", "Orlette", "Sorve", "Aumance", "Brèle", "Ternelle", "Doulise", "Vesle-Noire", "Claisse"];
    private static readonly string[] Saints = ["Martin", "Jean", "Michel", "Roch", "Pierre", "Laurent", "Éloi", "Marc", "Nicolas", "Antoine", "Anne", "Blaise", "Germain", "Rémi", "Vincent"];
    private static readonly string[] Trees =
    [
        "Tilleuls", "Acacias", "Peupliers", "Érables", "Marronniers", "Cèdres", "Chênes", "Platanes", "Saules", "Bouleaux", "Noyers", "Cerisiers",
        "Lilas", "Genêts", "Glycines", "Églantines", "Mimosas", "Aubépines", "Charmes", "Frênes", "Ormes", "Sorbiers", "Pommiers", "Coquelicots",
    ];
    private static readonly string[] Lands =
    [
        "Vignes", "Prés", "Coteaux", "Sources", "Moulins", "Bruyères", "Fontaines", "Garennes", "Landes", "Vergers", "Grands Champs", "Terres Rouges",
        "Essarts", "Clairières", "Combes", "Hautes Roches", "Petits Bois", "Longues Raies", "Trois Chemins", "Quatre Vents",
    ];
    private static readonly string[] People =
    [
        "Victor Hugo", "Jean Jaurès", "Pasteur", "Gambetta", "Émile Zola", "Marie Curie", "Voltaire", "Jules Ferry", "Lamartine", "Molière",
        "George Sand", "Louise Michel", "Claude Monet", "Berlioz", "Ampère", "Arago", "La Fontaine", "Racine", "Olympe de Gouges", "Hector Malot",
        "Jules Verne", "Rosa Bonheur", "Lavoisier", "Condorcet", "Diderot", "Stendhal", "Balzac", "Rabelais", "Ronsard", "Camille Claudel",
    ];
    private static readonly string[] OldStreets =
    [
        "Grande Rue", "rue de l'Église", "rue du Marché", "rue des Tanneurs", "rue du Puits", "rue de la Poterne", "rue des Remparts", "rue du Four",
        "rue de la Boucherie", "rue des Orfèvres", "rue du Chapitre", "rue Basse", "rue Haute", "rue du Pont-Vieux", "rue de l'Horloge", "rue des Cordeliers",
        "rue de la Monnaie", "rue du Château", "rue des Carmes", "ruelle du Lavoir", "passage du Cloître", "rue aux Herbes", "rue de la Vieille Halle", "rue du Beffroi",
    ];
    private static readonly string[] Avenues =
    [
        "avenue de la Gare", "avenue de la République", "avenue du Général-Leclerc", "avenue de la Libération", "route de Clairmont", "route de la Forêt",
        "avenue de Verdun", "faubourg Saint-Roch", "avenue du 8-Mai-1945", "route des Étangs", "avenue de l'Europe",
    ];
    private static readonly string[] Rings = ["boulevard de la Liberté", "boulevard des Alliés", "boulevard Carnot", "boulevard du Nord", "boulevard de l'Est", "boulevard des Écoles", "rocade des Collines"];
    private static readonly string[] Quays = ["quai des Lavandières", "quai de la Tannerie", "quai du Port", "quai des Mariniers", "chemin de halage"];

    private readonly HashSet<string> _taken = [];

    public string TownName()
    {
        Dice dice = new(seed, "name");
        string head = dice.Pick(Heads), tail = dice.Pick(Tails);
        while (string.Equals(head, tail, StringComparison.OrdinalIgnoreCase)) tail = dice.Pick(Tails);
        return $"{head}{tail}-sur-{dice.Pick(Rivers)}";
    }

    public string Quarter(int index, Era era)
    {
        Dice dice = new(seed, "quarter", index);
        return era switch
        {
            <= Era.Interwar => Unique($"Faubourg Saint-{dice.Pick(Saints)}"),
            Era.PostWar => Unique($"Les {dice.Pick(Trees)}"),
            Era.Seventies => Unique($"{dice.Pick(["Les", "Résidence des", "Le Clos des"])} {dice.Pick(Lands)}"),
            _ => Unique($"{dice.Pick(["Le Clos des", "Le Domaine des", "Le Hameau des", "Les Jardins des"])} {dice.Pick(dice.Chance(0.5) ? Lands : Trees)}"),
        };
    }

    public string Estate(int index) => Unique($"Cité des {new Dice(seed, "estate", index).Pick(Trees)}");
    public string Village(int index) => Unique($"Vieux bourg de {new Dice(seed, "village", index).Pick(Heads)}{new Dice(seed, "tail", index).Pick(Tails)}");
    public string Works(int index) => Unique($"Zone d'activités {new Dice(seed, "zone", index).Pick(["de la Plaine", "du Pont", "des Alouettes", "du Parc", "de la Croix", "de l'Étang", "du Chêne"])}");
    public string School(int index) => $"{new Dice(seed, "level", index).Pick(["École", "École", "École", "Collège"])} {new Dice(seed, "school", index).Pick(People)}";
    public string Sports(int index) => $"Complexe sportif {new Dice(seed, "sports", index).Pick(People)}";
    public string Park(int index) => $"Parc des {new Dice(seed, "park", index).Pick(Trees)}";
    public string Hospital(int index) => $"Centre hospitalier Saint-{new Dice(seed, "hospital", index).Pick(Saints)}";
    public string Clinic(int index) => $"{new Dice(seed, "care", index).Pick(["Maison de santé", "Résidence autonomie"])} des {new Dice(seed, "clinic", index).Pick(Trees)}";
    public string Close(int index) => $"impasse des {new Dice(seed, "close", index).Pick(Trees)}";

    public string Street(Segment s)
    {
        Dice dice = new(seed, "street", s.Id);
        return s.Line switch
        {
            Line.Radial => s.InCore ? "Grande Rue" : dice.Pick(Avenues),
            Line.Ring => dice.Pick(Rings),
            Line.Quay => dice.Pick(Quays),
            Line.Lane => dice.Pick(OldStreets),
            Line.Collector => dice.Chance(0.6) ? $"rue {dice.Pick(People)}" : $"avenue des {dice.Pick(Trees)}",
            _ => dice.Below(4) switch { 0 => $"rue {dice.Pick(People)}", 1 => $"allée des {dice.Pick(Trees)}", 2 => $"rue des {dice.Pick(Lands)}", _ => $"rue des {dice.Pick(Trees)}" },
        };
    }

    private string Unique(string name)
    {
        string candidate = name;
        for (int k = 2; !_taken.Add(candidate); k++) candidate = $"{name} {k}";
        return candidate;
    }
}
