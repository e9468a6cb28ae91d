# Reads cmake/versions.env, so that a version is written down once for the scripts and for CMake.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/versions.env lines REGEX "^[A-Z0-9_]+=")
foreach(line IN LISTS lines)
  string(REGEX MATCH "^([A-Z0-9_]+)=\"?([^\"]*)\"?$" matched "${line}")
  set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/versions.env)

if(DEFINED ENV{GANSCOPE_CACHE} AND NOT "$ENV{GANSCOPE_CACHE}" STREQUAL "")
  set(default_cache $ENV{GANSCOPE_CACHE})
else()
  set(default_cache $ENV{HOME}/.cache/ganscope)
endif()
set(GANSCOPE_CACHE ${default_cache} CACHE PATH "Where cmake/fetch.sh unpacked the third-party sources")

# The folder of one unpacked package; stops with what to do when it is not there.
function(ganscope_cached_package variable folder)
  if(NOT IS_DIRECTORY ${GANSCOPE_CACHE}/${folder})
    message(FATAL_ERROR "${GANSCOPE_CACHE}/${folder} is missing. Run: cmake/fetch.sh get")
  endif()
  set(${variable} ${GANSCOPE_CACHE}/${folder} PARENT_SCOPE)
endfunction()
