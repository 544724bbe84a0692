#!/usr/bin/env bash
# Runs a command with a Slurm of one node on this machine, started for it alone and ended with it: own munged,
# slurmctld and slurmd, own ports, nothing outside a temporary folder.
#
#   scripts/slurm-node.sh COMMAND...
#
# Needs munge and slurm-wlm (Debian), and root, since slurmd starts jobs as their users. Ends with 75 where the daemons
# cannot be started here.
set -euo pipefail

folder=$(mktemp -d)
chmod 755 "$folder"
daemons=()
finish() {
    status=$?
    for daemon in "${daemons[@]}"; do kill "$daemon" 2>/dev/null || true; done
    for daemon in "${daemons[@]}"; do wait "$daemon" 2>/dev/null || true; done
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT

no() {
    echo "no Slurm here: $*" >&2
    tail -n 5 "$folder"/*.log >&2 2>/dev/null || true
    exit 75
}

host=$(hostname -s)
socket=$folder/munge.socket
# munged wants nothing of its own to be open to others.
install -d -m 755 "$folder/munge"
head -c 1024 /dev/urandom >"$folder/munge/key"
chmod 400 "$folder/munge/key"
/usr/sbin/munged --foreground --force --num-threads 2 --socket "$socket" --key-file "$folder/munge/key" \
    --pid-file "$folder/munge/pid" --seed-file "$folder/munge/seed" --log-file "$folder/munge/log" \
    >"$folder/munged.log" 2>&1 &
daemons+=($!)

cores=$(nproc)
memory=$(awk '/^MemTotal/ { print int($2 / 1024 * 0.9) }' /proc/meminfo)
cat >"$folder/slurm.conf" <<EOF
ClusterName=one
SlurmctldHost=$host
SlurmctldPort=26817
SlurmdPort=26818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$socket
CryptoType=crypto/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=2,bf_interval=2
NodeName=$host CPUs=$cores RealMemory=$memory State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
mkdir "$folder/state" "$folder/spool"
export SLURM_CONF=$folder/slurm.conf
slurmctld -D >"$folder/slurmctld.log" 2>&1 &
daemons+=($!)
slurmd -D >"$folder/slurmd.log" 2>&1 &
daemons+=($!)

for _ in $(seq 60); do
    [ "$(sinfo --noheader --format=%T 2>/dev/null)" != idle ] || break
    sleep 0.5
done
[ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ] || no "the node does not come up"
"$@"
