// What lets servers on several processes act as one: ADAPTER is memory, redis, redis-sharded or redis-streams, REDIS_PORT where Redis is.
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";

async function connected() {
  const client = createClient({ socket: { host: "127.0.0.1", port: Number(process.env.REDIS_PORT ?? 6379) } });
  client.on("error", (error) => console.error(error));
  return client.connect();
}

/** The adapter that the environment asks for; undefined for the one in memory. */
export async function adapter() {
  const kind = process.env.ADAPTER ?? "memory";
  switch (kind) {
    case "memory":
      return undefined;
    case "redis":
      return createAdapter(await connected(), await connected());
    case "redis-sharded":
      return createShardedAdapter(await connected(), await connected());
    case "redis-streams":
      return createStreamsAdapter(await connected());
    default:
      throw new Error(`There is no adapter ${kind}`);
  }
}
