#!/usr/bin/env bash
# Converts an archive as a Slurm array, and puts the parts together:
#
#   array=$(sbatch --parsable --array=1-100 examples/slurm.sh ARCHIVE DATASET)
#   sbatch --dependency=afterok:$array examples/slurm.sh --merge DATASET
#
# A part whose job was killed goes on where it stood: run it again with its number and the count of all,
# SLURM_ARRAY_TASK_ID=17 SLURM_ARRAY_TASK_COUNT=100 examples/slurm.sh ARCHIVE DATASET
#SBATCH --job-name=kaikaku
#SBATCH --cpus-per-task=2
#SBATCH --mem=10G
set -euo pipefail

kaikaku=${KAIKAKU:-kaikaku}
if [ "$1" = --merge ]; then
    status=0
    "$kaikaku" merge "$2".parts/* --out "$2" || status=$?
else
    part=$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT
    status=0
    "$kaikaku" convert "$1" --out "$2.parts/$SLURM_ARRAY_TASK_ID" --shard "$part" \
        --jobs "${SLURM_CPUS_PER_TASK:-1}" --memory-limit 4G || status=$?
fi
# 1 says that some documents failed, which their rows tell; the job itself went well.
[ "$status" -le 1 ]
