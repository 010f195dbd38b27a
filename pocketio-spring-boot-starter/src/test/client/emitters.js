/*
 * The emitters of Node send to a room of a cluster: node emitters.js <port of Redis> <prefix>. The second one is as old as the nodes of
 * Socket.IO 2.
 */
import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";
import createOldEmitter from "socket.io-emitter-3";

const [port, prefix] = process.argv.slice(2);
const redis = await createClient({ socket: { host: "127.0.0.1", port: Number(port) } }).connect();
const emitter = new Emitter(redis, { key: prefix });
emitter.to("room").except("nobody").emit("news", 1, "é", { a: [null] });
emitter.to("room").volatile.emit("bytes", Buffer.from([1, 2]));
emitter.in("room").socketsJoin("other");
emitter.to("other").emit("joined");
emitter.in("room").socketsLeave("other");
emitter.to("other").emit("nobody is there");
await redis.close();

const old = createOldEmitter({ host: "127.0.0.1", port: Number(port), key: prefix });
old.to("room").emit("old", 2);
old.to("room").emit("old bytes", Buffer.from([3]));
old.redis.quit(() => console.log("sent"));
