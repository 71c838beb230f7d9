#!/bin/sh
# A second network for the recognizer, from nothing, that hears otherwise than the first. Made for a graphics card.
#   engine/training/recipes/recognizer-second.sh DATA RUN MINUTES MINUTES
# DATA: the speech folder; RUN: gets a folder for each stage, the second holds what is to be exported
# MINUTES: of the first stage, of the second
set -eu
data=$1 run=$2 first_minutes=$3 second_minutes=$4
recipes=$(dirname "$0")
python=${PYTHON:-python3}
$python -m app train "$recipes/recognizer-second-ctc.toml" --run "$run/first" --data "$data" --minutes "$first_minutes"
mkdir -p "$run/second"
mv "$run/first/prepared" "$run/second/"  # the features need not be computed again
$python -m app train "$recipes/recognizer-second.toml" --run "$run/second" --data "$data" --minutes "$second_minutes" \
    --start-from "$run/first/best.safetensors"
