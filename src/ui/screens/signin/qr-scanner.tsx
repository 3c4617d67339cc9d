/** Reads an invitation from the camera: the browser's own detector where it has one, else ours. No picture is kept or sent. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { decodeQR } from 'qr/decode.js';
import type { Translate } from '../../../content/text.ts';
import { holdUpdates } from '../../boot/updates.ts';
import { BottomSheet } from '../../parts/dialog.tsx';
import { findCode } from './invitation-code.ts';

export interface QrScannerProps {
  t: Translate;
  onCode: (code: string) => void;
  onClose: () => void;
}

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

const lookEveryMs = 180;
const longestSide = 720;

export function QrScanner({ t, onCode, onClose }: QrScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<'denied' | 'no-camera'>();
  const [foreign, setForeign] = useState(false);

  useEffect(() => {
    const release = holdUpdates();
    const stop = new AbortController();
    let stream: MediaStream | undefined;
    const look = async (read: (source: HTMLVideoElement) => Promise<string | undefined>) => {
      while (!stop.signal.aborted) {
        const source = video.current;
        const text = source === null || source.videoWidth === 0 ? undefined : await read(source).catch(() => undefined);
        const code = text === undefined ? undefined : findCode(text);
        if (stop.signal.aborted) return;
        if (code !== undefined) {
          navigator.vibrate?.(60);
          onCode(code);
          return;
        }
        setForeign(text !== undefined);
        await new Promise((resolve) => {
          setTimeout(resolve, lookEveryMs);
        });
      }
    };
    void (async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false });
        if (stop.signal.aborted || video.current === null) return endOf(stream);
        video.current.srcObject = stream;
        await video.current.play();
        await look(await createReader());
      } catch (error) {
        if (!stop.signal.aborted) setProblem(error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'no-camera');
      }
    })();
    return () => {
      stop.abort();
      release();
      if (stream !== undefined) endOf(stream);
    };
    // the camera runs once per opening
  }, []);

  return (
    <BottomSheet open onClose={onClose} title={t('signin.scan.title')} closeLabel={t('common.close')}>
      {problem === undefined ? (
        <>
          <div class="scan-window">
            <video ref={video} muted playsInline aria-label={t('signin.scan.picture')} />
            <span class="scan-frame" aria-hidden="true" />
          </div>
          <p role="status">{t(foreign ? 'signin.scan.foreign' : 'signin.scan.hint')}</p>
        </>
      ) : (
        <p role="alert">{t(`signin.scan.${problem}`)}</p>
      )}
    </BottomSheet>
  );
}

function endOf(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function createReader(): Promise<(source: HTMLVideoElement) => Promise<string | undefined>> {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass & { getSupportedFormats?: () => Promise<readonly string[]> } })
    .BarcodeDetector;
  const formats = await Native?.getSupportedFormats?.().catch(() => [] as readonly string[]);
  if (Native !== undefined && formats?.includes('qr_code') === true) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (source) => (await detector.detect(source))[0]?.rawValue;
  }
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (source) => {
    const scale = Math.min(1, longestSide / Math.max(source.videoWidth, source.videoHeight));
    canvas.width = Math.round(source.videoWidth * scale);
    canvas.height = Math.round(source.videoHeight * scale);
    context?.drawImage(source, 0, 0, canvas.width, canvas.height);
    const image = context?.getImageData(0, 0, canvas.width, canvas.height);
    return image && decodeQR({ width: image.width, height: image.height, data: image.data });
  };
}
