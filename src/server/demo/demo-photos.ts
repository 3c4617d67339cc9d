/** Pictures of the demonstration: three drawings without a real person, attached and uploaded as a phone does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PhotoRow } from '../../domain/row.ts';
import { sha256Hex } from '../ids.ts';
import { projectRoot } from '../start.ts';
import type { DemoGroup } from './demo-steps.ts';
import story from './story.json' with { type: 'json' };

export type DemoScene = keyof typeof story.captions;

/** @param arrived `thumb`: the full picture is still on the officer's phone */
export async function photograph(
  { g, phone }: DemoGroup,
  scene: DemoScene,
  on: string,
  subject: PhotoRow['for'],
  arrived: 'full' | 'thumb' = 'full',
): Promise<void> {
  const full = drawing(scene);
  const thumb = drawing(`${scene}-thumb`);
  const sha = sha256Hex(full);
  phone.act(g, 'photo.attach', on, {
    sha,
    bytes: full.length,
    mime: 'image/jpeg',
    w: 640,
    h: 480,
    thumb: { sha: sha256Hex(thumb), bytes: thumb.length },
    for: subject,
    caption: story.captions[scene],
  });
  await phone.send();
  await phone.upload(g, sha, 'thumb', thumb);
  if (arrived === 'full') await phone.upload(g, sha, 'full', full);
  else phone.photosLeft++;
}

function drawing(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(projectRoot(), 'src/server/demo/photos', `${name}.jpg`)));
}
