// Two people chat in a real browser. Started by BrowserChatTests; see stage.mjs.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { landscape } from './landscape.mjs';
import { DESKTOP, logIn, message, misses, open, PATIENCE, people, perform, PHONE, problems, screenshots, sees, step, url, write } from './stage.mjs';

await perform(async (cable) => {
  const ada = await open({ viewport: DESKTOP });
  const grace = await open({ viewport: DESKTOP, base: cable.url });

  await step('a nickname that is too long is refused, with the reason', async () => {
    await ada.getByLabel('Nickname').fill('A'.repeat(25));
    await ada.getByRole('button', { name: 'Join the chat' }).click();
    await sees(ada.getByRole('alert').filter({ hasText: 'at most 24 characters' }));
  });

  await step('a nickname lets its owner in', async () => {
    await logIn(ada, 'Ada');
    await sees(ada.getByText('1 person'));
  });

  await step('a nickname that is taken is refused, with the reason', async () => {
    await grace.getByLabel('Nickname').fill('ADA');
    await grace.getByRole('button', { name: 'Join the chat' }).click();
    await sees(grace.getByRole('alert').filter({ hasText: 'is here already' }));
  });

  await step('both see who is in the room', async () => {
    await logIn(grace, 'Grace');
    await sees(ada.getByText('Grace joined'));
    for (const page of [ada, grace]) {
      await sees(people(page).getByText('Ada'));
      await sees(people(page).getByText('Grace'));
    }
  });

  await step('a text arrives at the other page and gets both ticks', async () => {
    await write(ada, 'Morning, Grace! Did the new server survive the night?');
    await sees(message(grace, 'survive the night'));
    await sees(message(ada, 'survive the night').getByRole('img', { name: 'Delivered' }));
  });

  await step('a page shows who is typing, until the text is there', async () => {
    await write(grace, 'It did: 2,000 sockets, and not one was dropped');
    await grace.getByLabel('Message', { exact: true }).pressSequentially('I took a picture on my way in');
    await sees(ada.getByText('Grace is typing'));
    await grace.keyboard.press('Enter');
    await sees(message(ada, 'I took a picture'));
    await misses(ada.getByText('Grace is typing'));
  });

  await step('a picture arrives', async () => {
    const buffer = await landscape(grace);
    await grace.getByLabel('Picture', { exact: true }).setInputFiles({ name: 'way.png', mimeType: 'image/png', buffer });
    const picture = ada.getByRole('img', { name: 'Picture from Grace' });
    await sees(picture);
    await ada.waitForFunction((image) => image.naturalWidth === 960, await picture.elementHandle(), { timeout: PATIENCE });
    await sees(grace.locator('.message.mine').last().getByRole('img', { name: 'Delivered' }));
  });

  await step('a picture can be enlarged, with the keyboard too', async () => {
    await ada.getByRole('button', { name: 'Enlarge picture' }).press('Enter');
    await sees(ada.getByRole('dialog', { name: 'Enlarged picture' }));
    await ada.keyboard.press('Enter');
    await misses(ada.getByRole('dialog', { name: 'Enlarged picture' }));
  });

  await step('a file that is not a picture is refused', async () => {
    const buffer = Buffer.from('not a picture');
    await grace.getByLabel('Picture', { exact: true }).setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer });
    await sees(grace.getByRole('alert').filter({ hasText: 'cannot read' }));
  });

  await step('an announcement made by REST reaches everybody', async () => {
    const answer = await fetch(new URL('api/announcements', url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'Cake in the kitchen at four.' }),
    });
    assert.equal(answer.status, 202);
    await sees(ada.getByText('Cake in the kitchen'));
    await sees(grace.getByText('Cake in the kitchen'));
  });

  await step('a broken connection comes back by itself, with what was missed', async () => {
    cable.cut();
    await sees(grace.getByRole('status').filter({ hasText: /Connection lost|Reconnecting/ }));
    await write(ada, 'Beautiful! Is that the lake behind the old observatory?');
    await write(grace, 'Yes. The path starts right behind the station');
    await sees(grace.getByRole('status').filter({ hasText: 'Reconnecting… (attempt' }));
    cable.mend();
    await sees(message(grace, 'behind the old observatory'));
    await sees(message(ada, 'right behind the station'));
    await sees(grace.getByRole('status').filter({ hasText: 'Back online' }));
    await misses(grace.getByRole('status'));
    assert.equal(await message(ada, 'right behind the station').count(), 1);
    assert.equal(await message(grace, 'survive the night').count(), 1);
  });

  await step('another room is another conversation', async () => {
    await grace.getByLabel('Name of a new room').fill('Observatory');
    await grace.keyboard.press('Enter');
    await sees(grace.getByRole('heading', { name: 'Observatory' }));
    await misses(people(ada).getByText('Grace'));
    await sees(ada.getByRole('button', { name: /Observatory/ }));
    assert.equal(await grace.locator('.message').count(), 0);
    await grace.getByRole('button', { name: /Lobby/ }).click();
    await sees(grace.getByRole('heading', { name: 'Lobby' }));
    await sees(message(grace, 'survive the night'));
    await sees(grace.getByRole('img', { name: 'Picture from Grace' }));
  });

  const linus = await open({ viewport: PHONE, hasTouch: true, isMobile: true, colorScheme: 'dark' });

  await step('who comes later reads the history, on a phone too', async () => {
    await logIn(linus, 'Linus');
    await sees(message(linus, 'survive the night'));
    await write(linus, 'Count me in for the walk. And for the cake');
    await sees(message(ada, 'Count me in'));
    await linus.getByRole('button', { name: 'Rooms and people' }).click();
    await sees(people(linus).getByText('Linus (you)'));
    await linus.screenshot({ path: join(screenshots, 'chat-phone-menu.png') });
    await linus.keyboard.press('Escape');
    await misses(people(linus).getByText('Linus (you)'));
  });

  await step('the page is worth a look', async () => {
    await ada.evaluate(() => document.querySelectorAll('.note').forEach((note) => note.remove()));
    await write(ada, 'Saturday at nine, then');
    await sees(message(ada, 'Saturday at nine').getByRole('img', { name: 'Delivered' }));
    await grace.getByLabel('Message', { exact: true }).pressSequentially('I bring ');
    await sees(ada.getByText('Grace is typing'));
    await ada.screenshot({ path: join(screenshots, 'chat.png') });
    await ada.emulateMedia({ colorScheme: 'dark' });
    await ada.screenshot({ path: join(screenshots, 'chat-dark.png') });
    await linus.screenshot({ path: join(screenshots, 'chat-phone.png') });
  });

  await step('a text is never HTML', async () => {
    await write(grace, '<b>bold</b><img src=x onerror=alert(1)>');
    await sees(message(ada, '<b>bold</b><img src=x onerror=alert(1)>'));
  });

  await step('the same person in another window takes over; the first page says so and can come back', async () => {
    const session = await ada.evaluate(() => Object.entries(sessionStorage));
    const second = await open({ viewport: DESKTOP });
    await second.evaluate((entries) => entries.forEach((entry) => sessionStorage.setItem(...entry)), session);
    await second.reload();
    await sees(second.getByRole('heading', { name: 'Lobby' }));
    await sees(ada.getByRole('status').filter({ hasText: 'The server has ended this connection' }));
    await ada.getByRole('button', { name: 'Reconnect' }).click();
    await sees(ada.getByRole('status').filter({ hasText: 'Back online' }));
    await sees(second.getByRole('status').filter({ hasText: 'The server has ended this connection' }));
  });

  await step('who leaves is gone, and may come back under another name', async () => {
    await grace.getByRole('button', { name: 'Leave' }).click();
    await sees(grace.getByLabel('Nickname'));
    await misses(people(ada).getByText('Grace'));
    await logIn(grace, 'Admiral');
    await sees(people(ada).getByText('Admiral'));
  });

  await step('no page has reported an error', async () => assert.deepEqual(problems, []));
});
