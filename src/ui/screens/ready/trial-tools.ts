/** What the trial needs of the browser: a picture as large as a camera's, the app's letters, a camera behind a file button. */

/** A JPEG of twelve million dots, colourful enough to be work. */
export async function makePicture(): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  for (let row = 0; row < 30; row += 1) {
    for (let column = 0; column < 40; column += 1) {
      context.fillStyle = `hsl(${(row * 37 + column * 59) % 360} 60% ${30 + ((row * column) % 50)}%)`;
      context.fillRect(column * 100, row * 100, 100, 100);
    }
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', 0.92);
  });
  if (blob === null) throw new Error('no picture');
  canvas.width = 0;
  return new File([blob], 'trial.jpg', { type: 'image/jpeg' });
}

export async function loadFont(font: string, text: string): Promise<readonly unknown[]> {
  return document.fonts.load(font, text);
}

/** Desktop browsers know no `capture`; phones do. */
export function hasCameraInput(): boolean {
  return 'capture' in document.createElement('input');
}
