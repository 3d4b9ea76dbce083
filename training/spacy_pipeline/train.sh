#!/bin/sh
# Trains the rival: sh training/spacy_pipeline/train.sh TREEBANK RUN   (one core, about an hour; needs spaCy)
set -eu
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 BLIS_NUM_THREADS=1
mkdir -p "$2"
for part in train dev; do
  python -m training.spacy_pipeline.convert "$1/$part.conllu.gz" "$2/$part.spacy"
done
python -m spacy init fill-config training/spacy_pipeline/config.cfg "$2/config.cfg"
python -m spacy train "$2/config.cfg" --output "$2" --paths.train "$2/train.spacy" --paths.dev "$2/dev.spacy"
