#version 330 core
// A box outline: a light line on a wider dark edge, so that it shows on any picture. uv are screen pixels from the
// outer corner of the edge.
in vec2 uv;
in vec4 tint;
uniform vec2 size;   // outer size, screen pixels
uniform float line;  // width of the light line
uniform float edge;  // width of the dark edge on either side of it
out vec4 color;

void main() {
  vec2 inwards = min(uv, size - uv);
  float depth = min(inwards.x, inwards.y);  // 0 at the outer edge
  if (depth > line + 2.0 * edge) discard;
  bool light = depth >= edge && depth <= edge + line;
  color = light ? tint : vec4(0.055, 0.059, 0.067, 0.82 * tint.a);
}
