#!/bin/sh
# The translator's first two rounds, and what is translated between them. A quarter of an hour of one graphics card is enough.
#   engine/training/recipes/translator.sh DATA RUN MINUTES MINUTES
# DATA: see translator-again.sh
# RUN: gets a folder for each round; the second holds what is to be exported. A first round that is there is not trained again.
# MINUTES: of the first round, of the second; 0 of the second ends after the first
set -eu
data=$1 run=$2 first_minutes=$3 second_minutes=$4
recipes=$(dirname "$0")
first=$run/first
if [ ! -e "$first/pieces.model" ]; then
    ${PYTHON:-python3} -m app train "$recipes/translator.toml" --run "$first" --data "$data" --minutes "$first_minutes"
    mv "$first"/prepared/*/pieces.model "$first/"
fi
[ "$second_minutes" = 0 ] || "$recipes/translator-again.sh" "$data" "$first" "$run/second" "$recipes/translator-made.toml" "$second_minutes"
