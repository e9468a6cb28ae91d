# LibTorch as imported shared libraries. Its own CMake package is not used: that one asks for a CUDA toolkit as soon as the
# wheel has CUDA, though only the driver is needed to run.
set(TORCH_DIR "$ENV{TORCH_DIR}" CACHE PATH "An existing LibTorch: a libtorch folder or site-packages/torch")
if(TORCH_DIR)
  get_filename_component(torch_root ${TORCH_DIR} ABSOLUTE)
else()
  ganscope_cached_package(torch_root torch-${TORCH_VERSION})
  set(torch_root ${torch_root}/torch)
endif()
if(NOT EXISTS ${torch_root}/lib/libtorch.so OR NOT EXISTS ${torch_root}/include/torch/csrc/api/include/torch/torch.h)
  message(FATAL_ERROR "No LibTorch in ${torch_root}: expected lib/libtorch.so and include/torch. "
                      "Set TORCH_DIR to a libtorch folder or to site-packages/torch.")
endif()

# LibTorch's include folder carries its own fmt (and other things Debian has); ours must be found first.
set(torch_shadowed ${CMAKE_BINARY_DIR}/third_party/before_torch)
file(MAKE_DIRECTORY ${torch_shadowed})
foreach(library fmt nlohmann spdlog)
  find_path(GANSCOPE_DIR_OF_${library} NAMES ${library} PATHS /usr/include NO_CMAKE_PATH)
  if(GANSCOPE_DIR_OF_${library})
    file(CREATE_LINK ${GANSCOPE_DIR_OF_${library}}/${library} ${torch_shadowed}/${library} SYMBOLIC)
  endif()
endforeach()

add_library(torch INTERFACE)
target_include_directories(torch SYSTEM INTERFACE ${torch_shadowed} ${torch_root}/include
                                                  ${torch_root}/include/torch/csrc/api/include)
target_compile_definitions(torch INTERFACE _GLIBCXX_USE_CXX11_ABI=1)

set(torch_libraries)
foreach(name c10 torch_cpu c10_cuda torch_cuda torch)
  set(file ${torch_root}/lib/lib${name}.so)
  if(EXISTS ${file})
    add_library(libtorch_${name} SHARED IMPORTED)
    set_target_properties(libtorch_${name} PROPERTIES IMPORTED_LOCATION ${file} IMPORTED_NO_SONAME OFF)
    list(APPEND torch_libraries libtorch_${name})
  endif()
endforeach()
if(EXISTS ${torch_root}/lib/libtorch_cuda.so)
  message(STATUS "LibTorch with CUDA: ${torch_root}")
else()
  message(STATUS "LibTorch for the CPU: ${torch_root}")
endif()

# libtorch_cuda registers itself when loaded and no symbol of it is named, so the linker would drop it. Its own libraries
# (nvidia/*/lib) are found by the run paths inside the wheel and need not be there to link.
target_link_options(torch INTERFACE -Wl,--no-as-needed -Wl,--allow-shlib-undefined -Wl,-rpath,${torch_root}/lib)
target_link_libraries(torch INTERFACE ${torch_libraries} Threads::Threads)
