# find_package(noctemg) for others: archive, headers, targets and a config that finds what the
# archive needs. Paths of this machine stay out of it.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/noctemg)

install(TARGETS noctemg EXPORT noctemgTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
install(DIRECTORY include/noctemg ${CMAKE_CURRENT_BINARY_DIR}/include/noctemg
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library
        FILES_MATCHING PATTERN "*.hpp")
install(EXPORT noctemgTargets NAMESPACE noctemg:: DESTINATION ${package_dir} COMPONENT library)

configure_package_config_file(cmake/noctemgConfig.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/noctemgConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
# Before 1.0 a new minor version may change declarations.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/noctemgConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/noctemgConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/noctemgConfigVersion.cmake
        DESTINATION ${package_dir} COMPONENT library)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT library)
