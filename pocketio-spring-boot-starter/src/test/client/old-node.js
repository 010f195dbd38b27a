/* A node with Socket.IO 2.5 and socket.io-redis 5: node old-node.js <port of Redis> <prefix>. Says its port, and who is in its room is told what is said. */
import { createServer } from "node:http";
import createServerOf2 from "socket.io-2.5";
import createAdapter from "socket.io-redis-5";

const [redisPort, prefix] = process.argv.slice(2);
const http = createServer();
const io = createServerOf2(http, { pingInterval: 25_000 });
io.adapter(createAdapter({ host: "127.0.0.1", port: Number(redisPort), key: prefix }));
io.on("connection", (socket) => {
  socket.on("join", (room, ack) => socket.join(room, () => ack()));
  socket.on("in", (room, ...args) => io.in(room).emit("told", ...args));
});
http.listen(0, "127.0.0.1", () => console.log(`listening ${http.address().port}`));
