using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>A piece of the plan that is built up, or left open, as a whole.</summary>
internal sealed class District(Cell cell, int index, Vec centre, double area, double cost, bool onMainRoad)
{
    public Cell Cell { get; } = cell;
    public int Index { get; } = index;
    /// <summary>On the plan.</summary>
    public Vec Centre { get; } = centre;
    /// <summary>[m²]</summary>
    public double Area { get; } = area;
    /// <summary>The lower, the earlier it is built up [m].</summary>
    public double Cost { get; } = cost;
    public bool OnMainRoad { get; } = onMainRoad;
    public string Name { get; set; } = "";
    public bool Built { get; set; }
    public bool Works { get; set; }
}

/// <summary>Builds the town up, district by district, from the centre outwards and from the oldest to the newest.</summary>
internal sealed class Town
{
    private const double SteepestGround = 0.13;
    /// <summary>Homes that the first school does not wait for.</summary>
    private const int FirstSchool = 200;
    private readonly Scale _scale;
    private readonly TownLayout _layout;
    private readonly Relief _relief;
    private readonly Site _site;
    private readonly Names _names;
    private readonly Dice _dice;
    private readonly List<(Vec At, double Handicap)> _nuclei = [];
    private int _schoolsDue, _sportsDue, _parksDue, _clinicsDue, _nextHospital, _served;

    public Town(Scale scale, TownLayout layout, Relief relief, Site site, Names names)
    {
        (_scale, _layout, _relief, _site, _names) = (scale, layout, relief, site, names);
        _dice = new(site.Seed, "town");
        _schoolsDue = FirstSchool;
        _nextHospital = scale.Inhabitants >= 9000 ? (int)(0.3 * scale.Dwellings) % 9000 : int.MaxValue;
    }

    public void Build()
    {
        BuildCore();
        PlaceNuclei();
        List<District> districts = CutDistricts();
        ReserveWorks(districts);
        foreach (District d in districts)
        {
            if (_site.Missing == 0) break;
            if (d.Works || !Buildable(d)) continue;
            if (d.Centre.Length > 0.65 * _scale.TownRadius && _dice.Chance(0.05)) continue;
            if (d.Centre.Length > _scale.CoreRadius * 1.6 && _dice.Chance(0.015)) LayPark(d);
            else BuildUp(d);
        }
        Country country = new(_scale, _layout, _relief, _site, _dice);
        foreach (District d in districts)
            if (!d.Built) country.Fill(d);
        country.TreeTheBanks();
    }

    private void BuildCore()
    {
        List<Cell> blocks = [];
        double size = 48 + 26 * _scale.Rank;
        foreach (Cell half in _layout.HighStreet()) _layout.Divide(half, _ => (1.5 * size, size), Line.Lane, 0.7, inCore: true, blocks);
        string name = "Centre ancien";
        List<Plot> plots = [.. blocks.Select(c => new Plot(BlockOf(c), Era.Old, name, 1, new Dice(_site.Seed, "core", c.Sides[0].Node)))];
        Vec middle = _relief.Real(default);
        Plot[] byDistance = [.. plots.OrderBy(p => (Plane.Centroid(p.Block.Outline) - middle).Length - 3 * Math.Min(p.Block.Width, 46))];
        int square = Array.FindIndex(byDistance, p => Facilities.Square(_site, p)), hall = square == 0 ? 1 : 0;
        if (byDistance.Length > 1) Facilities.TownHall(_site, byDistance[hall]);
        for (int k = 0; k < byDistance.Length; k++)
            if (k != square) Rows.Build(_site, byDistance[k], Rows.Medieval);
    }

    private void PlaceNuclei()
    {
        _nuclei.Add((default, 0));
        int villages = (int)(_scale.Inhabitants / 32_000.0 + 0.3);
        double turn = _dice.Between(0.0, 2 * Math.PI);
        for (int k = 0; k < villages; k++)
        {
            double angle = turn + 2.399963 * k, away = _scale.TownRadius * (0.62 + 0.4 * (k + 0.5) / villages);
            _nuclei.Add((Vec.Towards(angle) * away, 0.62 * away));
        }
    }

    private List<District> CutDistricts()
    {
        List<Cell> cells = [];
        double town = 0.72 + 0.5 * _scale.Rank;
        foreach (Cell sector in _layout.Sectors)
        {
            _layout.Divide(sector, c => c.Length < 1.12 * _scale.TownRadius ? (265 * town, 195 * town) : (620, 430), Line.Collector, 0.3, inCore: false, cells);
        }
        List<District> districts = [];
        foreach (Cell cell in cells)
        {
            Vec[] outline = _layout.Plan.Outline(cell);
            Vec centre = Plane.Centroid(outline);
            bool main = cell.Sides.Any(s => s.Segment.Line is Line.Radial or Line.Ring);
            districts.Add(new(cell, districts.Count, centre, Plane.Area(outline), Cost(centre, main), main));
        }
        return [.. districts.OrderBy(d => d.Cost).ThenBy(d => d.Index)];
    }

    private double Cost(Vec centre, bool onMainRoad)
    {
        double near = _nuclei.Min(n => (centre - n.At).Length + n.Handicap);
        double lobes = 1 + 0.16 * Math.Sin(centre.X / (0.31 * _scale.TownRadius) + 1) * Math.Sin(centre.Y / (0.27 * _scale.TownRadius) + 2) + 0.08 * _dice.Normal();
        double across = centre.Y < _scale.RiverY ? 1.12 : 1;
        return near * lobes * across * (onMainRoad ? 0.86 : 1) + 900 * Math.Max(0, _relief.Slope(centre) - 0.06) * 10;
    }

    private bool Buildable(District d) => !_layout.InRiver(d.Cell) && _relief.Slope(d.Centre) < SteepestGround
        && _layout.Plan.Outline(d.Cell).All(p => _relief.Slope(p) < 1.25 * SteepestGround);

    private void ReserveWorks(List<District> districts)
    {
        double wanted = _scale.Inhabitants * 26.0;   // m² of activity zone
        int zones = 1 + (int)Math.Round(_scale.Inhabitants / 22_000.0);
        double apart = 0.9 * _scale.TownRadius / Math.Sqrt(1 + zones / 3.0);
        List<Vec> seeds = [];
        foreach (District d in districts.Where(d => d.OnMainRoad && d.Centre.Length > 0.6 * _scale.TownRadius && d.Centre.Length < 1.05 * _scale.TownRadius && Buildable(d)))
        {
            if (seeds.Count < zones && seeds.TrueForAll(s => (s - d.Centre).Length > apart)) seeds.Add(d.Centre);
        }
        if (seeds.Count == 0) seeds.Add(Vec.Towards(1) * _scale.TownRadius * 0.8);
        foreach (District d in districts.Where(d => d.Centre.Length > 0.45 * _scale.TownRadius && Buildable(d))
                     .OrderBy(d => seeds.Min(s => (s - d.Centre).Length + ((s.Y > _scale.RiverY) == (d.Centre.Y > _scale.RiverY) ? 0 : 900))
                         + (d.OnMainRoad ? 0 : 140 + 120 * _scale.Rank) + new Dice(_site.Seed, "plain", d.Index).Between(0.0, 220.0)))
        {
            if (wanted <= 0) break;
            wanted -= d.Area;
            d.Works = d.Built = true;
            d.Name = _names.Works(d.Index);
            foreach (Cell cell in Blocks(d, 240, 170))
            {
                Plot plot = new(BlockOf(cell), _dice.Chance(0.6) ? Era.Seventies : Era.Nineties, d.Name, 1, new Dice(_site.Seed, "works", d.Index * 64L + cell.Sides.Length));
                Facilities.Works(_site, plot);
                _site.Activity(plot.Block.Outline, "Zone d'activités", d.Name);
            }
        }
    }

    private void LayPark(District d)
    {
        d.Built = true;
        foreach (Cell cell in Blocks(d, 300, 300)) Park(new(BlockOf(cell), Era.Interwar, d.Name, 1, new Dice(_site.Seed, "park", d.Index)), _names.Park(d.Index));
    }

    private void BuildUp(District d)
    {
        d.Built = true;
        Era era = PickEra();
        bool village = _nuclei.Skip(1).Any(n => (n.At - d.Centre).Length < 0.6 * Math.Sqrt(d.Area));
        if (village) era = Era.Old;
        bool flats = _site.WantsFlats(era);
        bool estate = flats && era is (Era.PostWar or Era.Seventies) && _scale.Inhabitants >= 5000 && _site.MissingFlats(era) > 60;
        d.Name = village ? _names.Village(d.Index) : estate ? _names.Estate(d.Index) : _names.Quarter(d.Index, era);
        double wealth = Math.Exp(0.16 * new Dice(_site.Seed, "wealth", d.Index).Normal()) * (estate ? 0.66 : era >= Era.Seventies && !flats ? 1.1 : 1);
        (double length, double width) = estate ? (210, 150) : era switch
        {
            Era.Old => (95, 62), Era.Interwar => (135, 76), Era.PostWar => (160, 72), _ => _dice.Chance(0.55) ? (150, 124) : (185, 78),
        };
        int n = 0;
        Queue<Cell> blocks = new(Blocks(d, length, width));
        while (blocks.TryDequeue(out Cell? cell) && _site.Missing > 0)
        {
            if (estate && _site.MissingFlats(era) <= 0)   // the estate is complete: houses on what is left
            {
                estate = false;
                List<Cell> smaller = [];
                foreach (Cell left in blocks.Prepend(cell)) _layout.Divide(left, _ => (150, 74), Line.Street, 0.25, inCore: false, smaller);
                blocks = new(smaller);
                continue;
            }
            if (_site.MissingIn(era) <= 0 && !village) era = PickEra();
            Dice dice = new(_site.Seed, "block", d.Index * 4096L + n++);
            Plot plot = new(BlockOf(cell), era, d.Name, wealth, dice);
            if (Serve(plot)) continue;
            Block? close = era >= Era.Seventies && !estate && dice.Chance(0.85) ? Closes.Cut(_layout.Plan, _relief, cell, _site, _names) : null;
            if (close is null && !estate && era > Era.Old && TooDeep(cell))
            {
                List<Cell> smaller = [];
                _layout.Divide(cell, _ => (150, 66), Line.Street, 0.25, inCore: false, smaller);
                if (smaller.Count > 1)
                {
                    blocks = new(smaller.Concat(blocks));
                    continue;
                }
            }
            BuildBlock(close is null ? plot : plot with { Block = close }, estate && era is (Era.PostWar or Era.Seventies));
        }
    }

    private void BuildBlock(Plot plot, bool estate)
    {
        int before = _site.Dwellings;
        bool flats = _site.WantsFlats(plot.Era);
        switch (plot.Era)
        {
            case Era.Old: Rows.Build(_site, plot, Rows.Suburb); break;
            case Era.Interwar when plot.Dice.Chance(0.55): Rows.Build(_site, plot, Rows.FrontGarden); break;
            case Era.Interwar: Houses.Build(_site, plot); break;
            default:
                if (estate && flats) Collectives.Estate(_site, plot);
                else if (flats) Collectives.Residence(_site, plot);
                if (!flats || !estate && _site.MissingFlats(plot.Era) <= 0) Houses.Build(_site, plot);
                break;
        }
        _schoolsDue += _site.Dwellings - before;
        _sportsDue += _site.Dwellings - before;
        _parksDue += _site.Dwellings - before;
        _clinicsDue += _site.Dwellings - before;
    }

    /// <summary>Gives the block to a school, a hospital, a sports ground or a park when one is due and fits.</summary>
    private bool Serve(Plot plot)
    {
        double area = plot.Block.Area, width = plot.Block.Width;
        int key = _served;
        if (_site.Dwellings > _nextHospital && area > 9000 && width > 72)
        {
            Facilities.Hospital(_site, plot, _names.Hospital(key));
            _nextHospital += 32_000;
        }
        else if (FitsSchool(area, width) && Facilities.School(_site, plot, _names.School(key)))
            _schoolsDue -= 1300;
        else if (_clinicsDue > 450 && area is > 2500 and < 15000 && width > 40)
        {
            Facilities.Clinic(_site, plot, _names.Clinic(key));
            _clinicsDue -= 2000;
        }
        else if (_sportsDue > Math.Min(2200, 0.55 * _scale.Dwellings) && area > 6500)
        {
            Facilities.Sports(_site, plot, _names.Sports(key));
            _sportsDue -= 2600;
        }
        else if (_parksDue > 1300 && area > 4000)
        {
            Park(plot, _names.Park(key));
            _parksDue -= 2200;
        }
        else
            return false;
        _served++;
        return true;
    }

    /// <summary>The longer a school is awaited, the less is asked of its ground.</summary>
    private bool FitsSchool(double area, double width) =>
        _schoolsDue > 420 && area is > 4500 and < 26000 && width > 55 || _schoolsDue > 520 && area is > 2600 and < 40000 && width > 40;

    private void Park(Plot plot, string name)
    {
        Greens.Scatter(_site, plot, (int)(plot.Block.Area / 160), 4, 9);
        _site.Activity(plot.Block.Outline, "Parc", name);
    }

    /// <summary>Mostly the oldest period that still lacks dwellings, at times a later one: towns grow outwards, with exceptions.</summary>
    private Era PickEra()
    {
        List<Era> open = [];
        for (Era e = Era.Old; e <= Era.Regulated2012; e++)
            if (_site.MissingIn(e) > 0.02 * _site.Quota(e)) open.Add(e);
        if (open.Count == 0) return Era.Regulated2012;
        int k = 0;
        while (k < open.Count - 1 && _dice.Chance(0.3)) k++;
        return open[k];
    }

    private List<Cell> Blocks(District d, double length, double width)
    {
        List<Cell> cells = [];
        foreach (Side side in d.Cell.Sides) MarkBuilt(d.Cell, side);
        _layout.Divide(d.Cell, _ => (length, width), Line.Street, 0.25, inCore: false, cells);
        Vec from = d.Centre;
        return [.. cells.OrderBy(c => (Plane.Centroid(_layout.Plan.Outline(c)) - from * 0.9).Length)];
    }

    private void MarkBuilt(Cell cell, Side side)
    {
        int k = Array.IndexOf(cell.Sides, side);
        int next = cell.Sides[(k + 1) % cell.Sides.Length].Node;
        side.Segment.Build(side.Segment.TOf(_layout.Plan.Nodes[side.Node]) - 1e-9, side.Segment.TOf(_layout.Plan.Nodes[next]) + 1e-9);
    }

    /// <summary>Would plots along the streets leave an empty middle?</summary>
    private bool TooDeep(Cell cell) => Plane.Box(_layout.Plan.Outline(cell)).Width > 97;

    private Block BlockOf(Cell cell)
    {
        (Vec[] outline, double[] half) = Tracing.Outline(_layout.Plan, _relief, cell);
        return new(outline, half);
    }
}
