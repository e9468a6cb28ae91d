"""Checks that every package the build asks for is included by some source: one that nobody includes any more is dropped."""

import re
import sys

from tree import report, rooms, root, sources

# A package, by the name find_package or find_path or cmake/versions.env gives it, and the headers that only it brings.
headers = {
    "Threads": ("thread", "pthread.h"),
    "JPEG": ("jpeglib.h",),
    "WEBP_INCLUDE_DIR": ("webp/",),
    "fmt": ("fmt/",),
    "nlohmann_json": ("nlohmann/",),
    "glfw3": ("GLFW/",),
    "OpenGL": ("glad/",),  # the loader's functions are those of libGL
    "spdlog": ("spdlog/",),
    "CLI11": ("CLI/",),
    "X11": ("X11/",),
    "STB_INCLUDE_DIR": ("stb/",),
    "DOCTEST_INCLUDE_DIR": ("doctest/",),
    "TORCH": ("torch/", "ATen/"),
    "IMGUI_BUNDLE": ("imgui.h",),
    "PYWUFFS": ("wuffs/",),
    "GLAD2": ("glad/",),
}

# Of the distribution's packages those that bring headers: apt's name and the package's name above.
libraries = {
    "libglfw3-dev": "glfw3", "libx11-dev": "X11", "libxrandr-dev": "X11",  # glfw3native.h includes Xrandr.h
    "libgl-dev": "OpenGL", "libjpeg-dev": "JPEG", "libwebp-dev": "WEBP_INCLUDE_DIR", "libcli11-dev": "CLI11", "nlohmann-json3-dev": "nlohmann_json",
    "libfmt-dev": "fmt", "libspdlog-dev": "spdlog", "libstb-dev": "STB_INCLUDE_DIR", "doctest-dev": "DOCTEST_INCLUDE_DIR",
}

# What the build or the tests run, and Python packages that only tests import.
programs = {"Python3", "JINJA2", "MARKUPSAFE", "SAFETENSORS", "ONNX", "ONNXRUNTIME", "NUMPY"}
include = re.compile(r"^\s*#\s*include\s+[<\"]([^>\"]+)[>\"]", re.MULTILINE)


def asked_for(cmake, versions):
    """(where, package) of all that the texts of cmake/ and versions.env ask for."""
    for name in re.findall(r"find_package\(\s*(\w+)", cmake) + re.findall(r"find_path\(\s*(\w+_INCLUDE_DIR)\b", cmake):
        yield "cmake", name
    # GLFW_MIN_VERSION repeats a find_package; TORCH_VERSION pins a package that is fetched.
    for name in re.findall(r"^(\w+?)(?<!_MIN)_VERSION=", versions, re.MULTILINE):
        if name != "CLANG_FORMAT":
            yield "cmake/versions.env", name
    for names in re.findall(r"^APT_\w+_PACKAGES=\"([^\"]*)\"", versions, re.MULTILINE):
        for name in names.split():
            if "-dev" in name and not name.startswith("libclang"):
                yield "cmake/versions.env", libraries.get(name, name)


def problems_of(asked, included):
    for where, name in asked:
        if name in programs:
            continue
        if name not in headers:
            yield f"{where}: {name} has no entry in tests/repo/used_packages_test.py"
        elif not any(one.startswith(headers[name]) for one in included):
            yield f"{where}: no source includes {' or '.join(headers[name])} of {name}"


def check_the_check():
    """The rules must be able to fail."""
    cmake, versions = "find_package(spdlog REQUIRED)", 'APT_BUILD_PACKAGES="g++ libtomlplusplus-dev"'
    found = list(problems_of(asked_for(cmake, versions), {"vector"}))
    assert len(found) == 2 and "spdlog/" in found[0] and "libtomlplusplus-dev" in found[1], found
    assert not list(problems_of(asked_for(cmake, ""), {"spdlog/logger.h"}))


def main():
    check_the_check()
    cmake = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "cmake").glob("*.cmake")))
    versions = (root / "cmake/versions.env").read_text(encoding="utf-8")
    included = set()
    for path in sources(*rooms, "tests"):
        found = set(include.findall((root / path).read_text(encoding="utf-8")))
        # Of what a test includes doctest counts alone: the program is not linked to a library for its tests.
        included |= {one for one in found if path.parts[0] != "tests" or one.startswith("doctest/")}
    return report(list(dict.fromkeys(problems_of(asked_for(cmake, versions), included))), "used packages")


if __name__ == "__main__":
    sys.exit(main())
