# Wuffs is one C file that is its own header: compiled once here, included as <wuffs/wuffs.h> everywhere else.
ganscope_cached_package(wuffs_root pywuffs-${PYWUFFS_VERSION})
file(GLOB_RECURSE wuffs_source ${wuffs_root}/*/wuffs-unsupported-snapshot.c)
file(CONFIGURE OUTPUT third_party/wuffs/wuffs/wuffs.h CONTENT "#pragma once\n#include \"${wuffs_source}\"\n")

add_library(wuffs STATIC ${wuffs_source})
target_compile_definitions(wuffs PRIVATE WUFFS_IMPLEMENTATION)
target_compile_options(wuffs PRIVATE -w)
target_include_directories(wuffs SYSTEM PUBLIC ${CMAKE_BINARY_DIR}/third_party/wuffs)
