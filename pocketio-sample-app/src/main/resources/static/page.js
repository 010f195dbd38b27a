// The parts of the page around the conversation.

import { fillAvatar } from './conversation.js';

const TYPING_LASTS = 4_000;
const BACK_LASTS = 3_000;
const PROBLEM_LASTS = 6_000;

const $ = (id) => document.getElementById(id);

export const conversationParts = {
  list: $('messages'),
  scroller: $('scroller'),
  newest: $('newest'),
  onPicture: (image) => {
    const large = $('viewer').querySelector('img');
    large.src = image.src;
    large.alt = image.alt;
    $('viewer').showModal();
  },
};

// ---- joining

export function showLogin(problem) {
  hideBanner();
  closeSidebar();
  $('chat').hidden = true;
  $('welcome').hidden = false;
  $('login-problem').textContent = problem;
  $('nickname').setAttribute('aria-invalid', problem !== '');
  $('nickname').focus();
}

export function showChat(nickname, { maxNameLength, maxTextLength }) {
  const first = $('chat').hidden;
  $('welcome').hidden = true;
  $('chat').hidden = false;
  $('me').textContent = nickname;
  fillAvatar($('me-avatar'), nickname);
  $('room-name').maxLength = maxNameLength;
  $('text').maxLength = maxTextLength;
  if (first && matchMedia('(hover: hover)').matches) {
    $('text').focus(); // not on a phone, where this would open the keyboard
  }
}

export function onLogin(listener) {
  $('login').addEventListener('submit', (event) => {
    event.preventDefault();
    $('login-problem').textContent = '';
    listener($('nickname').value);
  });
}

export function onLeave(listener) {
  $('leave').addEventListener('click', listener);
}

// ---- connection

let bannerTimer;

/** @param kind waiting, lost or back */
export function showBanner(kind, text, onReconnect) {
  clearTimeout(bannerTimer);
  $('banner').dataset.kind = kind;
  $('banner-text').textContent = text;
  $('reconnect').hidden = !onReconnect;
  $('reconnect').onclick = onReconnect ?? null;
  $('banner').hidden = false;
  if ($('chat').hidden) {
    $('login-problem').textContent = text; // the page as long as nobody has joined
  }
  if (kind === 'back') {
    bannerTimer = setTimeout(hideBanner, BACK_LASTS);
  }
}

export function hideBanner() {
  clearTimeout(bannerTimer);
  $('banner').hidden = true;
}

/** Rooms can be changed only while there is a server; messages can be written at any time. */
export function setOnline(online) {
  $('chat').classList.toggle('offline', !online);
  $('sidebar').querySelectorAll('.rooms button, .new-room button').forEach((button) => (button.disabled = !online));
}

let problemTimer;

export function showProblem(text) {
  clearTimeout(problemTimer);
  $('problem').textContent = text;
  problemTimer = setTimeout(() => ($('problem').textContent = ''), PROBLEM_LASTS);
}

// ---- rooms and people

export function showRooms(rooms, current) {
  const focused = document.activeElement?.dataset.room;
  $('rooms').replaceChildren(...rooms.map(roomItem));
  markRoom(current);
  $('rooms').querySelectorAll('button').forEach((button) => button.dataset.room === focused && button.focus());
}

export function showRoom(name) {
  $('room').textContent = name;
  $('typing').classList.remove('shown');
  typing.forEach(clearTimeout);
  typing.clear();
  markRoom(name);
  showTitle();
}

function roomItem({ name, members }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.room = name;
  button.disabled = $('chat').classList.contains('offline');
  const label = document.createElement('span');
  label.textContent = name;
  const count = document.createElement('span');
  count.className = 'count';
  count.textContent = members || '';
  count.setAttribute('aria-label', people(members));
  button.append(label, count);
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function markRoom(name) {
  for (const button of $('rooms').querySelectorAll('button')) {
    if (button.dataset.room === name) {
      button.setAttribute('aria-current', 'true');
    } else {
      button.removeAttribute('aria-current');
    }
  }
}

export function showMembers(members, me) {
  $('presence').textContent = people(members.length);
  $('members').replaceChildren(...members.map((name) => memberItem(name, name === me)));
}

function memberItem(name, isMe) {
  const avatar = document.createElement('span');
  avatar.className = 'avatar';
  avatar.setAttribute('aria-hidden', 'true');
  fillAvatar(avatar, name);
  const label = document.createElement('span');
  label.textContent = isMe ? `${name} (you)` : name;
  const item = document.createElement('li');
  item.append(avatar, label);
  return item;
}

function people(count) {
  return count === 1 ? '1 person' : `${count} people`;
}

export function onRoom(listener) {
  $('rooms').addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) {
      listener(button.dataset.room);
    }
  });
  $('new-room').addEventListener('submit', (event) => {
    event.preventDefault();
    listener($('room-name').value);
  });
}

/** The room that the user has asked for is on the page. */
export function closeRooms(name) {
  if ($('room-name').value === name) {
    $('room-name').value = '';
  }
  showRoomProblem('');
  closeSidebar();
}

/** What was typed stays, to be put right. */
export function showRoomProblem(text, name) {
  $('room-problem').textContent = text;
  $('room-name').setAttribute('aria-invalid', text !== '' && $('room-name').value === name);
}

$('room-name').addEventListener('input', () => showRoomProblem(''));

$('menu').addEventListener('click', () => setSidebar(!$('chat').classList.contains('open')));
$('backdrop').addEventListener('click', closeSidebar);
document.addEventListener('keydown', (event) => event.key === 'Escape' && closeSidebar());

function closeSidebar() {
  setSidebar(false);
}

/** Only small screens open and close it. */
function setSidebar(open) {
  if (open === $('chat').classList.contains('open')) {
    return;
  }
  $('chat').classList.toggle('open', open);
  $('menu').setAttribute('aria-expanded', open);
  (open ? $('rooms').querySelector('button') : $('menu'))?.focus();
}

// ---- who is typing

const typing = new Map(); // timers by nickname

export function showTyping(nickname, on) {
  clearTimeout(typing.get(nickname));
  typing.delete(nickname);
  if (on) {
    typing.set(nickname, setTimeout(() => showTyping(nickname, false), TYPING_LASTS));
  }
  const names = [...typing.keys()];
  $('typing').classList.toggle('shown', names.length > 0);
  $('typing-text').textContent =
    names.length > 2 ? 'Several people are typing' : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} typing`;
}

// ---- writing

export function onTyping(listener) {
  $('text').addEventListener('input', () => {
    fitText();
    listener($('text').value.trim() !== '');
  });
}

export function onText(listener) {
  $('text').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      $('composer').requestSubmit();
    }
  });
  $('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = $('text').value.trim();
    $('text').value = '';
    fitText();
    $('text').focus();
    if (text) {
      listener(text);
    }
  });
}

/** Pictures are chosen, pasted or dropped. */
export function onPicture(listener) {
  const first = (files) => [...(files ?? [])].find((file) => file.type.startsWith('image/'));
  $('attach').addEventListener('click', () => $('picture').click());
  $('picture').addEventListener('change', () => {
    [...$('picture').files].forEach(listener);
    $('picture').value = '';
  });
  $('text').addEventListener('paste', (event) => {
    const file = first(event.clipboardData?.files);
    if (file) {
      event.preventDefault();
      listener(file);
    }
  });
  $('conversation').addEventListener('dragover', (event) => event.preventDefault());
  $('conversation').addEventListener('drop', (event) => {
    event.preventDefault();
    const file = first(event.dataTransfer?.files);
    if (file) {
      listener(file);
    }
  });
}

function fitText() {
  $('text').style.height = 'auto';
  $('text').style.height = `${$('text').scrollHeight}px`;
}

// ---- title

let unread = 0;

export function countUnread() {
  if (document.hidden) {
    unread++;
    showTitle();
  }
}

document.addEventListener('visibilitychange', () => {
  unread = 0;
  showTitle();
});

function showTitle() {
  const room = $('room').textContent;
  document.title = `${unread ? `(${unread}) ` : ''}${room ? `${room} · ` : ''}pocketio chat`;
}
