namespace TerritoryTwin.Viewer.Scene;

/// <summary>The shaders of the scene, GLSL 3.30. A processor that draws runs both sides of every branch: what a picture does not need is left out by <c>#ifdef</c>. Positions reach the fragment relative to the eye, so that normals from derivatives stay exact near it.</summary>
internal static class Shaders
{
    /// <summary>Light and shadow. What lies level and has a value keeps exactly the colour of the legend.</summary>
    private const string Light = """
        uniform vec3 sun, sky;
        uniform float daylight;
        uniform mat4 shadowFrom;
        uniform sampler2DShadow shadowMap;
        uniform float shadowTexel, shadowBias;

        float lit(vec3 world, vec3 n) {
            if (dot(n, sun) <= 0.0) return 0.0;
        #ifdef SHADOWS
            vec3 p = (shadowFrom * vec4(world + n * shadowTexel * 0.8, 1)).xyz * 0.5 + 0.5;
            vec2 edge = abs(p.xy - 0.5);
            float beyond = smoothstep(0.46, 0.5, max(edge.x, edge.y));                     // shadows end softly where their map ends
            return max(beyond, texture(shadowMap, vec3(p.xy, p.z - shadowBias)));
        #else
            return 1.0;
        #endif
        }

        """;

    /// <summary>How far things fade, and from values to colours. What is one building or road asks in the vertex shader, once for all its pixels.</summary>
    private const string Colours = """
        uniform vec3 eye;
        uniform float fogStart;
        uniform sampler2D lut;
        uniform float low, high, classes;

        float fog(float away) {
            float x = max(away - fogStart, 0.0) / (fogStart * 2.6);
            return min(1.0 - exp(-x * x), 0.92);
        }
        bool missing(float v) { return !(v > -3.0e38 && v < 3.0e38); }
        vec3 colourOf(float v) {
            float t = clamp((v - low) / (high - low), 0.0, 1.0);
            if (classes > 0.5) t = (min(floor(t * classes), classes - 1.0) + 0.5) / classes;
            return textureLod(lut, vec2(t * 255.0 / 256.0 + 0.5 / 256.0, 0.5), 0.0).rgb;
        }

        """;

    /// <summary>Pixels of width below which a road is left out, for each step of its class.</summary>
    public const float RoadGone = 0.2f;

    /// <summary>Values of elements, 1024 a row.</summary>
    private const string Values = """
        uniform sampler2D valuesA, valuesB;
        uniform float coloured;
        float valueOf(int id) {
            ivec2 at = ivec2(id & 1023, id >> 10);
        #ifdef DIFFERENCE
            return texelFetch(valuesB, at, 0).r - texelFetch(valuesA, at, 0).r;
        #else
            return texelFetch(valuesA, at, 0).r;
        #endif
        }

        """;

    public const string GroundVertex = """
        layout(location=0) in vec3 position;
        layout(location=1) in vec3 normal;
        uniform mat4 view;
        uniform vec3 eye;
        out vec3 world, n;
        out vec2 away;
        void main() { world = position; n = normal; away = position.xy - eye.xy; gl_Position = view * vec4(position, 1); }
        """;

    public const string GroundFragment = Light + Colours + """
        in vec3 world, n;
        in vec2 away;
        out vec4 o;
        uniform sampler2D cover, fieldA, fieldB;
        uniform vec4 coverArea, fieldArea;
        uniform vec3 ground, woods, grass, water;
        uniform float tint, isoStep;
        #ifdef PICTURE
        uniform sampler2D picture;
        uniform vec4 pictureArea;
        uniform float pale;
        #endif

        bool inside(vec2 uv) { return all(greaterThan(uv, vec2(0))) && all(lessThan(uv, vec2(1))); }
        void main() {
            vec3 normal = normalize(n);
            vec2 c = (world.xy - coverArea.xy) * coverArea.zw;
            vec4 share = inside(c) ? texture(cover, c) : vec4(0);
            share.xyz = smoothstep(0.25, 0.75, share.xyz);
            vec2 margin = smoothstep(vec2(0), vec2(0.05), c) * smoothstep(vec2(0), vec2(0.05), 1.0 - c);
            float known = margin.x * margin.y * smoothstep(0.1, 0.9, share.a);             // beyond it the ground is a guess
            vec3 plain = mix(mix(mix(ground, grass, share.z * tint), woods, share.y * tint), water, share.x * max(tint, 0.75));
            plain = mix(mix(ground, sky, 0.45), plain, max(known, max(share.x, share.y) * 0.6));
        #ifdef PICTURE
            vec2 p = (world.xy - pictureArea.xy) * pictureArea.zw;
            vec4 seen = inside(p) ? texture(picture, p) : vec4(0);
            vec3 quiet = mix(seen.rgb, vec3(dot(seen.rgb, vec3(0.299, 0.587, 0.114))), pale);
            plain = mix(plain, mix(quiet, ground, pale), seen.a);
        #endif
            float shade = mix(1.0, mix(0.76, 1.0, lit(world, normal)), known);
            float relief = 1.0 + 0.55 * known * mix(0.5, 1.0, daylight) * (dot(normal, normalize(vec3(-0.5, 0.6, 1.6))) - dot(vec3(0, 0, 1), normalize(vec3(-0.5, 0.6, 1.6))));
            vec3 colour = plain * relief * mix(1.0, shade, daylight);
        #ifdef FIELD
            vec2 uv = (world.xy - fieldArea.xy) * fieldArea.zw;
            float v = texture(fieldA, uv).r;
        #ifdef DIFFERENCE
            v = texture(fieldB, uv).r - v;
        #endif
            if (inside(uv) && !missing(v)) {
                colour = colourOf(v);
                if (isoStep > 0.0) {
                    float line = v / isoStep, wide = fwidth(line);
                    float on = 1.0 - smoothstep(0.5 * wide, 1.4 * wide + 1e-9, abs(fract(line - 0.5) - 0.5));
                    colour = mix(colour, colour * 0.62, on * 0.7 * step(1e-6, wide) * (1.0 - smoothstep(0.15, 0.4, wide)));           // level ground has no line
                }
                colour *= mix(1.0, mix(0.6, 1.0, shade), daylight);
                colour = mix(colour, colour * 0.72, share.x * (1.0 - share.x) * 2.0);
            }
        #endif
            o = vec4(mix(colour, sky, fog(length(vec3(away, world.z - eye.z)))), 1);
        }
        """;

    public const string RoadVertex = Colours + Values + """
        layout(location=0) in vec4 place;
        layout(location=1) in vec2 sideways;
        layout(location=2) in uint id;
        uniform mat4 view;
        uniform vec3 forward;
        uniform float pixel, plan, extra, least, gone, halfWidths[8], marking;
        uniform sampler2D marks;
        out vec3 world;
        out vec2 across;
        out float faded;
        flat out vec3 colour;
        flat out float seen, valued, marked;
        flat out int road, kind;
        void main() {
            road = int(id & 0x0FFFFFFFu);
            kind = int(id >> 28);
            float away = plan > 0.5 ? 1.0 : max(dot(place.xyz - eye, forward), 1.0), one = pixel * away;
            float half_ = max(halfWidths[kind], (kind < 5 ? 0.75 : 0.45) * one) + extra * max(0.5, one), pixels = 2.0 * halfWidths[kind] / one;
            seen = kind < 2 ? 1.0 : max(least, smoothstep(gone * float(kind), 0.5 * float(kind), pixels));       // the least roads go first
            world = vec3(place.xy + sideways * half_, place.z);
            across = vec2(one, place.w);
            vec4 p = view * vec4(world, 1);
            vec3 towards = plan > 0.5 ? vec3(0, 0, 8) : normalize(eye - world) * min(away * 0.25, 2.5 + away * 0.006);
            vec4 nearer = view * vec4(world + towards, 1);
            p.z = nearer.z / nearer.w * p.w;
            gl_Position = seen < 0.01 ? vec4(2, 2, 2, 1) : p;
            faded = fog(length(world - eye));
            float v = coloured > 0.5 ? valueOf(road) : 0.0;
            valued = coloured > 0.5 && !missing(v) ? 1.0 : 0.0;
            colour = valued > 0.5 ? colourOf(v) : vec3(0);
            marked = marking > 0.5 ? texelFetch(marks, ivec2(road & 1023, road >> 10), 0).r : 0.0;
        }
        """;

    public const string RoadFragment = Light + """
        in vec3 world;
        in vec2 across;
        in float faded;
        flat in vec3 colour;
        flat in float seen, valued, marked;
        flat in int road, kind;
        out vec4 o;
        uniform vec3 base, accent;
        uniform float casing, dashes, dashTime, quiet;
        uniform int hovered, selected;
        void main() {
            bool surface = casing < 0.5;
            vec3 c = base;
            float alpha = kind > 5 ? 0.6 : 1.0;
            if (surface && valued > 0.5) {
                c = colour;
                alpha = 1.0;
                if (dashes > 0.5 && kind < 6) {
                    float period = 26.0 * exp2(ceil(max(0.0, log2(across.x / 1.2))));           // far dashes are longer: never finer than pixels
                    float phase = fract(across.y / period - dashTime * 0.8);
                    c = mix(c, mix(c, vec3(1), 0.55), smoothstep(0.0, 0.08, phase) * (1.0 - smoothstep(0.38, 0.52, phase)));
                }
            } else c *= mix(1.0, mix(0.82, 1.0, lit(world, vec3(0, 0, 1))), daylight);
            if (surface && (road == selected || marked > 0.5)) {                           // in bars: one colour alone may be that of a value
                c = mix(vec3(1), accent, step(fract(across.y / (16.0 * across.x)), 0.72));
                alpha = 1.0;
            }
            else if (surface && road == hovered) { c = mix(c, accent, 0.45); alpha = 1.0; }
            o = vec4(mix(c, sky, faded), alpha * quiet * seen * (kind > 4 ? 1.0 - faded : 1.0));
        }
        """;

    private const string Mesh = """
        layout(location=0) in vec3 position;
        layout(location=1) in uint id;
        uniform mat4 view;
        out vec3 fromEye;
        out float top, faded;
        flat out int element;
        void place() {
            fromEye = position - eye;
            faded = fog(length(fromEye));
            top = (id & 0x80000000u) != 0u ? 1.0 : 0.0;
            element = int(id & 0x7FFFFFFFu);
            gl_Position = view * vec4(position, 1);
        }

        """;

    public const string TreeVertex = Colours + Mesh + "void main() { place(); }";

    public const string BuildingVertex = Colours + Values + Mesh + """
        uniform float pixel, marking;
        uniform sampler2D marks;
        out float far;
        flat out vec3 colour;
        flat out float valued, marked;
        void main() {
            place();
            far = smoothstep(1.0, 5.0, length(fromEye) * pixel);                           // walls of few pixels join their roof: no noise
            float v = coloured > 0.5 ? valueOf(element) : 0.0;
            valued = coloured > 0.5 && !missing(v) ? 1.0 : 0.0;
            colour = valued > 0.5 ? colourOf(v) : vec3(0);
            marked = marking > 0.5 ? texelFetch(marks, ivec2(element & 1023, element >> 10), 0).r : 0.0;
        }
        """;

    public const string BuildingFragment = Light + """
        in vec3 fromEye;
        in float top, faded, far;
        flat in vec3 colour;
        flat in float valued, marked;
        flat in int element;
        out vec4 o;
        uniform vec3 eye, neutral, tiles, accent;
        uniform int hovered, selected;
        void main() {
            vec3 n = normalize(cross(dFdx(fromEye), dFdy(fromEye))), c = colour;
            bool roof = n.z > 0.25;
            float facing = dot(n, sun), reached = lit(eye + fromEye, n), light = 1.0;
            if (!roof) {
                float sunny = max(facing, 0.0) * reached;
                light = mix(0.62, 0.70, 0.5 + 0.5 * dot(n, vec3(-0.6, 0.8, 0.0))) + 0.24 * daylight * sunny;
                light *= mix(0.84, 1.0, smoothstep(0.0, 0.5, top));
                light = mix(light, 0.9, far * 0.8);
                if (valued < 0.5) c = neutral;
            } else if (valued < 0.5) {                                 // the roof of a value has the colour of the legend
                float slope = clamp((0.995 - n.z) * 8.0, 0.0, 1.0);
                c = mix(neutral, tiles, slope);
                light = (1.0 - 0.22 * slope * (1.0 - clamp(0.5 + 0.9 * (facing - sun.z), 0.0, 1.0))) * mix(1.0, mix(0.76, 1.0, reached), daylight);
            }
            if (element == selected || marked > 0.5) {                                 // stripes on the roof, beside white where its value has their colour: it is still seen
                float at = mod(gl_FragCoord.x + gl_FragCoord.y, 10.0);
                c = roof ? (at < 3.5 ? accent : at < 5.0 ? vec3(1) : c) : mix(c, accent, 0.9);
                light = max(light, 0.85);
            } else if (element == hovered) c = mix(c, accent, roof ? 0.22 : 0.5);
            o = vec4(mix(c * light, sky, faded), 1);
        }
        """;

    public const string TreeFragment = Light + """
        in vec3 fromEye;
        in float top, faded;
        flat in int element;
        out vec4 o;
        uniform vec3 eye, neutral, sail;
        void main() {
            vec3 n = normalize(cross(dFdx(fromEye), dFdy(fromEye)));
            float light = 0.84 + 0.08 * n.z + 0.13 * daylight * max(dot(n, sun), 0.0) * lit(eye + fromEye, n);
            light *= mix(0.78, 1.0, top) * (0.95 + 0.014 * float(element & 7));
            o = vec4(mix(((element & 8) != 0 ? sail : neutral) * light, sky, faded), 1);
        }
        """;

    public const string EdgeVertex = """
        layout(location=0) in vec3 position;
        uniform mat4 view;
        uniform vec3 eye;
        uniform float plan;
        out float away;
        void main() {
            away = length(position - eye);
            vec3 towards = plan > 0.5 ? vec3(0, 0, 0.4) : normalize(eye - position) * min(0.3 + away * 0.002, 2.0);
            vec4 p = view * vec4(position, 1), nearer = view * vec4(position + towards, 1);
            p.z = nearer.z / nearer.w * p.w;
            gl_Position = p;
        }
        """;

    public const string EdgeFragment = """
        in float away;
        out vec4 o;
        uniform vec3 edge;
        uniform float strength, fade;
        void main() { o = vec4(edge, strength * (1.0 - smoothstep(fade * 0.35, fade, away))); }
        """;

    public const string DepthVertex = """
        layout(location=0) in vec3 position;
        uniform mat4 view;
        void main() { gl_Position = view * vec4(position, 1); }
        """;

    public const string DepthFragment = "void main() {}";
}
