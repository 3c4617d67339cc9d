/** Takes photos from the camera or the gallery and shows each with its state in a word. It shrinks and stores nothing. */
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import { Tag, type TagTone } from './tag.tsx';

export interface PickedPhoto {
  key: string;
  /** Object URL of the thumbnail; without it the picture's place is kept. */
  thumbnailUrl?: string;
  /** What is on it, read aloud. */
  alt: string;
  stateText: string;
  stateTone: TagTone;
  onOpen?: () => void;
}

export interface PhotoPickerProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  cameraLabel: string;
  galleryLabel: string;
  photos: readonly PickedPhoto[];
  onFiles: (files: File[]) => void;
  /** Just before the camera or gallery opens: save the draft here, the phone may drop the page. A promise is waited for. */
  onBeforeOpen?: () => void | Promise<void>;
  disabled?: boolean;
}

export function PhotoPicker({ label, hint, cameraLabel, galleryLabel, photos, onFiles, onBeforeOpen, disabled = false }: PhotoPickerProps) {
  const labelId = useId();
  const saved = useRef(false);
  const button = (text: string, icon: IconName, capture: 'environment' | undefined) => (
    <label class={`button button-secondary file-button${disabled ? ' disabled' : ''}`}>
      <input
        type="file"
        class="hidden-input"
        accept="image/*"
        capture={capture}
        multiple={capture === undefined}
        disabled={disabled}
        onClick={(event) => {
          const input = event.currentTarget;
          if (saved.current) {
            saved.current = false;
            return;
          }
          const saving = onBeforeOpen?.();
          if (saving === undefined) return;
          event.preventDefault();
          void (async () => {
            await saving.catch(() => undefined);
            saved.current = true;
            input.click();
          })();
        }}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <span class="button-face">
        <Icon name={icon} />
        <span>{text}</span>
      </span>
    </label>
  );
  return (
    <div class="photo-picker" role="group" aria-labelledby={labelId}>
      <p class="label" id={labelId}>
        {label}
      </p>
      {hint && <p class="hint">{hint}</p>}
      {photos.length > 0 && (
        <ul class="photos">
          {photos.map((photo) => (
            <li key={photo.key}>
              {photo.onOpen ? (
                <button type="button" onClick={() => photo.onOpen?.()}>
                  <Thumbnail {...photo} />
                </button>
              ) : (
                <Thumbnail {...photo} />
              )}
            </li>
          ))}
        </ul>
      )}
      <div class="photo-buttons">
        {button(cameraLabel, 'camera', 'environment')}
        {button(galleryLabel, 'image', undefined)}
      </div>
    </div>
  );
}

function Thumbnail({ thumbnailUrl, alt, stateText, stateTone }: PickedPhoto) {
  return (
    <>
      <span class="thumbnail">
        {thumbnailUrl === undefined ? (
          <>
            <Icon name="image" />
            <span class="hidden-text">{alt}</span>
          </>
        ) : (
          <img src={thumbnailUrl} alt={alt} width="96" height="96" loading="lazy" decoding="async" />
        )}
      </span>
      <Tag tone={stateTone}>{stateText}</Tag>
    </>
  );
}
