# What the scripts of images share; sourced.
# shellcheck shell=bash

# A tar of a directory that is the same wherever and whenever it is made.
plain_tar() { (cd "$1" && LC_ALL=C tar --format=gnu --sort=name --mtime=@1 --owner=0 --group=0 --numeric-owner -cf "$2" -- *); }
