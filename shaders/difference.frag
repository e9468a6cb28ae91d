#version 330 core
// |a - b| a pixel, mean over channels, times gain, through a colour map.
in vec2 uv;
in vec4 tint;
uniform sampler2D picture;
uniform sampler2D table;
uniform sampler2D other;
uniform vec4 from;  // texture coordinates of the tile in `picture` ...
uniform vec4 to;    // ... and of the one it is compared with in `other`
uniform float gain;
out vec4 color;

vec3 read(sampler2D source, vec4 rectangle, vec2 share) {
  vec2 size = vec2(textureSize(source, 0));
  ivec4 inside = ivec4(round(rectangle * size.xyxy));
  ivec2 at = ivec2(floor(mix(rectangle.xy, rectangle.zw, share) * size));
  return texelFetch(source, clamp(at, inside.xy, inside.zw - 1), 0).rgb;
}

void main() {
  vec2 share = (uv - from.xy) / (from.zw - from.xy);
  vec3 distance = abs(read(picture, from, share) - read(other, to, share));
  float value = clamp(dot(distance, vec3(1.0 / 3.0)) * gain, 0.0, 1.0);
  color = vec4(texelFetch(table, ivec2(int(value * 255.0 + 0.5), 0), 0).rgb, 1.0) * tint;
}
