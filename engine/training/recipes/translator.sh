#!/bin/sh
# Both rounds of the translator's training, and what is translated between them. A quarter of an hour of one graphics card is enough.
#   engine/training/recipes/translator.sh DATA RUN MINUTES MINUTES
# DATA: the tables of translator.toml, and sentences en-wiki, en-news, en-talk, en-prose and es (.txt.xz, see made_pairs.py)
# RUN: gets a folder for each round; the second holds what is to be exported. A first round that is there is not trained again.
# MINUTES: of the first round, of the second; 0 of the second ends after the first
set -eu
data=$1 run=$2 first_minutes=$3 second_minutes=$4
recipes=$(dirname "$0")
python=${PYTHON:-python3}
first=$run/first
if [ ! -e "$first/pieces.model" ]; then
    $python -m app train "$recipes/translator.toml" --run "$first" --data "$data" --minutes "$first_minutes"
    mv "$first"/prepared/*/pieces.model "$first/"
fi
[ "$second_minutes" != 0 ] || exit 0
made() {
    $python -m engine.training.made_pairs translate "$1" "$data/made-$3.tsv.xz" "$data/$2.txt.xz" \
        --run "$first" --recipe "$recipes/translator.toml"
}
processes=
for kind in wiki news talk prose; do
    made en "en-$kind" "$kind" & processes="$processes $!"
done
made es es spanish & processes="$processes $!"
for process in $processes; do wait "$process"; done
$python -m app train "$recipes/translator-made.toml" --run "$run/second" --data "$data" --minutes "$second_minutes" \
    --start-from "$first/best.safetensors"
mv "$run"/second/prepared/*/pieces.model "$run/second/"
