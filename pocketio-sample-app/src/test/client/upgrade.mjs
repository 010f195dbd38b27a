import { io } from "socket.io-client";

const socket = io();

socket.on("connect", () => {
  socket.io.engine.once("upgrade", () => socket.emit("upgraded"));
});
