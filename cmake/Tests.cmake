# One doctest executable a room; tests/ mirrors the sources. A room without tests yet has no executable.
function(ganscope_tests target folder)
  cmake_parse_arguments(arg "" "PCH_OF" "LIBRARIES;EXCLUDE" ${ARGN})
  ganscope_sources(sources ${folder} EXCLUDE ${arg_EXCLUDE})
  list(LENGTH sources count)
  if(NOT EXISTS ${PROJECT_SOURCE_DIR}/${folder}/main.cpp OR count LESS 2)
    return()
  endif()
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE ganscope_options ${arg_LIBRARIES})
  target_include_directories(${target} SYSTEM PRIVATE ${DOCTEST_INCLUDE_DIR})
  target_precompile_headers(${target} REUSE_FROM ${arg_PCH_OF})
  # Compile time is a feature: asserts as function calls, and no optimising of code that runs once.
  target_compile_definitions(${target} PRIVATE DOCTEST_CONFIG_SUPER_FAST_ASSERTS)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  target_compile_definitions(${target} PRIVATE GANSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                               GANSCOPE_BINARY_DIR="${CMAKE_BINARY_DIR}")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${target} COMMAND ${target} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
  set_tests_properties(${target} PROPERTIES TIMEOUT 900)
endfunction()

ganscope_tests(core_tests tests/core PCH_OF core LIBRARIES core)
# The readers and writers of weights, and what tells files apart, use no thread: under ThreadSanitizer they would only cost time.
set(threadless)
if(GANSCOPE_SANITIZER STREQUAL "thread")
  set(threadless "tests/io/(weights|content|zip|peak_memory)")
endif()
ganscope_tests(io_tests tests/io EXCLUDE ${threadless} PCH_OF core LIBRARIES io)
# Of tasks, what loads and draws training data uses threads.
set(unthreaded_tasks)
if(GANSCOPE_SANITIZER STREQUAL "thread")
  set(unthreaded_tasks "tests/tasks/(figures|forget|evaluate|data/procedural)")
endif()
ganscope_tests(tasks_tests tests/tasks EXCLUDE ${unthreaded_tasks} PCH_OF core LIBRARIES tasks)
if(NOT GANSCOPE_SANITIZER STREQUAL "thread")  # the recogniser uses no thread
  ganscope_tests(nets_tests tests/nets PCH_OF core LIBRARIES nets)
endif()

# Model files exchanged with the real packages, where `cmake/fetch.sh get test` put them.
string(CONCAT python_folder python-torch${TORCH_VERSION}-safetensors${SAFETENSORS_VERSION}-onnx${ONNX_VERSION}
  -onnxruntime${ONNXRUNTIME_VERSION}-numpy${NUMPY_VERSION})
set(test_python ${GANSCOPE_CACHE}/${python_folder}/bin/python)
if(TARGET io_tests AND EXISTS ${test_python} AND NOT GANSCOPE_SANITIZER STREQUAL "thread")
  add_test(NAME python_formats COMMAND ${test_python} -B ${PROJECT_SOURCE_DIR}/tests/python/formats_test.py
    $<TARGET_FILE:io_tests> ${CMAKE_BINARY_DIR}/tests/formats)
  set_tests_properties(python_formats PROPERTIES TIMEOUT 600)
endif()

if(GANSCOPE_UI_TESTS)
  ganscope_tests(ui_tests tests/ui EXCLUDE "tests/ui/window/" PCH_OF ui LIBRARIES ui imgui_test glad)
  if(TARGET ui_tests)
    target_sources(ui_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests/ui/window/drawn_text.cpp)
  endif()
  if(GANSCOPE_TORCH)
    ganscope_tests(ganscope-ui-tests tests/ui/window PCH_OF ui LIBRARIES app ui imgui_test)
    if(TARGET ganscope-ui-tests)
      add_dependencies(ganscope-ui-tests ganscope)
      target_compile_definitions(ganscope-ui-tests PRIVATE GANSCOPE_PROGRAM="$<TARGET_FILE:ganscope>")
      set_tests_properties(ganscope-ui-tests PROPERTIES RUN_SERIAL ON)  # frames and clicks go by the clock
    endif()
  endif()
  # Every string on its way to the screen passes tests/ui/window/drawn_text.cpp: both overloads of ImDrawList::AddText.
  foreach(name _ZN10ImDrawList7AddTextEP6ImFontfRK6ImVec2jPKcS6_fPK6ImVec4 _ZN10ImDrawList7AddTextERK6ImVec2jPKcS4_)
    foreach(target ui_tests ganscope-ui-tests)
      if(TARGET ${target})
        target_link_options(${target} PRIVATE LINKER:--wrap=${name})
      endif()
    endforeach()
  endforeach()
endif()

if(NOT GANSCOPE_TORCH)
  return()
endif()

ganscope_tests(engine_tests tests/engine PCH_OF engine LIBRARIES engine torch)
if(TARGET engine_tests)
  target_sources(engine_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests/nets/foreign_nets.cpp  # nets for both
                                      ${PROJECT_SOURCE_DIR}/tests/nets/layouts/chain_specs.cpp)
  get_target_property(engine_test_sources engine_tests SOURCES)
  ganscope_skip_torch_pch(${engine_test_sources})
endif()

if(EXISTS ${test_python} AND TARGET ganscope)
  add_test(NAME python_models COMMAND ${test_python} -B ${PROJECT_SOURCE_DIR}/tests/python/models_test.py
    $<TARGET_FILE:ganscope> ${CMAKE_BINARY_DIR}/tests/models)
  set_tests_properties(python_models PROPERTIES TIMEOUT 600)
endif()

# What of app needs no window; what needs one is in tests/ui/window.
ganscope_tests(app_tests tests/app PCH_OF ui LIBRARIES app ui imgui)

ganscope_tests(cli_tests tests/cli PCH_OF core LIBRARIES core)
if(TARGET cli_tests AND TARGET ganscope)
  add_dependencies(cli_tests ganscope)
  target_compile_definitions(cli_tests PRIVATE GANSCOPE_PROGRAM="$<TARGET_FILE:ganscope>")
  set_tests_properties(cli_tests PROPERTIES RUN_SERIAL ON)  # signals, and deadlines of runs
endif()

# Rules about the repository itself.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  foreach(rule include_direction file_size notices packages used_packages cited_pages thrown_paths)
    add_test(NAME ${rule} COMMAND ${Python3_EXECUTABLE} -B ${PROJECT_SOURCE_DIR}/tests/repo/${rule}_test.py)
  endforeach()
endif()
