#!/usr/bin/env bash
# What a broadcast costs the nodes of a cluster: starts a Redis and as many servers of a kind, sends, prints one line, and ends them all.
set -euo pipefail
cd "$(dirname "$0")"

if (($# < 3)); then
    echo "usage: $0 pocketio|node|bun redis|redis-sharded|redis-streams NODES [CONNECTED]" >&2
    echo "  CONNECTED: only so many of the nodes have clients, and with them a room (all)" >&2
    echo "  JAVA, JAVA_FLAGS: for pocketio; TRAFFIC: system properties of the traffic, such as -Dconnections=1000" >&2
    echo "  SOAK: options of a soak in place of the traffic, of the first two nodes, such as '--minutes 10'" >&2
    echo "  SERVER_CPU, CLIENT_CPU: the cores of the servers, and of Redis and the clients (0, 1)" >&2
    exit 2
fi
kind=$1 adapter=$2 nodes=$3 connected=${4:-$3}
java=${JAVA:-java}
read -ra flags <<<"${JAVA_FLAGS:--Xms256m -Xmx1g -XX:+UseG1GC}"
read -ra traffic <<<"${TRAFFIC:-}"
port=39170
redis_port=39190
folder=$(mktemp -d)
pids=()

end() {
    local pid
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap end EXIT

server() { # $1: its port
    export PORT=$1 ADAPTER=$adapter REDIS_PORT=$redis_port
    case $kind in
        pocketio)
            exec "$java" "${flags[@]}" -Dreactor.netty.ioWorkerCount=1 -cp "target/classes:target/lib/*:target/redis/*" \
                io.pocketio.benchmarks.server.BenchmarkServer --pocketio.adapter.type="$adapter" --spring.data.redis.port="$redis_port"
            ;;
        node) exec node peers/node/server.js ;;
        bun) exec peers/bun/node_modules/.bin/bun peers/bun/server.js ;;
        *) echo "There is no kind of server $kind" && exit 2 ;;
    esac
}

await() { # $1: a file, $2: what will be in it
    for _ in {1..300}; do
        grep -qs "$2" "$1" && return
        sleep 0.1
    done
    cat "$1" >&2
    return 1
}

redis_log=$folder/redis.log
taskset -c "${CLIENT_CPU:-1}" redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --dir "$folder" >"$redis_log" &
pids+=($!)
await "$redis_log" "Ready to accept"
servers=()
for ((i = 0; i < nodes; i++)); do
    (server $((port + i))) >"$folder/$i.log" 2>&1 &
    pids+=($!)
    servers+=($!)
    taskset -acp "${SERVER_CPU:-0}" $! >/dev/null
    await "$folder/$i.log" ready
done

if [[ -n ${SOAK:-} ]]; then
    read -ra soak <<<"$SOAK"
    taskset -c "${CLIENT_CPU:-1}" "$java" -cp "target/classes:target/lib/*" io.pocketio.benchmarks.load.LoadMain soak \
        --port $port --pid "${servers[0]}" --other $((port + 1)) --other-pid "${servers[1]}" "${soak[@]}"
    exit
fi
taskset -c "${CLIENT_CPU:-1}" "$java" "${traffic[@]}" -Dport=$port -Dconnected="$connected" \
    -cp "target/classes:target/lib/*" io.pocketio.benchmarks.traffic.TrafficMain broadcast "${servers[@]}" |
    sed "s/^/$kind, $adapter: /"
