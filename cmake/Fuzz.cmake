# The readers of strangers' files under libFuzzer, one executable a reader (tests/fuzz). Only what they read with is compiled:
# of Wuffs what inflates, no writers. Needs clang, as the preset fuzz says.
ganscope_sources(weights_sources core/io/weights
  EXCLUDE "core/io/weights/(onnx/|hugging_face/|npy/npy_set|npy/npy_writer|pth/pth_writer|pth/pickle_writer|read_weights)")
ganscope_sources(array_sources core/io/arrays)
ganscope_sources(zip_sources core/io/zip)
ganscope_sources(value_sources core EXCLUDE "core/(io|nets|tasks|engine|session|document)/")
ganscope_sources(nets_sources core/nets)
set(image_sources core/io/images/exif.cpp core/io/sources/image_source.cpp core/io/sources/packed_file.cpp
  core/io/sources/packed_images.cpp)
add_library(readers STATIC EXCLUDE_FROM_ALL core/io/utf8.cpp core/io/byte_reader.cpp
  core/io/content/content_kind.cpp ${zip_sources} ${array_sources}
  ${weights_sources} ${value_sources} ${nets_sources} ${image_sources} tests/io/peak_memory.cpp tests/fuzz/header_mutator.cpp
  tests/fuzz/zip_mutator.cpp tests/fuzz/tensor_list.cpp)
target_include_directories(readers SYSTEM PRIVATE ${STB_INCLUDE_DIR})
target_link_libraries(readers PUBLIC ganscope_options nlohmann_json::nlohmann_json fmt::fmt Threads::Threads PRIVATE wuffs)
target_compile_definitions(wuffs PRIVATE WUFFS_CONFIG__MODULES WUFFS_CONFIG__MODULE__BASE WUFFS_CONFIG__MODULE__DEFLATE)

enable_testing()
add_custom_target(fuzz)
foreach(reader safetensors pth_zip pth_legacy torch7 npy state_json recognise checkpoint exif packed_file)
  set(target fuzz_${reader})
  add_executable(${target} EXCLUDE_FROM_ALL tests/fuzz/${target}.cpp)
  target_link_libraries(${target} PRIVATE readers)
  # gold, where it is the one found, warns of every symbol of the sanitizers.
  target_link_options(${target} PRIVATE -fsanitize=fuzzer -fuse-ld=bfd)
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_dependencies(fuzz ${target})
  add_test(NAME ${target} COMMAND ${PROJECT_SOURCE_DIR}/tests/fuzz/run_one.sh $<TARGET_FILE:${target}> 20)
  set_tests_properties(${target} PROPERTIES LABELS fuzz TIMEOUT 300)
endforeach()
