#!/bin/sh
# SPDX-License-Identifier: LGPL-3.0-or-later
#   whileopen.sh SCRIPT DIR
# Reads standard input to its end, then stops the server in DIR by its SCRIPT and removes DIR: so the
# server dies with the program that holds the other end.
cat >/dev/null
"$1" stop "$2"
rm -rf "$2"
