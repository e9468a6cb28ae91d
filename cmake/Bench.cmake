# What is measured in time, built on demand: ninja bench_train
add_executable(bench_train EXCLUDE_FROM_ALL bench/bench_train.cpp)
target_link_libraries(bench_train PRIVATE engine torch)
set_target_properties(bench_train PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
