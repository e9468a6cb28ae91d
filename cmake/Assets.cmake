# Everything the program reads at run time lies beside the binary: fonts copied out of the unpacked packages, shaders and
# bundled models as links into the source tree, so that editing a shader needs no build.
set(assets ${CMAKE_BINARY_DIR}/assets)
file(MAKE_DIRECTORY ${assets}/fonts)
set(roboto_dir ${bundle_root}/bindings/imgui_bundle/assets/fonts/Roboto)
set(awesome_dir ${bundle_root}/external/hello_imgui/hello_imgui/hello_imgui_assets/fonts)
configure_file(${roboto_dir}/Roboto-Regular.ttf ${assets}/fonts/Roboto-Regular.ttf COPYONLY)
configure_file(${imgui_dir}/misc/fonts/Roboto-Medium.ttf ${assets}/fonts/Roboto-Medium.ttf COPYONLY)
configure_file(${awesome_dir}/Font_Awesome_6_Free-Solid-900.otf ${assets}/fonts/FontAwesome6-Solid.otf COPYONLY)
# Names of files and people in Chinese, Japanese and Korean. The package's other face, ...FallbackFull, has no Hangul.
find_file(cjk_font DroidSansFallback.ttf PATHS /usr/share/fonts-droid-fallback/truetype NO_DEFAULT_PATH)
if(NOT cjk_font)
  message(FATAL_ERROR "DroidSansFallback.ttf is missing. Install the package fonts-droid-fallback")
endif()
configure_file(${cjk_font} ${assets}/fonts/DroidSansFallback.ttf COPYONLY)
configure_file(${roboto_dir}/LICENSE.txt ${assets}/fonts/LICENSE-DroidSansFallback.txt COPYONLY)  # Apache-2.0, both
configure_file(${roboto_dir}/LICENSE.txt ${assets}/fonts/LICENSE-Roboto.txt COPYONLY)
configure_file(${awesome_dir}/LICENSE-FontAwesome.txt ${assets}/fonts/LICENSE-FontAwesome.txt COPYONLY)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/assets/models ${assets}/models SYMBOLIC)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/assets/hugging_face ${assets}/hugging_face SYMBOLIC)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/shaders ${CMAKE_BINARY_DIR}/shaders SYMBOLIC)
