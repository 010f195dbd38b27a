// A picture to send: hills in front of a rising sun, drawn by a page.

export async function landscape(page) {
  const url = await page.evaluate(draw);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

function draw() {
  const width = 960;
  const height = 540;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');

  const fade = (from, to, ...colours) => {
    const gradient = context.createLinearGradient(0, from, 0, to);
    colours.forEach((colour, index) => gradient.addColorStop(index / (colours.length - 1), colour));
    return gradient;
  };
  context.fillStyle = fade(0, 400, '#1f3b73', '#6a5fa5', '#e58e8b', '#ffd9a0');
  context.fillRect(0, 0, width, height);

  const glow = context.createRadialGradient(640, 330, 10, 640, 330, 330);
  glow.addColorStop(0, '#fff6dcff');
  glow.addColorStop(0.14, '#ffe9b5cc');
  glow.addColorStop(1, '#ffe9b500');
  context.fillStyle = glow;
  context.fillRect(0, 0, width, height);

  const ridge = (base, rise, pitch, shift, colour) => {
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 4) {
      const wave = Math.sin((x + shift) / pitch) + 0.5 * Math.sin((x + shift) / (pitch * 0.43)) + 0.2 * Math.sin(x / 17 + shift);
      context.lineTo(x, base - rise * wave);
    }
    context.lineTo(width, height);
    context.fillStyle = colour;
    context.fill();
  };
  ridge(345, 34, 120, 40, '#8f6f9f');
  ridge(380, 28, 90, 300, '#65538a');

  context.fillStyle = fade(400, 470, '#f2b79a', '#7d6aa0');
  context.fillRect(0, 405, width, 80);
  context.fillStyle = '#fff3d6';
  for (let y = 410; y < 470; y += 6) {
    const reach = 26 + (y - 405) * 0.9 + 9 * Math.sin(y);
    context.fillRect(640 - reach / 2, y, reach, 2);
  }
  ridge(470, 16, 150, 700, '#2f3559');
  ridge(510, 14, 70, 100, '#1b2140');
  for (const [x, size] of [[70, 80], [115, 110], [170, 70], [840, 95], [890, 130], [925, 75]]) {
    context.beginPath();
    context.moveTo(x, 520 - size);
    context.lineTo(x - size / 4, 540);
    context.lineTo(x + size / 4, 540);
    context.fill();
  }
  return canvas.toDataURL('image/png');
}
