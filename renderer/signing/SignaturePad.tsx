import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import Pad, { type PointGroup } from 'signature_pad';
import type { DrawnMark } from '../../domain/signing/drawn-mark.ts';

export interface PadHandle {
  readonly clear: () => void;
}

interface SignaturePadProps {
  readonly ref: Ref<PadHandle>;
  readonly label: string;
  /** What is on the pad after each stroke; null while there is nothing. */
  readonly onDrawn: (drawn: DrawnMark | null) => void;
}

/** Pen widths in CSS pixels: a ballpoint on a field of some 500 pixels. */
const PEN = { minWidth: 1.2, maxWidth: 3.2 };

function strokesOf(groups: readonly PointGroup[]): DrawnMark['strokes'] {
  const began = groups[0]?.points[0]?.time ?? 0;
  return groups.map(({ points }) => points.map(({ x, y, time }) => [x, y, Math.max(0, Math.round(time - began))]));
}

function pointerOf(type: string | undefined): DrawnMark['pointer'] {
  return type === 'pen' || type === 'touch' ? type : 'mouse';
}

/** Where somebody signs with a pen, a finger or the mouse. It has no key: nobody signs by keyboard. */
export function SignaturePad({ ref, label, onDrawn }: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad | null>(null);
  const tell = useRef(onDrawn);
  tell.current = onDrawn;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const own = new Pad(element, { ...PEN, penColor: '#000' });
    pad.current = own;
    let pointer: DrawnMark['pointer'] = 'mouse';
    const fit = (): void => {
      const ratio = Math.max(1, window.devicePixelRatio);
      const drawn = own.toData();
      element.width = Math.round(element.clientWidth * ratio);
      element.height = Math.round(element.clientHeight * ratio);
      element.getContext('2d')?.scale(ratio, ratio);
      own.fromData(drawn);
    };
    const began = (event: Event): void => {
      const { detail } = event as CustomEvent<{ readonly event?: Event } | undefined>;
      pointer = pointerOf((detail?.event as PointerEvent | undefined)?.pointerType);
    };
    const ended = (): void => {
      const strokes = strokesOf(own.toData());
      const { clientWidth: width, clientHeight: height } = element;
      tell.current(strokes.length === 0 ? null : { width, height, pointer, strokes });
    };
    own.addEventListener('beginStroke', began);
    own.addEventListener('endStroke', ended);
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    return () => {
      watch.disconnect();
      own.off();
      pad.current = null;
    };
  }, []);

  useImperativeHandle(ref, () => ({
    clear() {
      pad.current?.clear();
      tell.current(null);
    },
  }));

  return <canvas ref={canvas} className="signature-pad" role="img" aria-label={label} />;
}
