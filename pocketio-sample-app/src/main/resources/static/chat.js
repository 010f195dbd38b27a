// The chat: what is sent to the server, and what comes from it. The page's parts are in conversation.js and page.js.

import { Conversation } from './conversation.js';
import * as page from './page.js';
import { shrink } from './picture.js';

const LOBBY = 'Lobby';
const ACK_TIMEOUT = 10_000;
const MAX_ATTEMPTS = 3;
const TYPING_EVERY = 2_000;
const DELIVERED_AFTER = 150;

/** What the server knows us by. The key gets us our nickname back when it does not know yet that the connection broke. */
const me = {
  nickname: sessionStorage.getItem('nickname') ?? '',
  key: sessionStorage.getItem('client-key') ?? randomKey(),
};
sessionStorage.setItem('client-key', me.key);

const room = { name: sessionStorage.getItem('room') ?? LOBBY, lastId: 0, deliveredTo: 0, version: -1, members: null };
const outbox = new Map(); // own messages that the server has not acknowledged, by key
let limits = {};
let roomsVersion = -1;
let entering = null; // the room that we have asked to join
let joined = false; // whether this connection is in the room
let connectedBefore = false;
let lastTyping = 0;
let deliveredTimer = null;

const conversation = new Conversation(page.conversationParts);

// Beside the page, wherever the page is: so it works below spring.webflux.base-path as well.
const socket = io({
  path: new URL('socket.io/', document.baseURI).pathname,
  autoConnect: false,
  auth: (send) => send(me),
});

// ---- connection

socket.on('connect', () => {
  roomsVersion = room.version = -1; // versions are those of one server; it may be another one now
  enter(room.name);
});

socket.on('connect_error', (error) => {
  if (!socket.active) {
    forgetMe();
    page.showLogin(error.message); // refused by the server: nickname taken, too long, …
  } else if (!connectedBefore) {
    page.showBanner('waiting', 'Cannot reach the server. Trying again…');
  }
});

socket.on('disconnect', (reason) => {
  joined = false;
  page.setOnline(false);
  if (reason === 'io server disconnect') {
    page.showBanner('lost', 'The server has ended this connection.', () => socket.connect());
  } else if (reason !== 'io client disconnect') {
    page.showBanner('waiting', 'Connection lost. Reconnecting…');
  }
});

socket.io.on('reconnect_attempt', (attempt) => page.showBanner('waiting', `Reconnecting… (attempt ${attempt})`));

socket.on('welcome', (welcome) => {
  limits = welcome;
  me.nickname = welcome.nickname;
  sessionStorage.setItem('nickname', me.nickname);
  page.showChat(me.nickname, limits);
});

// ---- rooms

socket.on('rooms', ({ version, rooms }) => {
  if (version > roomsVersion) {
    roomsVersion = version;
    page.showRooms(rooms, room.name);
  }
});

socket.on('presence', showPresence);

async function enter(name) {
  const again = name === room.name && room.members;
  const attempt = (entering = { name, early: [] });
  joined = false;
  page.setOnline(false);
  try {
    const { presence, messages } = await ask('join', name, again ? room.lastId : 0);
    if (entering === attempt) {
      entered(again, presence, [...messages, ...attempt.early]);
      if (!again) {
        page.closeRooms(name);
      }
    }
  } catch (problem) {
    if (entering === attempt) {
      notEntered(name, problem);
    }
  }
}

function entered(again, presence, messages) {
  entering = null;
  joined = true;
  if (!again) {
    clearTimeout(deliveredTimer);
    conversation.clear();
    outbox.clear();
    Object.assign(room, { name: presence.room, lastId: 0, deliveredTo: 0, version: -1, members: null });
    sessionStorage.setItem('room', room.name);
  }
  page.setOnline(true);
  page.showRoom(room.name);
  conversation.addAll(messages, isMine);
  messages.forEach(received);
  showPresence(presence);
  outbox.forEach(send); // what was written while we were away
  if (connectedBefore && again) {
    page.showBanner('back', 'Back online.');
  } else {
    page.hideBanner();
  }
  connectedBefore = true;
}

function notEntered(name, problem) {
  entering = null;
  if (!socket.connected) {
    return; // the next connection tries again
  }
  if (!(problem instanceof Refusal)) {
    enter(name);
    return;
  }
  if (name !== room.name) {
    page.showRoomProblem(problem.message, name);
  } else {
    page.showProblem(problem.message);
  }
  if (name === room.name && name !== LOBBY) {
    enter(LOBBY);
  } else {
    joined = name !== room.name && room.members !== null; // still where we were, if we were anywhere
    page.setOnline(true);
  }
}

function showPresence(presence) {
  if (presence.room !== room.name || presence.version <= room.version) {
    return;
  }
  if (room.members) {
    const others = (list, besides) => list.filter((name) => name !== me.nickname && !besides.includes(name));
    others(presence.members, room.members).forEach((name) => conversation.note(`${name} joined`));
    others(room.members, presence.members).forEach((name) => conversation.note(`${name} left`));
  }
  room.version = presence.version;
  room.members = presence.members;
  page.showMembers(room.members, me.nickname);
  showDelivered(presence.deliveredTo);
}

// ---- messages from the server

socket.on('message', (message) => {
  if (message.room === entering?.name) {
    entering.early.push(message); // overtook the answer to our "join"
  }
  if (message.room === room.name) {
    conversation.add(message, isMine(message));
    received(message);
    page.countUnread();
  }
});

socket.on('delivered', (name, upTo) => name === room.name && showDelivered(upTo));

socket.on('typing', (name, nickname, typing) => name === room.name && page.showTyping(nickname, typing));

socket.on('announcement', (announcement) => conversation.announce(announcement));

function isMine(message) {
  return message.author === me.nickname;
}

/** Tells the server how far we have got, once for messages that come together. */
function received({ id, author }) {
  room.lastId = Math.max(room.lastId, id);
  if (author) {
    page.showTyping(author, false);
  }
  clearTimeout(deliveredTimer);
  deliveredTimer = setTimeout(() => joined && socket.emit('delivered', room.lastId), DELIVERED_AFTER);
}

function showDelivered(upTo) {
  room.deliveredTo = Math.max(room.deliveredTo, upTo);
  conversation.delivered(room.deliveredTo);
}

// ---- messages to the server

function say(content) {
  const message = { key: randomKey(), author: me.nickname, attempts: 0, ...content };
  outbox.set(message.key, message);
  conversation.add(message, true);
  send(message);
}

/** Sent again when the answer does not come: the server recognises the key. */
async function send(message) {
  const { key, text, picture } = message;
  if (!joined) {
    return; // sent as soon as we are back in the room
  }
  try {
    const receipt = await (picture ? ask('picture', key, picture.type, picture.data) : ask('message', key, text));
    outbox.delete(key);
    conversation.stored(key, receipt);
    received(receipt);
    showDelivered(room.deliveredTo);
  } catch (problem) {
    if (problem instanceof Refusal || ++message.attempts >= MAX_ATTEMPTS) {
      outbox.delete(key);
      conversation.refused(key, problem instanceof Refusal ? problem.message : 'The server does not answer.');
    } else if (joined) {
      send(message);
    }
  }
}

class Refusal extends Error {}

/** The server's answer. It is an error when the server refuses, when it takes too long and when the connection breaks. */
async function ask(event, ...args) {
  const answer = await socket.timeout(ACK_TIMEOUT).emitWithAck(event, ...args);
  if (answer?.error) {
    throw new Refusal(answer.error);
  }
  return answer;
}

function tellTyping(typing) {
  const now = Date.now();
  if (joined && now - lastTyping > (typing ? TYPING_EVERY : 0)) {
    lastTyping = typing ? now : 0;
    socket.volatile.emit('typing', typing);
  }
}

// ---- the user

page.onLogin((nickname) => {
  me.nickname = nickname;
  socket.connect();
});

page.onLeave(() => {
  socket.disconnect();
  forgetMe();
  page.showLogin('');
});

page.onRoom((name) => {
  if (name === room.name && joined) {
    page.closeRooms(name);
  } else if (socket.connected && !entering) {
    enter(name);
  }
});

page.onText((text) => {
  say({ text });
  tellTyping(false);
});

page.onTyping(tellTyping);

page.onPicture(async (file) => {
  try {
    say({ picture: await shrink(file, limits.maxPictureBytes) });
  } catch (problem) {
    page.showProblem(problem.message);
  }
});

function forgetMe() {
  sessionStorage.removeItem('nickname');
  connectedBefore = joined = false;
  room.members = null;
}

function randomKey() {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join('-');
}

if (me.nickname) {
  socket.connect(); // the page was loaded again
} else {
  page.showLogin('');
}
