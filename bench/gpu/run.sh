#!/usr/bin/env bash
# One call on a machine with a graphics card: publishes the program as one file, runs it, and leaves its record.
#   bench/gpu/run.sh publish          build/gpu/twin-gpu, which needs nothing but a driver; prints its size
#   bench/gpu/run.sh DEVICE [FOLDER]  runs it (cuda:0, opencl:0), record in FOLDER (bench/records)
set -euo pipefail
cd "$(dirname "$0")/../.."
program=build/gpu/TerritoryTwin.Gpu
if [ "${1:?publish, or a device}" = publish ]; then
    dotnet publish bench/gpu -c Release -r linux-x64 --self-contained -o build/gpu -v q \
        -p:PublishSingleFile=true -p:EnableCompressionInSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true
    du -m "$program" | awk '{ print "published: " $1 " MiB" }'
else
    "$program" "$1" "${2:-bench/records}"
fi
