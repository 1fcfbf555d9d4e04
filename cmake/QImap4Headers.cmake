# SPDX-License-Identifier: LGPL-3.0-or-later
# Public headers: which there are, and the forwarding headers <QImap4/ClassName>.

# qimap4_public_headers(variable directory...)
# Every public header is named qimap4*.h, every private one ends in _p.h.
function(qimap4_public_headers variable)
    set(patterns)
    foreach(directory IN LISTS ARGN)
        list(APPEND patterns "${directory}/qimap4*.h")
    endforeach()
    file(GLOB headers CONFIGURE_DEPENDS ${patterns})
    list(FILTER headers EXCLUDE REGEX "_p\\.h$")
    set(${variable} ${headers} PARENT_SCOPE)
endfunction()

# qimap4_forwarding_headers(variable directory header...)
# Writes one file into the directory for each class, struct or namespace that a header exports.
function(qimap4_forwarding_headers variable directory)
    set(result)
    foreach(header IN LISTS ARGN)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
        file(STRINGS "${header}" declarations
            REGEX "^(class|struct) QIMAP4[A-Z_]*EXPORT QImap4[A-Za-z0-9]*|^namespace QImap4[A-Za-z0-9]+ ")
        cmake_path(GET header FILENAME file)
        foreach(declaration IN LISTS declarations)
            string(REGEX REPLACE
                "^(class|struct|namespace)( QIMAP4[A-Z_]*EXPORT)? (QImap4[A-Za-z0-9]*).*$" "\\3"
                name "${declaration}")
            if(name STREQUAL "QImap4Internal")
                continue()
            endif()
            file(CONFIGURE OUTPUT "${directory}/${name}" CONTENT "#include \"${file}\"\n" @ONLY)
            list(APPEND result "${directory}/${name}")
        endforeach()
    endforeach()
    set(${variable} ${result} PARENT_SCOPE)
endfunction()
