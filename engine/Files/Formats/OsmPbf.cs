using OsmSharp;
using OsmSharp.Streams;
using OsmSharp.Tags;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads OpenStreetMap PBF: <see cref="OsmPbfBlocks"/> checks and unpacks its blocks, OsmSharp decodes them. Nothing else knows of that library.</summary>
internal static class OsmPbf
{
    public static OsmMap Read(string path, ReadingNotes notes)
    {
        byte[] bytes = InputFile.Bytes(path, OsmPbfBlocks.Format);
        OsmMap map = new(Path.GetFileName(path), notes);
        using OsmPbfBlocks blocks = new(path, bytes, notes);
        try
        {
            using PBFOsmStreamSource source = new(blocks);
            foreach (OsmGeo found in source) Add(map, found);
        }
        catch (Exception e) when (e is not (InputException or OutOfMemoryException))      // damage brings about a dozen kinds
        {
            throw blocks.Fault($"what cannot be decoded ({e.Message.TrimEnd('.')})", "nodes, ways and relations");
        }
        blocks.RequireEnd();
        return map;
    }

    private static void Add(OsmMap map, OsmGeo found)
    {
        long id = found.Id ?? throw new InvalidDataException("an object without identifier");
        OsmKind kind = found.Type switch { OsmGeoType.Node => OsmKind.Node, OsmGeoType.Way => OsmKind.Way, _ => OsmKind.Relation };
        OsmTags tags = new(found.Tags == null ? [] : [.. found.Tags.Select(static (Tag t) => KeyValuePair.Create(t.Key, t.Value))]);
        if (found.Visible == false) map.NoteDeleted(kind, id);
        else if (found is Node node) map.AddNode(id, node.Longitude ?? double.NaN, node.Latitude ?? double.NaN, tags);
        else if (found is Way way) map.AddWay(id, way.Nodes ?? [], tags);
        else if (found is Relation relation) map.AddRelation(id, [.. (relation.Members ?? []).Select(Member)], tags);
    }

    private static OsmMember Member(RelationMember member) =>
        new(member.Type switch { OsmGeoType.Node => OsmKind.Node, OsmGeoType.Way => OsmKind.Way, _ => OsmKind.Relation }, member.Id, member.Role ?? "");
}
