"""Checks that every third-party package and every font that is built in or shipped has its notice."""

import re
import sys

from tree import report, root

# A version in versions.env and the title of its section in THIRD_PARTY_NOTICES.md.
packages = {
    "TORCH": "LibTorch",
    "SAFETENSORS": "safetensors",
    "ONNX": "onnx",
    "ONNXRUNTIME": "ONNX Runtime",
    "NUMPY": "NumPy",
    "IMGUI_BUNDLE": "Dear ImGui",
    "PYWUFFS": "Wuffs",
    "GLAD2": "glad",
    "JINJA2": "Jinja2",
    "MARKUPSAFE": "MarkupSafe",
    "GLFW_MIN": "GLFW",
    "FMT_MIN": "fmt",
    "SPDLOG_MIN": "spdlog",
    "NLOHMANN_JSON_MIN": "JSON for Modern C++",
    "CLI11_MIN": "CLI11",
    "DOCTEST_MIN": "doctest",
    "LIBJPEG_TURBO_MIN": "libjpeg-turbo",
    "WEBP_MIN": "libwebp",
    "STB_MIN": "stb_image_write",
}
tools = {"CMAKE_MIN", "CLANG_FORMAT", "TORCH_WHEEL_PYTHON", "TORCH_CUDA_PACKAGES_MB", "TEST_PYTHON_FETCH_MB",
         "TEST_PYTHON_DISK_MB"}


def main():
    notices = (root / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    versions = (root / "cmake/versions.env").read_text(encoding="utf-8")
    assets = (root / "cmake/Assets.cmake").read_text(encoding="utf-8")
    imgui = (root / "cmake/ImGui.cmake").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.+)$", notices, re.MULTILINE)
    problems = []

    for name, value in re.findall(r"^([A-Z0-9_]+?)(?:_VERSION)?=([0-9].*)$", versions, re.MULTILINE):
        if name in tools:
            continue
        title = packages.get(name)
        section = next((each for each in titles if title and each.startswith(title)), None)
        if section is None:
            problems.append(f"THIRD_PARTY_NOTICES.md: no section for {name} of cmake/versions.env")
        elif not name.endswith("_MIN") and value not in section:
            problems.append(f"THIRD_PARTY_NOTICES.md: '{section}' does not name the pinned version {value}")

    for font in re.findall(r"assets}/fonts/([\w-]+\.(?:ttf|otf))", assets):
        if font not in notices:
            problems.append(f"THIRD_PARTY_NOTICES.md: the font {font} has no entry")
    for folder in set(re.findall(r"external/(\w+)/", imgui)) - {"hello_imgui"}:
        if folder not in notices:
            problems.append(f"THIRD_PARTY_NOTICES.md: {folder} out of imgui-bundle has no entry")
    for section in re.split(r"^## ", notices, flags=re.MULTILINE)[1:]:
        if "Licence:" not in section:
            problems.append(f"THIRD_PARTY_NOTICES.md: '{section.splitlines()[0]}' names no licence")
    return report(problems, "third-party notices")


if __name__ == "__main__":
    sys.exit(main())
