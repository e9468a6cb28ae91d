#version 330 core
// A picture, optionally through a colour map. Compiled once for each way of reading it (ImagePrograms says which), so
// that where the processor draws a pixel costs no more than its own way does:
// SAMPLING 0 nearest, 1 linear, 2 shrunken: averaged, so that a 128 px sample in a 64 px tile does not flicker.
// MAPPED   0 the picture's own colours, 1 its first channel through `table`.
in vec2 uv;
in vec4 tint;
uniform sampler2D picture;
uniform float alpha;
out vec4 color;

#if SAMPLING > 0
uniform ivec4 inside;  // first and last texel of the tile: neighbours in the atlas are never read

vec4 texel(ivec2 at) {
  return texelFetch(picture, clamp(at, inside.xy, inside.zw), 0);
}

vec4 between(vec2 at) {
  vec2 corner = floor(at - 0.5);
  vec2 share = at - 0.5 - corner;
  ivec2 i = ivec2(corner);
  vec4 above = mix(texel(i), texel(i + ivec2(1, 0)), share.x);
  vec4 below = mix(texel(i + ivec2(0, 1)), texel(i + ivec2(1, 1)), share.x);
  return mix(above, below, share.y);
}
#endif

vec4 read(vec2 at) {
#if SAMPLING == 0
  return texelFetch(picture, ivec2(floor(at)), 0);
#elif SAMPLING == 1
  return between(at);
#else
  vec2 covers = fwidth(at);  // texels a screen pixel
  ivec2 taps = ivec2(clamp(ceil(covers), 1.0, 8.0));
  vec4 sum = vec4(0.0);
  for (int y = 0; y < taps.y; ++y)
    for (int x = 0; x < taps.x; ++x) sum += between(at + covers * ((vec2(x, y) + 0.5) / vec2(taps) - 0.5));
  return sum / float(taps.x * taps.y);
#endif
}

#if MAPPED
uniform sampler2D table;  // 256 x 1 colours
uniform vec2 range;       // value shown as the first and as the last colour of the table

vec3 shown(vec4 value) {
  float place = clamp((value.r - range.x) / max(range.y - range.x, 1e-6), 0.0, 1.0);
  return texelFetch(table, ivec2(int(place * 255.0 + 0.5), 0), 0).rgb;
}
#else
vec3 shown(vec4 value) {
  return value.rgb;
}
#endif

void main() {
  color = vec4(shown(read(uv * vec2(textureSize(picture, 0)))), alpha) * tint;
}
