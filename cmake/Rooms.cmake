# The rooms of docs/architecture.md and the arrows between them. A room without sources yet is an empty library, so that
# configuring never depends on how far the tree has grown.

# ganscope_sources(VARIABLE FOLDER [EXCLUDE REGEX...]): every .cpp below FOLDER, found again when one is added.
function(ganscope_sources variable folder)
  cmake_parse_arguments(arg "" "" "EXCLUDE" ${ARGN})
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
  foreach(pattern IN LISTS arg_EXCLUDE)
    list(FILTER found EXCLUDE REGEX "${PROJECT_SOURCE_DIR}/${pattern}")
  endforeach()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

file(CONFIGURE OUTPUT empty_room.cpp CONTENT "")
function(ganscope_room target)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${target} STATIC ${CMAKE_BINARY_DIR}/empty_room.cpp ${arg_SOURCES})
  target_link_libraries(${target} PUBLIC ganscope_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

ganscope_sources(core_sources core EXCLUDE "core/(io|nets|tasks|engine)/")
ganscope_room(core SOURCES ${core_sources} PUBLIC nlohmann_json::nlohmann_json fmt::fmt Threads::Threads)
target_include_directories(core SYSTEM PRIVATE ${STB_INCLUDE_DIR})
target_precompile_headers(core PRIVATE core/base/std_pch.h)
target_compile_options(core PUBLIC $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)  # what ccache needs with GCC

ganscope_sources(io_sources core/io)
ganscope_room(io SOURCES ${io_sources} PUBLIC core PRIVATE wuffs JPEG::JPEG ${WEBP_DEMUX_LIBRARY} ${WEBP_LIBRARY})
target_include_directories(io SYSTEM PRIVATE ${WEBP_INCLUDE_DIR})
target_precompile_headers(io REUSE_FROM core)

ganscope_sources(nets_sources core/nets)
ganscope_room(nets SOURCES ${nets_sources} PUBLIC io core)
target_precompile_headers(nets REUSE_FROM core)

ganscope_sources(tasks_sources core/tasks)
ganscope_room(tasks SOURCES ${tasks_sources} PUBLIC nets io core)
target_precompile_headers(tasks REUSE_FROM core)

if(GANSCOPE_UI)
  ganscope_sources(ui_sources ui)
  ganscope_room(ui SOURCES ${ui_sources} PUBLIC core imgui_headers glad)
  target_precompile_headers(ui PRIVATE ui/ui_pch.h)
endif()

if(NOT GANSCOPE_TORCH)
  return()
endif()

include(cmake/TorchUsers.cmake)
ganscope_sources(engine_sources core/engine)
ganscope_skip_torch_pch(${engine_sources} ${CMAKE_BINARY_DIR}/empty_room.cpp)
ganscope_room(engine SOURCES ${engine_sources} PUBLIC tasks nets io core PRIVATE torch)
target_precompile_headers(engine PRIVATE core/engine/torch_pch.h)

# The program without main, so that the UI tests can open the same window.
ganscope_sources(app_sources app EXCLUDE "app/main.cpp$")
ganscope_room(app SOURCES ${app_sources}
  PUBLIC ui engine tasks core glfw OpenGL::GL PRIVATE CLI11::CLI11 spdlog::spdlog X11::X11)
target_precompile_headers(app REUSE_FROM ui)
target_compile_definitions(app PRIVATE GANSCOPE_VERSION="${PROJECT_VERSION}")

if(EXISTS ${PROJECT_SOURCE_DIR}/app/main.cpp)
  add_executable(ganscope app/main.cpp)
  # imgui comes after ui, which needs it and does not name it: an executable chooses between imgui and imgui_test.
  target_link_libraries(ganscope PRIVATE app ui imgui)
endif()
