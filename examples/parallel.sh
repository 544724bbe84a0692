#!/usr/bin/env bash
# Converts an archive in parts with GNU parallel, and puts the parts together:
#
#   examples/parallel.sh ARCHIVE DATASET [PARTS]
#
# Run again after it was stopped, it goes on where it stood: parts that are done are left alone.
set -euo pipefail

kaikaku=${KAIKAKU:-kaikaku}
archive=$1
dataset=$2
parts=${3:-8}
folder=$dataset.parts

mkdir -p "$folder"
# 1 says that some documents failed, which their rows tell; the part itself went well.
seq "$parts" | parallel --joblog "$folder/log" --resume-failed \
    "$kaikaku convert $(printf %q "$archive") --out $(printf %q "$folder")/{} --shard {}/$parts --jobs 1 --quiet || [ \$? -eq 1 ]"

mapfile -t folders < <(seq -f "$folder/%g" "$parts")
status=0
"$kaikaku" merge "${folders[@]}" --out "$dataset" || status=$?
[ "$status" -le 1 ]
