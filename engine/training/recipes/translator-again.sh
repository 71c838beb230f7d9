#!/bin/sh
# One more round of the translator: its network translates sentences, and learns from these and all other pairs. For a graphics card.
#   engine/training/recipes/translator-again.sh DATA FROM RUN RECIPE MINUTES
# DATA: the tables of translator.toml, and sentences en-wiki, en-news, en-talk, en-prose and es (.txt.xz, see made_pairs.py)
# FROM: a run or a model folder, whose network translates and is gone on with; RUN: of the new one; RECIPE: of the new one
set -eu
data=$1 from=$2 run=$3 recipe=$4 minutes=$5
python=${PYTHON:-python3}
weights=$from/best.safetensors
[ -e "$weights" ] || weights=$from/weights.safetensors
made() {
    $python -m engine.training.made_pairs translate "$1" "$data/made-$3.tsv.xz" "$data/$2.txt.xz" --from "$from" --recipe "$recipe"
}
processes=
for kind in wiki news talk prose; do
    made en "en-$kind" "$kind" & processes="$processes $!"
done
made es es spanish & processes="$processes $!"
for process in $processes; do wait "$process"; done
$python -m app train "$recipe" --run "$run" --data "$data" --minutes "$minutes" --start-from "$weights"
