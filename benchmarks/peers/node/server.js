// Sends back what it is sent, to the sender or to the room that all sockets are in.
// Listens on 127.0.0.1, at the port of the environment variable PORT, and prints "ready" when it does.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { adapter } from "./adapters.js";

const ALL = "all";
const BACKLOG = 4096;

const http = createServer();
const io = new Server(http, { adapter: await adapter() });

io.on("connection", (socket) => {
  socket.join(ALL);
  socket.on("echo", (data) => socket.emit("echo", data));
  socket.on("ack", (data, acknowledge) => acknowledge(data));
  socket.on("broadcast", (data) => io.to(ALL).emit("broadcast", data));
  socket.on("bin", (bytes) => socket.emit("bin", bytes));
});

http.listen(Number(process.env.PORT ?? 39170), "127.0.0.1", BACKLOG, () => console.log("ready"));
