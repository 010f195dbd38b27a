// What people meet who see little, read with a screen reader or write no name that fits. Started by BrowserChatTests; see stage.mjs.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { landscape } from './landscape.mjs';
import { DESKTOP, logIn, message, misses, open, PATIENCE, perform, PHONE, problems, sees, step, url, write } from './stage.mjs';

const LOW = { width: 900, height: 480 };
const ENOUGH_CONTRAST = 4.5; // WCAG 2.2, AA, text of normal size

await perform(async (cable) => {
  const ada = await open({ viewport: DESKTOP });
  const grace = await open({ viewport: LOW, base: cable.url });

  await step('the page for joining has no barriers', async () => {
    await hasNoBarriers(ada);
    await ada.getByLabel('Nickname').fill('A/B');
    await ada.getByRole('button', { name: 'Join the chat' }).click();
    await sees(ada.getByRole('alert').filter({ hasText: 'letters, digits' }));
    await hasNoBarriers(ada);
  });

  await step('a room without messages says so, until there is one', async () => {
    await logIn(ada, 'Ada');
    await enter(ada, 'Reading room');
    await sees(ada.getByText('No messages yet'));
    await hasNoBarriers(ada);
    await write(ada, 'It is quiet in here');
    await misses(ada.getByText('No messages yet'));
  });

  await step('the messages are a list in a log', async () => {
    await logIn(grace, 'Grace');
    await enter(grace, 'Reading room');
    await write(grace, 'Not any longer');
    await sees(message(ada, 'Not any longer'));
    const items = ada.getByRole('log').getByRole('list').getByRole('listitem');
    assert.deepEqual(
      (await items.allInnerTexts()).map((text) => /quiet|joined|longer/.exec(text)?.[0]),
      ['quiet', 'joined', 'longer'],
    );
  });

  await step('names can be read in the colours of all of them', async () => {
    for (const colorScheme of ['light', 'dark']) {
      await ada.emulateMedia({ colorScheme });
      for (const selector of ['.message:not(.mine) .author', '.message:not(.mine) .avatar', '#me-avatar']) {
        const weak = (await ada.evaluate(contrasts, selector)).filter(({ contrast }) => contrast < ENOUGH_CONTRAST);
        assert.deepEqual(weak.slice(0, 3), [], `${selector} in ${colorScheme} colours: ${weak.length} of 360`);
      }
    }
  });

  await step('a conversation has no barriers', async () => {
    await announce('The library closes at six.');
    await sees(ada.getByText('The library closes'));
    await sendPicture(ada);
    await grace.getByLabel('Message', { exact: true }).pressSequentially('Six');
    await sees(ada.getByText('Grace is typing'));
    await hasNoBarriers(ada);
    await ada.getByRole('button', { name: 'Enlarge picture' }).press('Enter');
    await sees(ada.getByRole('dialog', { name: 'Enlarged picture' }));
    await hasNoBarriers(ada);
    await ada.keyboard.press('Enter');
  });

  await step('the end of the conversation stays in view when its last picture is loaded', async () => {
    await sendPicture(grace);
    await grace.waitForFunction(
      () => [...document.querySelectorAll('.picture img')].every((image) => image.complete && image.naturalWidth),
      null,
      { timeout: PATIENCE },
    );
    await showsTheEnd(grace);
    await misses(grace.getByRole('button', { name: 'New messages' }));
  });

  await step('the end of the conversation stays in view when what is below it grows', async () => {
    await grace.getByLabel('Message', { exact: true }).fill('one\ntwo\nthree\nfour\nfive\nsix');
    await showsTheEnd(grace);
    await grace.getByLabel('Message', { exact: true }).fill('');
  });

  await step('who reads older messages is not disturbed', async () => {
    await grace.locator('#scroller').evaluate((log) => (log.scrollTop = 0));
    await write(ada, 'Are you still reading?');
    await sees(grace.getByRole('button', { name: 'New messages' }));
    assert.equal(await grace.locator('#scroller').evaluate((log) => log.scrollTop), 0);
    await hasNoBarriers(grace);
    await grace.getByRole('button', { name: 'New messages' }).click();
    await showsTheEnd(grace);
  });

  await step('the name of a room that is refused stays in its field, with the reason beside it', async () => {
    const field = await enters(ada, 'cats/dogs');
    await sees(navigation(ada).getByRole('alert').filter({ hasText: 'letters, digits' }));
    assert.equal(await field.inputValue(), 'cats/dogs');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await sees(ada.getByRole('heading', { name: 'Reading room' }));
    assert.equal(await ada.getByRole('main').getByRole('alert').count(), 0);
    await hasNoBarriers(ada);
    await enter(ada, 'Cats and dogs');
    await misses(navigation(ada).getByRole('alert'));
    assert.equal(await field.inputValue(), '');
    assert.equal(await field.getAttribute('aria-invalid'), 'false');
  });

  await step('a page that has lost its connection has no barriers', async () => {
    cable.cut();
    await sees(grace.getByRole('status').filter({ hasText: 'Reconnecting… (attempt' }));
    await write(grace, 'Is anybody there?');
    await sees(message(grace, 'Is anybody there?').getByRole('img', { name: 'Sending' }));
    await hasNoBarriers(grace);
    cable.mend();
    await sees(grace.getByRole('status').filter({ hasText: 'Back online' }));
    await hasNoBarriers(grace);
    await sees(message(grace, 'Is anybody there?').getByRole('img', { name: 'Sent', exact: true }));
  });

  const linus = await open({ viewport: PHONE, hasTouch: true, isMobile: true });

  await step('a phone has no barriers, and keeps its menu open when a room is refused', async () => {
    await logIn(linus, 'Linus');
    await hasNoBarriers(linus);
    await linus.getByRole('button', { name: 'Rooms and people' }).click();
    await hasNoBarriers(linus);
    await enters(linus, 'cats/dogs');
    await sees(navigation(linus).getByRole('alert').filter({ hasText: 'letters, digits' }));
    await hasNoBarriers(linus);
    await enter(linus, 'Cats and dogs');
    await misses(navigation(linus));
  });

  await step('no page has reported an error', async () => assert.deepEqual(problems, []));
});

/** In light and in dark colours. */
async function hasNoBarriers(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run());
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
    assert.deepEqual(found, [], `in ${colorScheme} colours`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Of the text of an element with what is behind it, for all hues that a name may have. */
function contrasts(selector) {
  const element = document.querySelector(selector);
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  const luminance = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data]
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = () => {
    let behind = element;
    while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') {
      behind = behind.parentElement;
    }
    return getComputedStyle(behind).backgroundColor;
  };
  const former = element.style.getPropertyValue('--hue');
  const found = Array.from({ length: 360 }, (_, hue) => {
    element.style.setProperty('--hue', hue);
    const [darker, lighter] = [luminance(getComputedStyle(element).color), luminance(ground())].sort((a, b) => a - b);
    return { hue, contrast: (lighter + 0.05) / (darker + 0.05) };
  });
  element.style.setProperty('--hue', former);
  return found;
}

async function showsTheEnd(page) {
  const atEnd = (log) => log.scrollHeight > log.clientHeight && log.scrollHeight - log.clientHeight - log.scrollTop < 2;
  await page.waitForFunction(atEnd, await page.locator('#scroller').elementHandle(), { timeout: PATIENCE });
}

async function sendPicture(page) {
  const buffer = await landscape(page);
  await page.getByLabel('Picture', { exact: true }).setInputFiles({ name: 'way.png', mimeType: 'image/png', buffer });
  await sees(page.locator('.message.mine').last().getByRole('img', { name: 'Delivered' }));
}

async function announce(text) {
  const answer = await fetch(new URL('api/announcements', url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  assert.equal(answer.status, 202);
}

function navigation(page) {
  return page.getByRole('navigation', { name: 'Rooms' });
}

/** Gives the name to the page, which may be refused. */
async function enters(page, name) {
  const field = page.getByLabel('Name of a new room');
  await field.fill(name);
  await field.press('Enter');
  return field;
}

async function enter(page, name) {
  await enters(page, name);
  await sees(page.getByRole('heading', { name }));
}
