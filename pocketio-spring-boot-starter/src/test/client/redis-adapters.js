/* The adapters of the reference server that connect it with other nodes by way of Redis. */
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";

/** The adapter of a type, under the names that they have here as well. */
export async function redisAdapter({ type, port, prefix }) {
  const connect = () => createClient({ socket: { host: "127.0.0.1", port } }).on("error", console.error).connect();
  switch (type) {
    case "redis":
      return createAdapter(await connect(), await connect(), { key: prefix });
    case "redis-sharded":
      return createShardedAdapter(await connect(), await connect(), { channelPrefix: prefix });
    case "redis-streams":
      return createStreamsAdapter(await connect(), { streamName: prefix, channelPrefix: prefix });
    default:
      throw new Error(`There is no adapter ${type}`);
  }
}
