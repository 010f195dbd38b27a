// The conversation on the page. What others wrote gets into it by textContent alone, never as HTML.

const MAX_ENTRIES = 300;
const SAME_BREATH = 5 * 60_000; // messages of one author within this time are shown as one block
const TICKS = { sending: 'Sending', stored: 'Sent', delivered: 'Delivered', refused: 'Not sent' };
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export function hue(name) {
  let hash = 0x811c9dc5;
  for (const character of name) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return (hash >>> 8) % 360;
}

export function fillAvatar(element, name) {
  element.textContent = [...name][0].toUpperCase();
  element.style.setProperty('--hue', hue(name));
}

export class Conversation {
  #byId = new Map();
  #byKey = new Map(); // own messages that the server has not acknowledged
  #list;
  #scroller;
  #newest;
  #messageTemplate = document.getElementById('message-template').content.firstElementChild;
  #announcementTemplate = document.getElementById('announcement-template').content.firstElementChild;
  #onPicture;
  #following = true; // whether the reader is at the end, which then stays in view whatever changes its size
  #top = 0; // where it was scrolled to

  constructor({ list, scroller, newest, onPicture }) {
    this.#list = list;
    this.#scroller = scroller;
    this.#newest = newest;
    this.#onPicture = onPicture;
    newest.addEventListener('click', () => this.#scrollDown());
    scroller.addEventListener('scroll', () => {
      const back = scroller.scrollTop < this.#top;
      this.#top = scroller.scrollTop;
      this.#following = this.#atBottom() || (this.#following && !back); // more may have come since it was scrolled
      newest.hidden ||= this.#following;
    });
    const sizes = new ResizeObserver(() => this.#following && this.#scrollDown());
    sizes.observe(list); // a picture has been loaded
    sizes.observe(scroller); // what is below it has grown
  }

  clear() {
    [...this.#list.children].forEach((node) => this.#remove(node));
    this.#newest.hidden = true;
  }

  /** Adds many messages at once; they are not read out one by one. */
  addAll(messages, mine) {
    this.#scroller.setAttribute('aria-live', 'off');
    messages.forEach((message) => this.add(message, mine(message)));
    requestAnimationFrame(() => this.#scroller.setAttribute('aria-live', 'polite'));
  }

  /** Adds a message at its place. A message without id is on its way to the server. */
  add(message, mine) {
    if (this.#byId.has(message.id)) {
      return;
    }
    if (mine && this.#byKey.has(message.key)) {
      this.stored(message.key, message);
      return;
    }
    const node = this.#build(message, mine);
    if (message.id) {
      this.#byId.set(message.id, node);
    } else {
      this.#byKey.set(message.key, node);
    }
    this.#keepPlace(mine, () => this.#insert(node));
  }

  /** The server has acknowledged an own message. */
  stored(key, { id, time }) {
    const node = this.#byKey.get(key);
    if (!node) {
      return;
    }
    this.#byKey.delete(key);
    this.#byId.set(id, node);
    node.dataset.id = id;
    setTime(node, time);
    setState(node, 'stored');
    this.#keepPlace(false, () => this.#insert(node));
  }

  /** All members have the messages up to the id. */
  delivered(upTo) {
    for (const [id, node] of this.#byId) {
      if (id <= upTo && node.dataset.state === 'stored') {
        setState(node, 'delivered');
      }
    }
  }

  refused(key, reason) {
    const node = this.#byKey.get(key);
    if (node) {
      this.#byKey.delete(key);
      setState(node, 'refused');
      node.querySelector('.refusal').textContent = reason;
    }
  }

  note(text) {
    const node = document.createElement('li');
    node.className = 'note';
    node.textContent = text;
    this.#append(node);
  }

  announce({ text, time }) {
    const node = this.#announcementTemplate.cloneNode(true);
    node.querySelector('.text').textContent = text;
    setTime(node, time);
    this.#append(node);
  }

  #build(message, mine) {
    const node = this.#messageTemplate.cloneNode(true);
    node.classList.toggle('mine', mine);
    node.dataset.author = message.author;
    node.dataset.id = message.id ?? '';
    fillAvatar(node.querySelector('.avatar'), message.author);
    node.querySelector('.author').textContent = message.author;
    node.querySelector('.author').style.setProperty('--hue', hue(message.author));
    setTime(node, message.time ?? new Date().toISOString());
    if (mine) {
      setState(node, message.id ? 'stored' : 'sending');
    } else {
      node.querySelector('.ticks').remove();
    }
    this.#fill(node, message);
    return node;
  }

  #fill(node, { text, picture, author }) {
    const paragraph = node.querySelector('.text');
    const button = node.querySelector('.picture');
    if (!picture) {
      paragraph.textContent = text;
      button.remove();
      return;
    }
    paragraph.remove();
    const image = button.firstElementChild;
    image.alt = `Picture from ${author}`;
    image.src = URL.createObjectURL(new Blob([picture.data], { type: picture.type }));
    button.addEventListener('click', () => this.#onPicture(image));
  }

  /** Ids give the order; what has none yet stays last. */
  #insert(node) {
    const id = Number(node.dataset.id) || Infinity;
    let next = null;
    for (let other = this.#list.lastElementChild; other; other = other.previousElementSibling) {
      if (other === node || other.dataset.id === undefined) {
        continue;
      }
      if ((Number(other.dataset.id) || Infinity) <= id) {
        break;
      }
      next = other;
    }
    const follower = node.nextElementSibling;
    this.#list.insertBefore(node, next);
    [node, node.nextElementSibling, follower].forEach(group);
    this.#trim();
  }

  #append(node) {
    this.#keepPlace(false, () => this.#list.append(node));
    this.#trim();
  }

  #trim() {
    while (this.#list.childElementCount > MAX_ENTRIES) {
      this.#remove(this.#list.firstElementChild);
    }
  }

  #remove(node) {
    const image = node.querySelector('img');
    if (image) {
      URL.revokeObjectURL(image.src);
    }
    this.#byId.delete(Number(node.dataset.id));
    this.#byKey.forEach((each, key) => each === node && this.#byKey.delete(key));
    node.remove();
  }

  /** Who reads the end sees the new end; who reads older messages is not disturbed. */
  #keepPlace(follow, change) {
    const stay = !follow && !this.#atBottom();
    change();
    if (stay) {
      this.#newest.hidden = false;
    } else {
      this.#scrollDown();
    }
  }

  #atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < 100;
  }

  #scrollDown() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#top = this.#scroller.scrollTop;
    this.#following = true;
    this.#newest.hidden = true;
  }
}

/** Marks a message that continues the one above it. */
function group(node) {
  if (!node?.classList.contains('message')) {
    return;
  }
  const above = node.previousElementSibling;
  const continued = above?.dataset.author === node.dataset.author && timeOf(node) - timeOf(above) < SAME_BREATH;
  node.classList.toggle('continued', continued);
}

function timeOf(node) {
  return Date.parse(node.querySelector('time').dateTime);
}

function setTime(node, time) {
  const element = node.querySelector('time');
  element.dateTime = time;
  element.textContent = clock.format(new Date(time));
}

function setState(node, state) {
  node.dataset.state = state;
  const ticks = node.querySelector('.ticks');
  ticks.setAttribute('aria-label', TICKS[state]);
  ticks.title = TICKS[state];
}
