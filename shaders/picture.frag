#version 330 core
// A picture with nearest or linear sampling, optionally through a colour map. Shrunken pictures are averaged, so that a
// 128 px sample in a 64 px tile does not flicker.
in vec2 uv;
in vec4 tint;
uniform sampler2D picture;
uniform sampler2D table;    // 256 x 1 colours
uniform bool linear;
uniform bool mapped;
uniform vec2 range;         // value shown as the first and as the last colour of the table
uniform vec4 rectangle;     // texture coordinates of the tile: neighbours in the atlas are never read
uniform float alpha;
out vec4 color;

vec4 texel(ivec2 at, ivec4 inside) {
  return texelFetch(picture, clamp(at, inside.xy, inside.zw), 0);
}

vec4 between(vec2 at, ivec4 inside) {
  vec2 corner = floor(at - 0.5);
  vec2 share = at - 0.5 - corner;
  ivec2 i = ivec2(corner);
  vec4 above = mix(texel(i, inside), texel(i + ivec2(1, 0), inside), share.x);
  vec4 below = mix(texel(i + ivec2(0, 1), inside), texel(i + ivec2(1, 1), inside), share.x);
  return mix(above, below, share.y);
}

void main() {
  vec2 size = vec2(textureSize(picture, 0));
  vec2 at = uv * size;
  ivec4 inside = ivec4(round(rectangle * size.xyxy));
  inside.zw -= 1;
  vec2 covers = fwidth(at);  // texels a screen pixel
  vec4 value;
  if (max(covers.x, covers.y) > 1.01) {
    ivec2 taps = ivec2(clamp(ceil(covers), 1.0, 8.0));
    value = vec4(0.0);
    for (int y = 0; y < taps.y; ++y)
      for (int x = 0; x < taps.x; ++x)
        value += between(at + covers * ((vec2(x, y) + 0.5) / vec2(taps) - 0.5), inside);
    value /= float(taps.x * taps.y);
  } else {
    value = linear ? between(at, inside) : texel(ivec2(floor(at)), inside);
  }
  if (mapped) {
    float place = clamp((value.r - range.x) / max(range.y - range.x, 1e-6), 0.0, 1.0);
    value = vec4(texelFetch(table, ivec2(int(place * 255.0 + 0.5), 0), 0).rgb, 1.0);
  }
  color = vec4(value.rgb, alpha) * tint;
}
