// Makes a picture small enough to be sent. It is drawn anew, which also removes what a camera writes into its files, such as
// the place. An animated GIF would stand still then: it is sent as it is, or not at all.

const SIDES = [1280, 960, 640, 400];

/** @returns {Promise<{type: string, data: ArrayBuffer}>} */
export async function shrink(file, maxBytes) {
  if (!file.type.startsWith('image/')) {
    throw new Error('This is not a picture.');
  }
  if (file.type === 'image/gif') {
    return unchanged(file, maxBytes);
  }
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error('This browser cannot read the picture.');
  });
  try {
    for (const side of SIDES) {
      const blob = await draw(bitmap, side);
      if (blob && blob.size <= maxBytes) {
        return { type: blob.type, data: await blob.arrayBuffer() };
      }
    }
  } finally {
    bitmap.close();
  }
  throw new Error('The picture is too big.');
}

async function unchanged(file, maxBytes) {
  if (file.size > maxBytes) {
    throw new Error(`A GIF may have at most ${Math.floor(maxBytes / 1024)} KB.`);
  }
  return { type: file.type, data: await file.arrayBuffer() };
}

function draw(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.85));
}
