import { io } from "socket.io-client";
import * as parser from "socket.io-msgpack-parser";

const socket = io({ parser });
