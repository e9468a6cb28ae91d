# What every target of ours is compiled with; third-party targets do not link it.
add_library(ganscope_options INTERFACE)
target_compile_features(ganscope_options INTERFACE cxx_std_20)
target_include_directories(ganscope_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(ganscope_options INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual)
# GCC counts a constructor parameter named like its member as shadowing; only locals that hide locals are wanted.
target_compile_options(ganscope_options INTERFACE $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow>)
# GCC 12 takes members of a moved std::variant or std::optional for uninitialised when it inlines; AddressSanitizer and the
# warnings of clang stand in for it.
target_compile_options(ganscope_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
# With the compilers that .ci/run has. Another one's new warning stops nobody.
if(GANSCOPE_WERROR AND "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" MATCHES "^(GNU 12|Clang 16)[.]")
  target_compile_options(ganscope_options INTERFACE -Werror)
endif()

# LibTorch is built without -ffast-math and so are we: results must repeat to the byte.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG -g0")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG -g0")

if(GANSCOPE_SANITIZER)
  # Tests run for a minute: optimising checked code would take longer than it saves. Fuzzers run long.
  if(GANSCOPE_FUZZ)
    set(level -O1)
  else()
    set(level -O0)
  endif()
  # Undefined behaviour must end the process: otherwise it is a line in a log, no failure and no finding.
  set(undefined)
  if(GANSCOPE_SANITIZER MATCHES undefined)
    set(undefined -fno-sanitize-recover=undefined)
  endif()
  add_compile_options(-fsanitize=${GANSCOPE_SANITIZER} ${undefined} -fno-omit-frame-pointer ${level} -g1)
  add_link_options(-fsanitize=${GANSCOPE_SANITIZER})
endif()

# The fastest linker that is installed; none is required.
foreach(linker mold lld gold)
  find_program(GANSCOPE_LINKER_${linker} ld.${linker})
  if(GANSCOPE_LINKER_${linker})
    add_link_options(-fuse-ld=${linker})
    break()
  endif()
endforeach()

find_program(GANSCOPE_CCACHE ccache)
if(GANSCOPE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without these sloppiness settings ccache would not serve files that use a precompiled header.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_PCH_EXTSUM=1 ${GANSCOPE_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()
