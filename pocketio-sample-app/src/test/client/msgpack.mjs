import { io } from "socket.io-client";
import parser from "socket.io-msgpack-parser";

const socket = io({ parser });
