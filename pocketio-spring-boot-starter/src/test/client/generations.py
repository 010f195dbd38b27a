"""Debian's Python clients: python3 generations.py <port> <client>:<way>... Prints the names of the checks of each, then what became of
each: one JSON document a line."""

import concurrent.futures
import itertools
import json
import os
import queue
import sys
import threading
import time
import traceback

import engineio.payload
import socketio
import socketIO_client

PORT = int(sys.argv[1])
URL = "http://127.0.0.1:%d" % PORT
PATIENCE = 30
AT_ONCE = 6
UNICODE = 'é😀 \u2028 Ã© "\\\n'
numbers = itertools.count()

# python-engineio refuses payloads of more than 16 packets, and says that this is the way to allow them
engineio.payload.Payload.max_decode_packets = 10_000


def same(actual, expected):
    if actual != expected:
        raise AssertionError("%r instead of %r" % (actual, expected))


class Newer:
    """python-socketio, which speaks Engine.IO 4, and handles each event in a thread of its own. It starts the threads for all that one
    answer to a poll brings before it polls again, and is not pinged meanwhile: with too many at a time on a busy machine that takes
    longer than the server waits for it."""

    name = "python-socketio"
    has_binary = True
    has_order = False
    events_at_once = 100
    refusals = {"/login": "not authorized", "/unknown": "Invalid namespace"}

    def __init__(self, way, namespace="/", query="", auth=None):
        self.namespace = namespace
        self.refusal = queue.Queue()
        self.client = socketio.Client(reconnection=False, request_timeout=PATIENCE)
        self.client.on("connect_error", self.refusal.put, namespace)
        transports = {"polling": ["polling"], "websocket": ["websocket"], "upgrade": None}[way]
        self.arguments = dict(url=URL + query, transports=transports, namespaces=[namespace], auth=auth, wait_timeout=PATIENCE)

    def connect(self):
        self.client.connect(**self.arguments)
        return self

    def refused(self):
        self.client.connect(wait=False, **self.arguments)
        return self.refusal.get(timeout=PATIENCE)["message"]

    def id(self):
        return self.client.get_sid(self.namespace)

    def on(self, event, handler):
        self.client.on(event, handler, self.namespace)

    def answer(self, event, handler):
        self.on(event, lambda *arguments: tuple(handler(*arguments)))

    def emit(self, event, *arguments, callback=None):
        self.client.emit(event, arguments, namespace=self.namespace, callback=callback)

    def close(self):
        self.client.disconnect()


class Older:
    """socketIO-client 0.6, which speaks Engine.IO 3 and reads no polling payload but binary ones."""

    name = "socketIO-client"
    has_binary = False
    has_order = True
    events_at_once = 1000
    refusals = {"/login": '"not authorized"', "/unknown": '"Invalid namespace"'}

    def __init__(self, way, namespace="/", query="", auth=None):
        self.path = "" if namespace == "/" else namespace
        self.handlers = []
        self.refusal = queue.Queue()
        self.transports = {"polling": ["xhr-polling"], "upgrade": ["websocket"]}[way]
        pairs = [pair.split("=") for pair in query[2:].split("&") if pair]
        self.params = dict(pairs)
        self.auth = auth

    def connect(self):
        self.open()
        if self.path:
            self.client.connect(self.path)
            self.client.wait(seconds=PATIENCE, for_connect=True)
        self.listen()
        return self

    def open(self):
        self.client = socketIO_client.SocketIO("127.0.0.1", PORT, transports=self.transports, params=self.params)
        namespace = socketIO_client.SocketIONamespace(self.client, self.path)
        self.client._namespace_by_path[self.path] = namespace
        for event, handler in self.handlers:
            namespace.on(event, handler)
        namespace.on("error", lambda data: self.refusal.put(data.decode().partition(",")[2]))

    def listen(self):
        threading.Thread(target=self.client.wait, daemon=True).start()

    def refused(self):
        self.open()
        self.client.connect(self.path)
        self.listen()
        return self.refusal.get(timeout=PATIENCE)

    def id(self):
        return self.client._engineIO_session.id

    def on(self, event, handler):
        self.handlers.append((event, handler))
        if hasattr(self, "client"):
            self.client.get_namespace(self.path).on(event, handler)

    def answer(self, event, handler):
        self.on(event, lambda *arguments: arguments[-1](*handler(*arguments[:-1])))

    def emit(self, event, *arguments, callback=None):
        rest = (callback,) if callback else ()
        self.client.emit(event, *arguments, *rest, path=self.path)

    def close(self):
        if hasattr(self, "client"):
            self.client._close()


class Visit:
    """What one check works with."""

    def __init__(self, client, way):
        self.client = client
        self.way = way
        self.sockets = []

    def open(self, *arguments, **more):
        socket = self.client(self.way, *arguments, **more)
        self.sockets.append(socket)
        return socket

    def connected(self, *arguments, **more):
        return self.open(*arguments, **more).connect()

    def close(self):
        for socket in self.sockets:
            try:
                socket.close()
            except Exception:  # it may be closed already
                pass


def heard(socket, event):
    received = queue.Queue()
    socket.on(event, lambda *arguments: received.put(list(arguments)))
    return received


def following(received):
    return received.get(timeout=PATIENCE)


def ask(socket, event, *arguments):
    replies = queue.Queue()
    socket.emit(event, *arguments, callback=lambda *reply: replies.put(list(reply)))
    return following(replies)


def stays_connected_over_several_heartbeats(visit):
    socket = visit.connected()
    ends = heard(socket, "disconnect")
    waited = heard(socket, "waited")
    socket.emit("wait", 9500)
    following(waited)
    same(ask(socket, "echo", "still here"), ["still here"])
    same(ends.qsize(), 0)


def connects(visit):
    socket = visit.connected()
    same(ask(socket, "rooms"), [[socket.id()]])
    wanted = "polling" if visit.way == "polling" else "websocket"
    end = time.monotonic() + PATIENCE
    while ask(socket, "transport") != [wanted]:
        assert time.monotonic() < end, "no upgrade"


def emits_and_listens(visit):
    socket = visit.connected()
    echoes = heard(socket, "echo")
    values = [1, UNICODE, True, None, {"é": ["😀"]}]
    socket.emit("echo", *values)
    same(following(echoes), values)


def is_acknowledged(visit):
    socket = visit.connected()
    same(ask(socket, "echo", 1, UNICODE), [1, UNICODE])
    same(ask(socket, "join", "a"), [])


def acknowledges(visit):
    socket = visit.connected()
    answers = heard(socket, "answered")
    socket.answer("question", lambda number: [number + 1, UNICODE])
    socket.emit("ask", "question", 41)
    same(following(answers), [42, UNICODE])


def sends_binary_and_gets_it(visit):
    socket = visit.connected()
    echoes = heard(socket, "echo")
    socket.emit("echo", b"\0\4\xff", {"deep": b"\2"})
    same(following(echoes), [b"\0\4\xff", {"deep": b"\2"}])
    same(ask(socket, "echo", b"\1"), [b"\1"])


def reaches_rooms(visit):
    sockets = [visit.connected() for _ in range(3)]
    room = "python.%d.%d." % (os.getpid(), next(numbers))
    ask(sockets[0], "join", room)
    ask(sockets[1], "join", room)
    told = [heard(socket, "told") for socket in sockets]
    sockets[0].emit("to", [room], room + "to others")
    sockets[0].emit("in", [room], room + "to all")
    sockets[0].emit("everybody", room + "end")
    same([texts(each, room) for each in told], [["to all"], ["to others", "to all"], []])


def texts(told, prefix):
    all_texts = iter(lambda: str(following(told)[0]), prefix + "end")
    return [text[len(prefix) :] for text in all_texts if text.startswith(prefix)]


def joins_a_namespace(visit):
    socket = visit.connected("/custom")
    backs = heard(socket, "message-back")
    socket.emit("message", "to custom")
    same(following(backs), ["to custom"])
    same(ask(socket, "message-with-ack", "x"), ["x"])


def sends_a_query(visit):
    socket = visit.connected(query="/?token=abc")
    same(ask(socket, "query", "token"), ["abc"])


def is_refused_without_the_right_auth(visit):
    same(visit.open("/login").refused(), visit.client.refusals["/login"])


def is_told_that_a_namespace_does_not_exist(visit):
    same(visit.open("/unknown").refused(), visit.client.refusals["/unknown"])


def is_disconnected_by_the_server(visit):
    socket = visit.connected()
    ends = heard(socket, "disconnect")
    left = heard(visit.connected("/watch"), "left")
    own_id = socket.id()
    socket.emit("bye", False)
    following(ends)
    same(reason_of(left, own_id), "server namespace disconnect")


def disconnects(visit):
    socket = visit.connected()
    left = heard(visit.connected("/watch"), "left")
    own_id = socket.id()
    socket.close()
    reason = reason_of(left, own_id)
    # the older one says so to its transport only, and not at all over a WebSocket, which it leaves open
    assert reason in ("client namespace disconnect", "transport close", "transport error", "ping timeout"), reason


def reason_of(left, own_id):
    return next(reason for who, reason in iter(lambda: following(left), None) if who == own_id)


def gets_a_thousand_events_in_both_directions(visit):
    count = visit.client.events_at_once
    socket = visit.connected()
    there, back = heard(socket, "seq"), heard(socket, "seq-back")
    for _ in range(1000 // count):
        socket.emit("flood", count)
        for number in range(count):
            socket.emit("seq", number)
        for received in (there, back):
            order = [following(received)[0] for _ in range(count)]
            same(order if visit.client.has_order else sorted(order), list(range(count)))


CHECKS = [
    stays_connected_over_several_heartbeats,
    connects,
    emits_and_listens,
    is_acknowledged,
    acknowledges,
    sends_binary_and_gets_it,
    reaches_rooms,
    joins_a_namespace,
    sends_a_query,
    is_refused_without_the_right_auth,
    is_told_that_a_namespace_does_not_exist,
    is_disconnected_by_the_server,
    disconnects,
    gets_a_thousand_events_in_both_directions,
]
lock = threading.Lock()


def say(column, **line):
    with lock:
        print(json.dumps(dict(column=column, **line)), flush=True)


def run(column, check, visit):
    name = check.__name__.replace("_", " ")
    try:
        check(visit)
        say(column, name=name, ok=True)
    except BaseException as failure:
        say(column, name=name, ok=False, error="%r\n%s" % (failure, traceback.format_exc()))
    finally:
        visit.close()


def main():
    running = []
    for name, way in (each.split(":") for each in sys.argv[2:]):
        client = next(client for client in (Newer, Older) if client.name == name)
        column = "Python %s %s" % (name, way)
        checks = [check for check in CHECKS if client.has_binary or check is not sends_binary_and_gets_it]
        say(column, plan=[check.__name__.replace("_", " ") for check in checks])
        threads = concurrent.futures.ThreadPoolExecutor(AT_ONCE)
        running += [threads.submit(run, column, check, Visit(client, way)) for check in checks]
    concurrent.futures.wait(running, timeout=8 * PATIENCE)
    sys.stdout.flush()
    os._exit(0)


main()
