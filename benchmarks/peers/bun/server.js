// Sends back what it is sent, to the sender or to the room that all sockets are in.
// Listens on 127.0.0.1, at the port of the environment variable PORT, and prints "ready" when it does.
import { Server as Engine } from "@socket.io/bun-engine";
import { Server } from "socket.io";
import { adapter } from "../node/adapters.js";

const ALL = "all";

const engine = new Engine({ path: "/socket.io/" });
const io = new Server({ adapter: await adapter() });
io.bind(engine);

io.on("connection", (socket) => {
  socket.join(ALL);
  socket.on("echo", (data) => socket.emit("echo", data));
  socket.on("ack", (data, acknowledge) => acknowledge(data));
  socket.on("broadcast", (data) => io.to(ALL).emit("broadcast", data));
  socket.on("bin", (bytes) => socket.emit("bin", bytes));
});

Bun.serve({ ...engine.handler(), port: Number(process.env.PORT ?? 39170), hostname: "127.0.0.1" });
console.log("ready");
