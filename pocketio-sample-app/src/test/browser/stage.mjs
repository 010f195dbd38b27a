// What the browser tests have in common: Chromium, pages of people who chat, and steps. A script is started by BrowserChatTests:
//   node <script> <url of the page> <path of Chromium> <folder for screenshots>
// Ends with 0 when all steps have passed; the first one that fails ends it with 1.

import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Cable } from './cable.mjs';

export const [url, executablePath, screenshots] = process.argv.slice(2);
export const DESKTOP = { width: 1280, height: 920 };
export const PHONE = { width: 390, height: 844 };
export const PATIENCE = 30_000; // for one thing to happen
const LIMIT = 240_000; // for everything

/** What pages have reported as errors. */
export const problems = [];

let browser;

/** Runs steps with a browser, and with a cable to the server that can be cut. */
export async function perform(steps) {
  const lateness = setTimeout(() => {
    console.error(`not finished after ${LIMIT} ms`);
    process.exit(1);
  }, LIMIT);
  mkdirSync(screenshots, { recursive: true });
  const cable = await Cable.to(new URL(url));
  browser = await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    await steps(cable);
  } catch (failure) {
    console.error(failure);
    process.exitCode = 1;
  } finally {
    clearTimeout(lateness);
    await browser.close();
    await cable.close();
  }
}

export async function step(name, actions) {
  await actions().catch((cause) => {
    throw new Error(`failed: ${name}`, { cause });
  });
  console.log(`passed: ${name}`);
}

export async function open({ base = url, ...options }) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && !aboutNetwork(line.text()) && problems.push(line.text()));
  await page.goto(base);
  return page;
}

/** What the browser itself reports when connections break and when a refused page goes in the middle of an upgrade. */
function aboutNetwork(text) {
  return /^(WebSocket connection to|Failed to load resource)/.test(text);
}

export async function logIn(page, nickname) {
  await page.getByLabel('Nickname').fill(nickname);
  await page.keyboard.press('Enter');
  await sees(page.getByRole('heading', { name: 'Lobby' }));
}

export async function write(page, text) {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

export function message(page, text) {
  return page.locator('.message').filter({ hasText: text });
}

export function people(page) {
  return page.getByRole('region', { name: 'In this room' });
}

export function sees(locator) {
  return locator.waitFor({ state: 'visible', timeout: PATIENCE });
}

export function misses(locator) {
  return locator.waitFor({ state: 'hidden', timeout: PATIENCE });
}
