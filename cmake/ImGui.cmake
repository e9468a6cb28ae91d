# Dear ImGui (docking), ImPlot and glad. Headers are one target and compiled code another, because the code exists twice:
# `imgui` for the program and `imgui_test` with Dear ImGui Test Engine's hooks for the UI tests. The public headers are the
# same for both, so `ui` and `app` are compiled once and an executable chooses which of the two it links.
ganscope_cached_package(bundle_root imgui-bundle-${IMGUI_BUNDLE_VERSION})
ganscope_cached_package(glad_root glad2-${GLAD2_VERSION})
file(GLOB bundle_root ${bundle_root}/imgui_bundle-*)
set(imgui_dir ${bundle_root}/external/imgui/imgui)
set(implot_dir ${bundle_root}/external/implot/implot)
set(test_engine_dir ${bundle_root}/external/imgui_test_engine/imgui_test_engine)
set(icons_dir ${bundle_root}/external/hello_imgui/hello_imgui/src/hello_imgui)

add_library(glad STATIC ${glad_root}/src/gl.c)
target_include_directories(glad SYSTEM PUBLIC ${glad_root}/include)

add_library(imgui_headers INTERFACE)
target_include_directories(imgui_headers SYSTEM INTERFACE
  ${imgui_dir} ${imgui_dir}/backends ${imgui_dir}/misc/cpp ${implot_dir} ${icons_dir}
  ${bundle_root}/external/portable_file_dialogs/portable_file_dialogs)
target_compile_definitions(imgui_headers INTERFACE IMGUI_DISABLE_OBSOLETE_FUNCTIONS)

set(imgui_sources
  ${imgui_dir}/imgui.cpp ${imgui_dir}/imgui_draw.cpp ${imgui_dir}/imgui_tables.cpp ${imgui_dir}/imgui_widgets.cpp
  ${imgui_dir}/imgui_demo.cpp ${imgui_dir}/imgui_stacklayout.cpp ${imgui_dir}/misc/cpp/imgui_stdlib.cpp
  ${imgui_dir}/backends/imgui_impl_glfw.cpp ${imgui_dir}/backends/imgui_impl_opengl3.cpp
  ${implot_dir}/implot.cpp ${implot_dir}/implot_items.cpp)

function(ganscope_add_imgui target)
  add_library(${target} STATIC ${imgui_sources} ${ARGN})
  target_link_libraries(${target} PUBLIC imgui_headers PRIVATE glfw OpenGL::GL)
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_compile_options(${target} PRIVATE -w)
  # Compile time is a feature: no demo window, and ImPlot's items (this program draws its own curves) for one number type
  # instead of thirteen, 20 s instead of 140.
  target_compile_definitions(${target} PRIVATE IMGUI_DISABLE_DEMO_WINDOWS "IMPLOT_CUSTOM_NUMERIC_TYPES=(double)")
endfunction()

ganscope_add_imgui(imgui)
if(GANSCOPE_UI_TESTS)
  file(GLOB test_engine_sources ${test_engine_dir}/imgui_test_engine/*.cpp)
  ganscope_add_imgui(imgui_test ${test_engine_sources})
  target_include_directories(imgui_test SYSTEM PUBLIC ${test_engine_dir} ${test_engine_dir}/imgui_test_engine)
  target_compile_definitions(imgui_test PUBLIC IMGUI_ENABLE_TEST_ENGINE
                                               IMGUI_TEST_ENGINE_ENABLE_COROUTINE_STDTHREAD_IMPL=1)
  # With its asserts: what a panel does wrong with Dear ImGui ends the test.
  target_compile_options(imgui_test PRIVATE -UNDEBUG)
endif()
