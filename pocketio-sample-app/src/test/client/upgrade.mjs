import { io } from "socket.io-client";

const socket = io();

socket.io.on("open", () => {
  socket.io.engine.once("upgrade", () => socket.emit("upgraded"));
});
