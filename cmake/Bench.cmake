# What is measured in time, built on demand: ninja bench_train bench_generate bench_scenes
foreach(bench bench_train bench_generate bench_scenes)
  add_executable(${bench} EXCLUDE_FROM_ALL bench/${bench}.cpp)
  target_link_libraries(${bench} PRIVATE engine torch)
  set_target_properties(${bench} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
endforeach()
