#version 330 core
// ImGui's vertices: screen pixels, texture coordinates, colour.
in vec2 Position;
in vec2 UV;
in vec4 Color;
uniform mat4 projection;
out vec2 uv;
out vec4 tint;

void main() {
  uv = UV;
  tint = Color;
  gl_Position = projection * vec4(Position, 0.0, 1.0);
}
